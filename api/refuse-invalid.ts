import type { Hook } from '@hono/zod-openapi';

import { AppError } from '../models/domain/index.js';
import type { ApiEnv } from './context.js';

const MAX_ISSUES = 20;
const PLACES: Record<string, string> = { json: 'body', param: 'path', query: 'query', header: 'headers', form: 'form' };

/** Says which field is wrong and how; never repeats what was sent. */
export const refuseInvalid: Hook<unknown, ApiEnv, string, undefined> = (result) => {
  if (result.success) return undefined;
  const place = PLACES[result.target] ?? result.target;
  const issues = result.error.issues.slice(0, MAX_ISSUES).map((issue) => ({
    at: [place, ...issue.path.map(String)].join('.'),
    message: issue.message,
  }));
  const first = issues[0];
  throw new AppError(
    'invalid_input',
    first === undefined ? `The ${place} is not right.` : `${first.at}: ${first.message}`,
    {
      details: { issues },
    },
  );
};
