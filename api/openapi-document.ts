import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { OpenAPIHono } from '@hono/zod-openapi';

import { packageRoot } from '../storage/package-root.js';
import type { ApiEnv } from './context.js';
import { ROUTES } from './routes/index.js';

const { version } = JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8')) as { version: string };

/** What the routes declare, without opening anything: `/openapi.json`, and the committed `api/openapi.json`. */
export function openapiDocument() {
  const app = new OpenAPIHono<ApiEnv>();
  app.openapiRoutes(ROUTES);
  app.openAPIRegistry.registerComponent('securitySchemes', 'key', {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'vk_…',
    description: 'A key that `vouch keys create` made. Without any key the server answers this machine only.',
  });
  return app.getOpenAPI31Document({
    openapi: '3.1.0',
    info: {
      title: 'Vouch',
      version,
      description:
        'Conversations in, a customer record out, every claim vouched for by the exact words it rests on. ' +
        'Errors are problems (RFC 9457). Lists are paged by `cursor`. POST takes `Idempotency-Key`; what is edited has an `ETag`. ' +
        '`x-roles` says which keys may use a route.',
      license: { name: 'Apache-2.0' },
    },
  });
}
