import type { Commitment } from '../../domain/index.js';
import type { Reading } from '../reading.js';

export function commitments(_reading: Reading): Commitment[] {
  return [];
}
