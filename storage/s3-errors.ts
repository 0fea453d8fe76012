import pRetry from 'p-retry';

import { AppError } from '../models/domain/index.js';
import { BusyError } from './s3-transport.js';

/** Tries in all, with 0.2 to 0.4 s before the second and twice that before each later one: 5 s at most. */
const TRIES = 5;

/** Calls S3, again where that may help. @throws AppError */
export async function retrying<T>(key: string, call: () => Promise<T>): Promise<T> {
  try {
    return await pRetry(call, {
      retries: TRIES - 1,
      minTimeout: 200,
      maxTimeout: 2_000,
      randomize: true,
      shouldRetry: ({ error }) => isPassing(error),
    });
  } catch (error) {
    throw asAppError(error, key);
  }
}

/** S3's code of an error (`NoSuchKey`), or the system's (`ECONNREFUSED`). */
export function codeOf(error: unknown): string {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' ? code : '';
}

const isPassing = (error: unknown): boolean => error instanceof BusyError || PASSING.has(codeOf(error));
const PASSING = new Set([
  ...['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'EAI_AGAIN', 'ENOTFOUND'],
  ...[
    'SlowDown',
    'ServiceUnavailable',
    'InternalError',
    'RequestTimeout',
    'OperationAborted',
    'XMinioServerNotInitialized',
  ],
]);

const NOT_THERE = new Set(['NoSuchKey', 'NotFound']);
const NO_ROOM = new Set([
  'XMinioStorageFull',
  'QuotaExceeded',
  'XMinioAdminBucketQuotaExceeded',
  'InsufficientStorage',
]);
/** The last one is versitygw's. */
const REFUSED = new Set(['AccessDenied', 'InvalidAccessKeyId', 'SignatureDoesNotMatch', 'XAdminUserNotFound']);

/** The answer's other fields (key id, string to sign) stay out of `cause`, which goes to the log. */
function asAppError(error: unknown, key: string): AppError {
  if (error instanceof AppError) return error;
  const code = codeOf(error);
  const cause = Object.assign(new Error(error instanceof Error ? error.message : 'the S3 store failed'), { code });
  if (NOT_THERE.has(code)) return new AppError('not_found', `There is no stored object ${key}.`, { cause });
  if (NO_ROOM.has(code)) return new AppError('storage_full', 'The S3 store is full: free some space there.', { cause });
  if (code === 'NoSuchBucket')
    return new AppError('unavailable', 'The bucket of VOUCH_S3_BUCKET is gone: make it again.', { cause });
  if (REFUSED.has(code))
    return new AppError('unavailable', `The S3 store refuses the keys it was given (${code}): check VOUCH_S3_*.`, {
      cause,
    });
  if (isPassing(error))
    return new AppError('unavailable', `The S3 store does not answer, or is too busy (tried ${TRIES} times).`, {
      cause,
    });
  return AppError.from(cause);
}
