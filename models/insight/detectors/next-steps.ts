import type { NextStep } from '../../domain/index.js';
import type { Reading } from '../reading.js';

export function nextSteps(_reading: Reading): NextStep[] {
  return [];
}
