import { describe, expect, test } from 'vitest';

import { AppError, type ErrorCode } from '../../../models/domain/index.js';
import { BACK_OFF, retryDelayMs } from '../../../pipeline/back-off.js';

const least = (): number => 0;
const most = (): number => 1;

describe('back-off', () => {
  // error, failures so far, shortest and longest wait
  test.each<[ErrorCode, number, number | null, number | null]>([
    ['unavailable', 0, 1_000, 2_000],
    ['unavailable', 1, 4_000, 8_000],
    ['timeout', 2, 16_000, 32_000],
    ['storage_full', 3, 64_000, 128_000],
    ['rate_limited', 3, 64_000, 128_000],
    ['internal', 0, 1_000, 2_000],
    ['unavailable', 4, null, null],
    ['internal', 7, null, null],
    ['unreadable', 0, null, null],
    ['no_transcript', 0, null, null],
    ['not_found', 0, null, null],
    ['cancelled', 0, null, null],
  ])('%s after %i failures waits %s to %s ms', (code, failures, shortest, longest) => {
    const error = new AppError(code, 'told to fail');
    expect(retryDelayMs(error, failures, BACK_OFF, least)).toBe(shortest);
    expect(retryDelayMs(error, failures, BACK_OFF, most)).toBe(longest);
  });
});
