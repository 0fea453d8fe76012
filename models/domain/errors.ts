/**
 * The one error class. The HTTP status and whether a retry can help follow from the code,
 * in tables that the compiler checks for completeness.
 */

export const ERROR_CODES = [
  'invalid_input',
  'unauthorized',
  'forbidden',
  'not_found',
  'conflict',
  'precondition_failed',
  'precondition_required',
  'too_large',
  'range_not_satisfiable',
  'unsupported_format',
  'unreadable',
  'no_transcript',
  'rate_limited',
  'cancelled',
  'timeout',
  'unavailable',
  'storage_full',
  'internal',
] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];

export const HTTP_STATUS = {
  invalid_input: 400,
  unauthorized: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  precondition_failed: 412,
  precondition_required: 428,
  too_large: 413,
  range_not_satisfiable: 416,
  unsupported_format: 415,
  unreadable: 422,
  no_transcript: 422,
  rate_limited: 429,
  cancelled: 499,
  timeout: 504,
  unavailable: 503,
  storage_full: 507,
  internal: 500,
} as const satisfies Record<ErrorCode, number>;

/** Whether the same attempt, made again later, may succeed. `internal` is retried: a bug that is not one costs three attempts. */
export const RETRYABLE = {
  invalid_input: false,
  unauthorized: false,
  forbidden: false,
  not_found: false,
  conflict: false,
  precondition_failed: false,
  precondition_required: false,
  too_large: false,
  range_not_satisfiable: false,
  unsupported_format: false,
  unreadable: false,
  no_transcript: false,
  rate_limited: true,
  cancelled: false,
  timeout: true,
  unavailable: true,
  storage_full: true,
  internal: true,
} as const satisfies Record<ErrorCode, boolean>;

/**
 * `message` says what is wrong and what to do, names files and ids, and never repeats what people
 * said, a secret or a configured value. `cause` keeps the origin.
 */
export class AppError extends Error {
  override readonly name = 'AppError';

  constructor(
    readonly code: ErrorCode,
    message: string,
    options: { cause?: unknown; details?: Readonly<Record<string, unknown>> } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.details = options.details ?? {};
  }

  /** Machine-readable facts beside the message (offending field, limit, …); shown to the caller. */
  readonly details: Readonly<Record<string, unknown>>;

  get status(): number {
    return HTTP_STATUS[this.code];
  }

  get retryable(): boolean {
    return RETRYABLE[this.code];
  }

  /** Any thrown value as an AppError; what is not one becomes `internal` or, by its system code, something more exact. */
  static from(thrown: unknown): AppError {
    for (let error = thrown; error instanceof Error; error = error.cause) if (error instanceof AppError) return error;
    const system = systemCode(thrown);
    if (system === 'ENOSPC' || system === 'EDQUOT' || system === DISK_FULL)
      return new AppError('storage_full', 'The disk is full: free some space, then try again.', { cause: thrown });
    if (system !== undefined && UNREACHABLE.has(system))
      return new AppError('unavailable', `A service that Vouch needs did not answer (${system}).`, { cause: thrown });
    if (system === QUERY_CANCELED)
      return new AppError('timeout', 'The database took too long; try again.', { cause: thrown });
    return new AppError('internal', 'Something went wrong inside Vouch; the log has the error under this request.', {
      cause: thrown,
    });
  }
}

/** PostgreSQL's SQLSTATEs of a full disk and of a statement that reached its time limit. */
const DISK_FULL = '53100';
const QUERY_CANCELED = '57014';

/** Node's, libpq's and PostgreSQL's codes for "not there right now". 57P0x: shutting down; 08xxx: connection lost; 53300: too many connections. */
const UNREACHABLE = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  '57P01',
  '57P02',
  '57P03',
  '08000',
  '08001',
  '08003',
  '08004',
  '08006',
  '53300',
]);

/** The `code` of the error or of the first cause that has one. */
function systemCode(thrown: unknown): string | undefined {
  for (let error = thrown; error instanceof Error; error = error.cause) {
    const code = (error as NodeJS.ErrnoException).code;
    if (typeof code === 'string') return code;
  }
  return undefined;
}
