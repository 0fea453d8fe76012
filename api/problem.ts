import { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';

import { AppError, ERROR_CODES, type ErrorCode } from '../models/domain/index.js';
import type { ApiEnv } from './context.js';

/** RFC 9457. `code` repeats the end of `type` for programs; `details` names fields, limits and the like. */
export const Problem = z
  .object({
    type: z.string().openapi({ example: '/problems/not_found' }),
    title: z.string(),
    status: z.number().int(),
    detail: z.string().openapi({ description: 'What is wrong and what to do.' }),
    instance: z.string().openapi({ description: 'The request.' }),
    code: z.enum(ERROR_CODES),
    requestId: z.string().openapi({ description: 'Names this request in the log.' }),
    details: z.record(z.string(), z.unknown()).optional(),
  })
  .openapi('Problem');
export type Problem = z.infer<typeof Problem>;

/** One short title per code: RFC 9457 wants it the same for every occurrence. */
export const PROBLEM_TITLES = {
  invalid_input: 'The request is not right',
  unauthorized: 'A valid API key is needed',
  forbidden: 'This key may not do that',
  not_found: 'There is no such thing',
  conflict: 'That contradicts what is there',
  precondition_failed: 'It was changed meanwhile',
  precondition_required: 'If-Match is needed',
  too_large: 'Too large',
  range_not_satisfiable: 'There are no such bytes',
  unsupported_format: 'This format is not understood',
  unreadable: 'The file cannot be read',
  no_transcript: 'There are no words to work with',
  rate_limited: 'Too many requests',
  cancelled: 'The request was cancelled',
  timeout: 'It took too long',
  unavailable: 'A service that Vouch needs is not there',
  storage_full: 'The storage is full',
  internal: 'Something went wrong inside Vouch',
} as const satisfies Record<ErrorCode, string>;

/** Answers any thrown value as a problem, and logs it under the request's id: never a body, never what people said. */
export function answerProblem(thrown: Error, c: Context<ApiEnv>): Response {
  const error = thrown instanceof HTTPException ? fromHttpException(thrown) : AppError.from(thrown);
  const { log } = c.get('api');
  const requestId = c.get('requestId');
  if (error.status >= 500) log.error({ requestId, code: error.code, err: safeCause(error) }, 'a request failed');
  else log.debug({ requestId, code: error.code }, 'a request was refused');
  return problemResponse(error, { path: c.req.path, requestId });
}

export function problemResponse(error: AppError, request: { path: string; requestId: string }): Response {
  const problem: Problem = {
    type: `/problems/${error.code}`,
    title: PROBLEM_TITLES[error.code],
    status: error.status,
    detail: error.message,
    instance: request.path,
    code: error.code,
    requestId: request.requestId,
    ...(Object.keys(error.details).length === 0 ? {} : { details: { ...error.details } }),
  };
  const headers = new Headers({ 'content-type': 'application/problem+json', 'cache-control': 'no-store' });
  if (error.code === 'unauthorized') headers.set('www-authenticate', 'Bearer');
  if (error.code === 'rate_limited' || error.code === 'unavailable') headers.set('retry-after', '5');
  return new Response(JSON.stringify(problem), { status: error.status, headers });
}

/** Hono's own refusals (a body of another media type, a broken form) under our codes. */
function fromHttpException(exception: HTTPException): AppError {
  const code = ERROR_CODES.find((known) => new AppError(known, '').status === exception.status);
  if (code === 'unsupported_format')
    return new AppError(code, 'The body has another Content-Type than this route takes: see /docs.', {
      cause: exception,
    });
  return code === undefined || code === 'internal'
    ? AppError.from(exception)
    : new AppError(code, exception.message || PROBLEM_TITLES[code], { cause: exception });
}

/** What the log may keep of an error: kinds, system codes and the stack's places. Messages of drivers may quote values. */
function safeCause(error: AppError): Record<string, unknown> {
  const chain: { name: string; code?: string; at?: string }[] = [];
  for (let cause: unknown = error; cause instanceof Error && chain.length < 5; cause = cause.cause) {
    const code = (cause as NodeJS.ErrnoException).code;
    const at = cause.stack
      ?.split('\n')
      .find((line) => line.trim().startsWith('at '))
      ?.trim();
    chain.push({ name: cause.name, ...(typeof code === 'string' ? { code } : {}), ...(at ? { at } : {}) });
  }
  return { message: error.message, chain };
}

/** For a path that no route has, or not with this method. */
export function answerNotFound(c: Context<ApiEnv>): Response {
  return problemResponse(
    new AppError('not_found', `Nothing answers ${c.req.method} at this path: /docs lists what there is.`),
    {
      path: c.req.path,
      requestId: c.get('requestId'),
    },
  );
}
