import type { Objection } from '../../domain/index.js';
import type { Reading } from '../reading.js';

export function objections(_reading: Reading): Objection[] {
  return [];
}
