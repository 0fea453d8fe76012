import { readFileSync } from 'node:fs';

import { Webhook } from 'standardwebhooks';
import { expect, it } from 'vitest';

/** The library that signs deliveries, against the vectors of Standard Webhooks. */
const { sign } = JSON.parse(
  readFileSync(new URL('../../../shared/outside/standard-webhooks/vectors.json', import.meta.url), 'utf8'),
) as { sign: { secret: string; msg_id: string; timestamp: number; payload: string; expected: string } };

const at = new Date(sign.timestamp * 1000);
const headers = (now: Date, signature: string) => ({
  ...{ 'webhook-id': sign.msg_id, 'webhook-timestamp': String(Math.floor(now.getTime() / 1000)) },
  'webhook-signature': signature,
});
const webhook = new Webhook(sign.secret);
const signed = (now: Date) => webhook.sign(sign.msg_id, now, sign.payload);

it('signs as the specification does, with or without the prefix of the secret', () => {
  expect(webhook.sign(sign.msg_id, at, sign.payload)).toBe(sign.expected);
  expect(new Webhook(sign.secret.replace('whsec_', '')).sign(sign.msg_id, at, sign.payload)).toBe(sign.expected);
});

it('accepts one valid signature among several', () => {
  const now = new Date();
  const other = 'v1,Ceo5qEr07ixe2NLpvHk3FH9bwy/WavXrAFQ/9tdO6mc=';
  expect(webhook.verify(sign.payload, headers(now, `${other} v2,${other.slice(3)} ${signed(now)} ${other}`))).toEqual({
    test: 2432232314,
  });
});

it.each([
  ['a wrong one', (now: Date) => headers(now, 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLawdd')],
  ['half of one', (now: Date) => headers(now, 'v1,')],
  ['another version only', (now: Date) => headers(now, signed(now).replace('v1,', 'v2,'))],
  [
    'none',
    (now: Date) => ({ 'webhook-id': sign.msg_id, 'webhook-timestamp': String(Math.floor(now.getTime() / 1000)) }),
  ],
  ['an old one', (now: Date) => headers(new Date(now.getTime() - 301_000), signed(new Date(now.getTime() - 301_000)))],
  [
    'one from the future',
    (now: Date) => headers(new Date(now.getTime() + 302_000), signed(new Date(now.getTime() + 302_000))),
  ],
])('refuses %s', (_name, forged) => {
  expect(() => webhook.verify(sign.payload, forged(new Date()))).toThrow();
});

it.each(['', 'whsec_'])('refuses the empty secret %j', (secret) => {
  expect(() => new Webhook(secret)).toThrow();
});
