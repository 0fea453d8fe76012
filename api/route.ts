import { type RouteConfig, type RouteHandler, z } from '@hono/zod-openapi';
import type { MiddlewareHandler } from 'hono';

import type { Role } from '../models/domain/index.js';
import { authorize } from './auth.js';
import type { ApiEnv } from './context.js';
import { idempotency } from './idempotency.js';
import { checkJsonBody, limitBody } from './json-body.js';
import { Problem } from './problem.js';
import { refuseRepeats } from './refuse-repeats.js';
import { withinSight } from './within-sight.js';

export interface RouteDefinition extends Omit<RouteConfig, 'middleware' | 'hide'> {
  /** Who may use it; `public` needs no key. */
  readonly roles: readonly Role[] | 'public';
  /**
   * POST only. `true` (the default): Idempotency-Key replays the stored answer. `false`: the header is
   * refused, because the answer holds a secret that must not be stored. `by-content`: the same bytes
   * give the same answer anyway, and the body is too large to be kept for comparing.
   */
  readonly replay?: boolean | 'by-content';
}

/** One route: its OpenAPI definition, who may use it, and what it does. */
export interface ApiRoute<R extends RouteDefinition = RouteDefinition> {
  readonly route: R & { middleware: MiddlewareHandler<ApiEnv>[] };
  readonly roles: readonly Role[] | 'public';
  readonly handler: RouteHandler<R, ApiEnv>;
}

/**
 * Declares a route. Authorization comes before anything is read, then whether the caller may see what the path names, then size and shape of the body, then
 * Idempotency-Key, then the definition's own schemas, then the handler.
 */
export function route<const R extends RouteDefinition>(definition: R, handler: RouteHandler<R, ApiEnv>): ApiRoute<R> {
  const { roles, replay = true, ...config } = definition;
  const middleware: MiddlewareHandler<ApiEnv>[] = [];
  if (roles !== 'public') middleware.push(authorize(roles));
  const guard = roles === 'public' ? undefined : withinSight(definition.path);
  if (guard !== undefined) middleware.push(guard);
  const repeatable = definition.method === 'post' && roles !== 'public' && replay === true;
  if (takesJson(definition) || repeatable) middleware.push(limitBody);
  if (takesJson(definition)) middleware.push(checkJsonBody);
  if (repeatable) middleware.push(idempotency);
  else if (replay === false) middleware.push(refuseRepeats);
  const declared = {
    operationId: operationId(definition),
    ...config,
    request: withKnownQuery(repeatable ? withIdempotencyKey(config.request) : config.request),
    middleware,
    responses: { ...config.responses, default: problemContent },
    ...(roles === 'public' ? { security: [] } : { security: [{ key: [] }], 'x-roles': [...roles] }),
  };
  // `roles` and `replay` are ours and stay out of the OpenAPI document; the rest is R and more.
  return { route: declared as unknown as ApiRoute<R>['route'], roles, handler };
}

/** A JSON request body. */
export const jsonBody = <T extends z.ZodType>(schema: T) => ({
  required: true as const,
  content: { 'application/json': { schema } },
});

/** A JSON answer. */
export const jsonAnswer = <T extends z.ZodType>(description: string, schema: T) => ({
  description,
  content: { 'application/json': { schema } },
});

/** `/{id}` */
export const idParam = z.object({ id: z.string().min(1).max(200) });

const problemContent = {
  description: 'What went wrong, as a problem (RFC 9457).',
  content: { 'application/problem+json': { schema: Problem } },
};

/** So that the document tells of the header; what it may hold is checked before. */
function withIdempotencyKey(request: RouteDefinition['request']): RouteDefinition['request'] {
  const others = request?.headers instanceof z.ZodObject ? request.headers.shape : {};
  const description = 'Makes a repeat of this very request harmless: it gets the first answer again, for 24 hours.';
  return {
    ...request,
    headers: z.object({ ...others, 'idempotency-key': z.string().optional().openapi({ description }) }),
  };
}

/** A filter that is misspelt must not list everything. */
function withKnownQuery(request: RouteDefinition['request']): RouteDefinition['request'] {
  return request?.query instanceof z.ZodObject ? { ...request, query: request.query.strict() } : request;
}

/** `GET /v1/customers/{id}/deals` is `getCustomersByIdDeals`: client generators name functions after it. */
function operationId({ method, path }: RouteDefinition): string {
  const words = path
    .replace(/^\/v1\b/, '')
    .replaceAll(/\{(\w+)\}/g, 'by-$1')
    .match(/[A-Za-z0-9]+/g);
  return method + (words ?? []).map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
}

const takesJson = (definition: RouteDefinition): boolean =>
  definition.request?.body?.content['application/json'] !== undefined;
