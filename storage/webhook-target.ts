import ipaddr from 'ipaddr.js';

import { AppError } from '../models/domain/index.js';

/** A resolved address to connect to. */
export interface TargetAddress {
  readonly address: string;
  readonly family: 4 | 6;
}

/** Public by its range, and still a cloud's inside: Azure's wire server answers every virtual machine there. */
const INSIDE_THOUGH_UNICAST = new Set(['168.63.129.16']);

/**
 * Whether an address is of the public internet: no loopback, private, link-local (metadata services),
 * carrier-grade NAT, multicast, reserved or translated (NAT64, 6to4, Teredo) one. IPv4 inside IPv6 counts
 * as that IPv4. What is no address is not public.
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.process(address);
  return parsed.range() === 'unicast' && !INSIDE_THOUGH_UNICAST.has(parsed.toString());
}

/**
 * The URL of a webhook as it is kept. The parser turns every writing of an IPv4 address (decimal,
 * octal, hexadecimal, short) into the usual one, so that what is checked is what is connected to.
 * @throws AppError `invalid_input`: not http(s), a password in it, or (unless allowed) an address that is not public
 */
export function parseWebhookUrl(text: string, allowPrivate: boolean): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:'))
    throw new AppError('invalid_input', 'A webhook needs an address that starts with https:// or http://.');
  if (url.username !== '' || url.password !== '')
    throw new AppError(
      'invalid_input',
      'A webhook address holds no user name or password: deliveries are signed instead.',
    );
  const host = hostOf(url);
  const literal = ipaddr.isValid(host) && !isPublicAddress(host);
  const local = host === 'localhost' || host.endsWith('.localhost');
  if (!allowPrivate && (literal || local)) throw privateTarget();
  url.hash = '';
  return url;
}

/** The host name or address of a URL, IPv6 without brackets, no dot at the end. */
export const hostOf = (url: URL): string =>
  url.hostname
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '')
    .toLowerCase();

/**
 * The address to connect to, looked up now. One address that is not public refuses them all: a name
 * that points inside is no receiver, whichever of its addresses would have been taken.
 * @throws AppError `invalid_input` as `parseWebhookUrl`; whatever `resolve` throws
 */
export async function resolveTarget(
  url: URL,
  allowPrivate: boolean,
  resolve: (host: string) => Promise<readonly TargetAddress[]>,
): Promise<TargetAddress> {
  const host = hostOf(url);
  const literal = ipaddr.isValid(host) ? ipaddr.parse(host) : null;
  const addresses: readonly TargetAddress[] = literal
    ? [{ address: literal.toString(), family: literal.kind() === 'ipv4' ? 4 : 6 }]
    : await resolve(host);
  const [first] = addresses;
  if (first === undefined) throw new AppError('unavailable', 'The host name of the webhook has no address.');
  if (!allowPrivate && !addresses.every(({ address }) => isPublicAddress(address))) throw privateTarget();
  return first;
}

const privateTarget = (): AppError =>
  new AppError(
    'invalid_input',
    'The webhook points to an address that is not public: if that is meant, set VOUCH_WEBHOOKS_TO_PRIVATE_ADDRESSES=1.',
  );
