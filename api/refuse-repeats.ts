import type { MiddlewareHandler } from 'hono';

import { AppError } from '../models/domain/index.js';
import type { ApiEnv } from './context.js';

/** For answers that show a secret once: keeping them for a repeat would keep the secret. */
export const refuseRepeats: MiddlewareHandler<ApiEnv> = async (c, next) => {
  if (c.req.header('idempotency-key') !== undefined)
    throw new AppError('invalid_input', 'This answer shows a secret once and is not kept: leave Idempotency-Key out.');
  await next();
};
