import type { Competitor } from '../../domain/index.js';
import type { Reading } from '../reading.js';

export function competitors(_reading: Reading): Competitor[] {
  return [];
}
