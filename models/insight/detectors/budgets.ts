import type { Budget } from '../../domain/index.js';
import type { Reading } from '../reading.js';

export function budgets(_reading: Reading): Budget[] {
  return [];
}
