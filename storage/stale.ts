import { AppError } from '../models/domain/index.js';

/**
 * For an edit that holds the row's lock: nothing is changed that somebody else changed since it was read.
 * @param expected the version that was read; null or left out: whichever is there
 * @throws AppError `precondition_failed`
 */
export function refuseStale(version: number, expected: number | null | undefined): void {
  if (expected != null && expected !== version) throw stale();
}

export const stale = (): AppError =>
  new AppError('precondition_failed', 'Somebody changed it meanwhile: read it again and repeat the change.');
