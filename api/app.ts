import { randomUUID } from 'node:crypto';

import { OpenAPIHono, z } from '@hono/zod-openapi';

import { AppError, fieldError } from '../models/domain/index.js';
import { ActivePolicy } from './active-policy.js';
import { Authenticator } from './auth.js';
import { BackTestRuns } from './back-test-runs.js';
import { clientAddress } from './client-address.js';
import type { ApiContext, ApiEnv } from './context.js';
import { refuseNul } from './json-body.js';
import { OidcClient } from './oidc-client.js';
import { openapiDocument } from './openapi-document.js';
import { answerNotFound, answerProblem } from './problem.js';
import { createProgressHub } from './progress.js';
import { ROUTES } from './routes/index.js';
import { refuseInvalid } from './refuse-invalid.js';
import { securityHeaders } from './security-headers.js';
import { SignInLimit } from './sign-in-limit.js';
import { compressAnswers, webApp } from './web-app.js';

/**
 * The HTTP application over what the composition root built. `app.fetch` answers; whoever serves it
 * binds 127.0.0.1 as long as there is no key.
 */
export function createApp(context: ApiContext) {
  // For every schema of the process: the routes' validators take no error map of their own.
  z.config({ customError: fieldError });
  const authenticator = new Authenticator(context.now);
  const signInLimit = new SignInLimit(context.database.db);
  const oidc = new OidcClient(context.config.oidc);
  const activePolicy = new ActivePolicy();
  const backTests = new BackTestRuns();
  const progress = createProgressHub(context.database, context.log);
  const app = new OpenAPIHono<ApiEnv>({ defaultHook: refuseInvalid });
  app.onError(answerProblem);
  app.notFound(answerNotFound);
  app.use(async (c, next) => {
    c.set('api', context);
    c.set('requestId', randomUUID());
    c.set('authenticator', authenticator);
    c.set('clientAddress', clientAddress(c));
    c.set('signInLimit', signInLimit);
    c.set('oidc', oidc);
    c.set('progress', progress);
    c.set('activePolicy', activePolicy);
    c.set('backTests', backTests);
    await next();
  });
  app.use(securityHeaders);
  app.use(compressAnswers);
  app.use(async (c, next) => {
    refuseNul(decodeUrl(c.req.url));
    await next();
  });
  let document: string | undefined;
  app.get('/openapi.json', (c) => {
    document ??= JSON.stringify(openapiDocument());
    return c.body(document, 200, { 'content-type': 'application/json' });
  });
  const routed = app.openapiRoutes(ROUTES);
  const pages = context.webFolder === null ? undefined : webApp(context.webFolder);
  if (pages !== undefined) app.get('*', pages);
  return routed;
}

/** For a typed client: `hc<AppType>(url)` of `hono/client`. */
export type AppType = ReturnType<typeof createApp>;

function decodeUrl(url: string): string {
  try {
    return decodeURIComponent(url);
  } catch (cause) {
    throw new AppError('invalid_input', 'The address has a % that starts no valid UTF-8 character.', { cause });
  }
}
