import { AppError } from '../models/domain/index.js';

/** SQLSTATE connection_failure, which `AppError.from` knows as `unavailable`. */
const CONNECTION_FAILURE = '08006';
const UNIQUE_VIOLATION = '23505';

/** Whether a query failed because a row with that key is there already; `constraint` narrows it to one unique index. */
export function isUniqueViolation(thrown: unknown, constraint?: string): boolean {
  for (let error = thrown; error instanceof Error; error = error.cause) {
    const { code, constraint: violated } = error as Error & { code?: unknown; constraint?: unknown };
    if (code === UNIQUE_VIOLATION) return constraint === undefined || violated === constraint;
  }
  return false;
}

/**
 * `pg` gives what the server says a SQLSTATE and what the system says an errno, but its own errors
 * ("Connection terminated unexpectedly", "timeout exceeded when trying to connect") no code at all.
 * All of those mean that the connection is unusable, so they get the SQLSTATE for that here, once;
 * a TypeError (a value that cannot be sent) is a bug and stays one.
 */
export function withConnectionCode(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof TypeError || 'code' in error) return error;
  return Object.assign(error, { code: CONNECTION_FAILURE });
}

/** Wraps a driver's function that reports by promise or by a last argument `(error, …)`, so that its errors carry a code. */
export function codingErrors<F>(call: F): F {
  const inner = call as (...args: unknown[]) => unknown;
  const outer = (...args: unknown[]): unknown => {
    const last = args.at(-1);
    if (typeof last === 'function') {
      const callback = last as (error: unknown, ...rest: unknown[]) => void;
      args[args.length - 1] = (error: unknown, ...rest: unknown[]): void =>
        callback(withConnectionCode(error), ...rest);
    }
    const result = inner(...args);
    if (!(result instanceof Promise)) return result;
    return result.catch((error: unknown) => {
      throw withConnectionCode(error);
    });
  };
  return outer as F;
}

/** Why a trivial query did not come back, in a sentence; the URL and its password stay out of it. */
export function databaseUnavailable(thrown: unknown): AppError {
  return new AppError('unavailable', REASONS[code(thrown) ?? ''] ?? 'The database does not answer.', { cause: thrown });
}

const REASONS: Readonly<Record<string, string>> = {
  ECONNREFUSED:
    'The database does not answer: nothing listens at its address. Start it, or correct VOUCH_DATABASE_URL.',
  ENOTFOUND: 'The database does not answer: its host name is unknown. Correct VOUCH_DATABASE_URL.',
  '28000': 'The database refuses the user of VOUCH_DATABASE_URL.',
  '28P01': 'The database refuses the password of VOUCH_DATABASE_URL.',
  '3D000': 'The database of VOUCH_DATABASE_URL does not exist on its server: create it first.',
  '53300': 'The database has no free connection: raise its max_connections, or give Vouch fewer.',
};

function code(thrown: unknown): string | undefined {
  for (let error = thrown; error instanceof Error; error = error.cause) {
    const value = (error as NodeJS.ErrnoException).code;
    if (typeof value === 'string') return value;
  }
  return undefined;
}
