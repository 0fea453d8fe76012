import type { HttpBindings } from '@hono/node-server';
import type { Context } from 'hono';

import type { ApiEnv } from './context.js';

/**
 * Where a request comes from; null inside this process. Behind a proxy (there is one where a public URL is
 * configured) it is the address that the proxy itself saw: the last one it wrote down.
 */
export function clientAddress(c: Context<ApiEnv>): string | null {
  if (c.get('api').config.publicUrl !== null) {
    const forwarded = c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim();
    if (forwarded) return forwarded;
  }
  return (c.env as Partial<HttpBindings> | undefined)?.incoming?.socket.remoteAddress ?? null;
}
