import { isIP } from 'node:net';

import type { HttpBindings } from '@hono/node-server';
import type { Context } from 'hono';
import ipaddr from 'ipaddr.js';

import type { ApiEnv } from './context.js';

/**
 * Whether a request comes from a program of this machine. Used only while there is no key. A web page
 * must not pass as one: not through a name that points here (DNS rebinding: the Host tells), not by
 * sending a form across sites (Origin and Sec-Fetch-Site tell). What a proxy forwards is not local.
 */
export function isLocalRequest(c: Context<ApiEnv>): boolean {
  // Without bindings, and so without a socket, the app was called inside this process.
  const incoming = (c.env as Partial<HttpBindings> | undefined)?.incoming;
  if (incoming !== undefined && !isLoopbackAddress(incoming.socket.remoteAddress ?? '')) return false;
  if (c.req.header('forwarded') !== undefined || c.req.header('x-forwarded-for') !== undefined) return false;
  if (!isLoopbackHost(new URL(c.req.url).hostname)) return false;
  const origin = c.req.header('origin');
  if (origin !== undefined && !(URL.canParse(origin) && isLoopbackHost(new URL(origin).hostname))) return false;
  const site = c.req.header('sec-fetch-site');
  return site === undefined || site === 'same-origin' || site === 'none';
}

function isLoopbackHost(hostname: string): boolean {
  const host = hostname.replace(/^\[|\]$/g, '').toLowerCase();
  return host === 'localhost' || host.endsWith('.localhost') || isLoopbackAddress(host);
}

function isLoopbackAddress(address: string): boolean {
  return isIP(address) !== 0 && ipaddr.process(address).range() === 'loopback';
}
