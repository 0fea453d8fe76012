import type { Hook, z } from '@hono/zod-openapi';

import { AppError } from '../models/domain/index.js';
import type { ApiEnv } from './context.js';

const MAX_ISSUES = 20;
const PLACES: Record<string, string> = { json: 'body', param: 'path', query: 'query', header: 'headers', form: 'form' };

/** Says which field is wrong and how; never repeats what was sent. */
export const refuseInvalid: Hook<unknown, ApiEnv, string, undefined> = (result) => {
  if (result.success) return undefined;
  throw invalidInput(PLACES[result.target] ?? result.target, result.error);
};

/** The problems of a part of the request, the first in the message and all in `details.issues`. */
export function invalidInput(place: string, error: z.ZodError): AppError {
  const issues = error.issues.slice(0, MAX_ISSUES).map((issue) => ({
    at: [place, ...issue.path.map(String)].join('.'),
    message: issue.message,
  }));
  const [first] = issues;
  return new AppError(
    'invalid_input',
    first === undefined ? `The ${place} is not right.` : `${first.at}: ${first.message}`,
    { details: { issues } },
  );
}
