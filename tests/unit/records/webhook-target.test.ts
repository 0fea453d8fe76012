import { describe, expect, it } from 'vitest';

import { waitAfter } from '../../../pipeline/webhook-schedule.js';
import { parseWebhookUrl, resolveTarget, type TargetAddress } from '../../../storage/webhook-target.js';

const at = (...addresses: string[]): TargetAddress[] =>
  addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));

describe('where a webhook may point', () => {
  it.each([
    'http://2130706433/',
    'http://0x7f000001/',
    'http://0177.0.0.1/',
    'http://127.1/',
    'http://127.0.0.1:8080/hook',
    'http://localhost/',
    'http://localhost./',
    'http://crm.localhost/',
    'http://10.1.2.3/',
    'http://172.16.0.1/',
    'http://192.168.1.1/',
    'http://169.254.169.254/latest/meta-data',
    'http://100.100.100.200/',
    'http://168.63.129.16/',
    'http://0.0.0.0/',
    'http://[::1]/',
    'http://[::]/',
    'http://[::ffff:10.0.0.1]/',
    'http://[::ffff:7f00:1]/',
    'http://[64:ff9b::a00:1]/',
    'http://[2002:a00:1::]/',
    'http://[fd00:ec2::254]/',
    'http://[fe80::1]/',
    'http://１２７.０.０.１/',
  ])('refuses %s, unless private addresses are allowed', (text) => {
    expect(() => parseWebhookUrl(text, false)).toThrow(expect.objectContaining({ code: 'invalid_input' }));
    expect(parseWebhookUrl(text, true)).toBeInstanceOf(URL);
  });

  it.each([
    'ftp://crm.example/',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'crm.example/hook',
    '',
    'https://user:pw@crm.example/',
    'http://',
  ])('refuses %s always', (text) => {
    expect(() => parseWebhookUrl(text, true)).toThrow(expect.objectContaining({ code: 'invalid_input' }));
  });

  it.each([
    'https://crm.example/hook',
    'http://8.8.8.8/',
    'https://[2606:4700::1111]/',
    'https://127.0.0.1.example/',
    'https://10.example/',
  ])('takes %s', (text) => {
    expect(parseWebhookUrl(text, false).href).toBe(text);
  });
});

describe('what a name resolves to', () => {
  it.each([
    ['a name made of a private address', 'http://10.0.0.1.nip.io/', at('10.0.0.1')],
    ['a name for this machine', 'http://localtest.me/', at('127.0.0.1')],
    ['one private address among public ones', 'http://mixed.example/', at('93.184.216.34', '10.0.0.1')],
    ['a metadata service', 'http://metadata.google.internal/', at('169.254.169.254')],
    ['a private address inside IPv6', 'http://six.example/', at('::ffff:192.168.0.1')],
    ['no address at all', 'http://odd.example/', at('not an address')],
  ])('refuses %s', async (_name, url, addresses) => {
    await expect(resolveTarget(new URL(url), false, () => Promise.resolve(addresses))).rejects.toMatchObject({
      code: 'invalid_input',
    });
  });

  it('checks at every try: a name that was public and is not any more is refused', async () => {
    const answers = [at('93.184.216.34'), at('127.0.0.1')];
    const resolve = () => Promise.resolve(answers.shift() ?? []);
    const url = new URL('http://rebinding.example/');
    await expect(resolveTarget(url, false, resolve)).resolves.toEqual({ address: '93.184.216.34', family: 4 });
    await expect(resolveTarget(url, false, resolve)).rejects.toMatchObject({
      code: 'invalid_input',
      message: expect.stringContaining('VOUCH_WEBHOOKS_TO_PRIVATE_ADDRESSES=1') as string,
    });
    await expect(resolveTarget(url, false, resolve)).rejects.toMatchObject({ code: 'unavailable' });
  });

  it('asks nobody about an address, and takes private ones where they are allowed', async () => {
    const never = () => Promise.reject(new Error('asked'));
    await expect(resolveTarget(new URL('http://[2606:4700::1111]/'), false, never)).resolves.toEqual({
      address: '2606:4700::1111',
      family: 6,
    });
    await expect(
      resolveTarget(new URL('http://crm.internal/'), true, () => Promise.resolve(at('10.0.0.9'))),
    ).resolves.toMatchObject({ address: '10.0.0.9' });
  });
});

describe('the schedule of tries', () => {
  it('waits longer each time, ends after the tenth try, and spreads by a fifth at most', () => {
    const waits = Array.from({ length: 10 }, (_, i) => waitAfter(i + 1, 0));
    expect(waits.map((wait) => wait && wait / 1000)).toEqual([
      5,
      300,
      1800,
      7200,
      18_000,
      36_000,
      50_400,
      72_000,
      86_400,
      null,
    ]);
    expect(waitAfter(1, 1)).toBe(6000);
  });
});
