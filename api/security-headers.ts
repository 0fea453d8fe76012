import type { MiddlewareHandler } from 'hono';

import type { ApiEnv } from './context.js';
import { isAppPath } from './web-app.js';

/** Scripts and styles of our own only; swagger-ui sets styles on elements and shows data: images. */
const DOCS_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; " +
  "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
/** The component library sets styles on elements; drawn waveforms and cut clips are blobs. No inline script. */
const APP_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; " +
  "media-src 'self' blob:; font-src 'self'; connect-src 'self'; worker-src 'self' blob:; manifest-src 'self'; " +
  "base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
const API_POLICY = "default-src 'none'; frame-ancestors 'none'";

export const securityHeaders: MiddlewareHandler<ApiEnv> = async (c, next) => {
  await next();
  const { headers } = c.res;
  headers.set('x-content-type-options', 'nosniff');
  headers.set('referrer-policy', 'no-referrer');
  headers.set('cross-origin-resource-policy', 'same-origin');
  headers.set('content-security-policy', policyOf(c.req.path));
  headers.set('x-request-id', c.get('requestId'));
  // What customers said must not stay in a browser's or a proxy's cache.
  if (!headers.has('cache-control')) headers.set('cache-control', 'no-store');
};

function policyOf(path: string): string {
  if (path.startsWith('/docs')) return DOCS_POLICY;
  return isAppPath(path) ? APP_POLICY : API_POLICY;
}
