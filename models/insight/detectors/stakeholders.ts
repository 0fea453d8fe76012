import type { Stakeholder } from '../../domain/index.js';
import type { Reading } from '../reading.js';

export function stakeholders(_reading: Reading): Stakeholder[] {
  return [];
}
