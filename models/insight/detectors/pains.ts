import type { Pain } from '../../domain/index.js';
import type { Reading } from '../reading.js';

export function pains(_reading: Reading): Pain[] {
  return [];
}
