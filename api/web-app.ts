import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { serveStatic } from '@hono/node-server/serve-static';
import type { MiddlewareHandler } from 'hono';
import { compress } from 'hono/compress';

import type { ApiEnv } from './context.js';

/** What answers programs; everything else is an address of the web app. */
const NOT_THE_APP = /^\/(?:v1|docs|openapi\.json|healthz|readyz|metrics)(?:\/|$)/;
/** Vite puts a hash of the content into these names, so that a name never changes its meaning. */
const HASHED = '/assets/';
const FOR_EVER = 'public, max-age=31536000, immutable';
const ASK_AGAIN = 'no-cache';

export const isAppPath = (path: string): boolean => !NOT_THE_APP.test(path);

/**
 * Sends the built web app from `folder`: its files, and `index.html` for every address that a browser
 * opens, since the app routes by itself. Stands after all routes; undefined where no app was built.
 */
export function webApp(folder: string): MiddlewareHandler<ApiEnv> | undefined {
  if (!existsSync(join(folder, 'index.html'))) return undefined;
  const file = serveStatic<ApiEnv>({ root: folder, precompressed: true });
  const page = serveStatic<ApiEnv>({ root: folder, path: 'index.html', precompressed: true });
  return async (c, next) => {
    if (!isAppPath(c.req.path)) return next();
    const opensPage = c.req.path === '/' || !c.req.path.includes('.', c.req.path.lastIndexOf('/'));
    if (opensPage && !(c.req.header('accept') ?? '').includes('text/html')) return next();
    const sent = await (opensPage ? page : file)(c, next);
    if (!(sent instanceof Response)) return;
    sent.headers.set('cache-control', c.req.path.startsWith(HASHED) ? FOR_EVER : ASK_AGAIN);
    return sent;
  };
}

const squeeze = compress();

/** Compresses what is read; not what has a strong ETag, since that names the bytes as they are sent. */
export const compressAnswers: MiddlewareHandler<ApiEnv> = async (c, next) => {
  await next();
  const isRead = c.req.method === 'GET' && c.res.status === 200 && !c.res.headers.has('etag');
  if (isRead) await squeeze(c, () => Promise.resolve());
};
