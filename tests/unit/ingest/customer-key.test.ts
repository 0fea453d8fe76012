import { describe, expect, it } from 'vitest';

import { normalizeCustomerKey, normalizeEmail, normalizePhone } from '../../../storage/customer-key.js';

const MOBILE = '+8613800138000';

describe('telephone numbers', () => {
  it.each([
    '13800138000',
    '013800138000',
    '0138 0013 8000',
    '008613800138000',
    '0086 138 0013 8000',
    '0086-138-0013-8000',
    '00 86 138 0013 8000',
    '+8613800138000',
    '+86 138 0013 8000',
    '+86-138-0013-8000',
    '+86 (0)138 0013 8000',
    '(+86) 138-0013-8000',
    '8613800138000',
    '86 138 0013 8000',
    '(86)13800138000',
    '138.0013.8000',
    '１３８００１３８０００',
    '＋８６１３８００１３８０００',
    'tel:+8613800138000',
    '\u202a+86 138 0013 8000\u202c',
    ' 138 0013 8000 转 12',
  ])('reads %s', (written) => expect(normalizePhone(written, 'CN')).toBe(MOBILE));

  it.each([
    ['010-88886666', 'CN', '+861088886666'],
    ['0086-10-88886666', 'CN', '+861088886666'],
    ['010-88886666 ext. 12', 'CN', '+861088886666'],
    ['400-820-8820', 'CN', '+864008208820'],
    ['+1 (415) 555-2671', 'CN', '+14155552671'],
    ['001 415 555 2671', 'CN', '+14155552671'],
    ['(415) 555-2671', 'US', '+14155552671'],
    ['1-415-555-2671', 'US', '+14155552671'],
    ['07911 123456', 'GB', '+447911123456'],
    ['13800138000', 'nowhere', MOBILE],
  ])('reads %s in %s as %s', (written, region, number) => expect(normalizePhone(written, region)).toBe(number));

  it.each([
    ['', 'nothing'],
    ['12345', 'a short number'],
    ['95588', 'a hotline without area'],
    ['110', 'an emergency number'],
    ['1380013800', 'a digit less'],
    ['1380013800012', 'two digits more'],
    ['+86+8613800138000', 'a code written twice'],
    ['2026-03-01', 'a date'],
    ['20260301', 'a date of digits'],
    ['6222021234567890123', 'a bank card'],
    ['wxid_13800138000', 'an account'],
    ['order 13800138000', 'a number with a word before it'],
    ['13800138000@example.com', 'an address'],
    ['14155552671', "another country's number without its plus"],
    ['张三', 'a name'],
  ])('does not take %j for one (%s)', (written) => expect(normalizePhone(written, 'CN')).toBeNull());
});

describe('e-mail addresses', () => {
  it.each([
    ['Li.Lei@Example.COM', 'li.lei@example.com'],
    ['mailto:a@b.example', 'a@b.example'],
    ['Dana Cole <dana@b.example>', 'dana@b.example'],
    [' a+crm@b.example ', 'a+crm@b.example'],
  ])('reads %s', (written, address) => expect(normalizeEmail(written)).toBe(address));

  it.each(['', '@handle', 'name@', 'a@b', 'a b@c.example', 'a@b.example, c@d.example', 'a@@b.example'])(
    'does not take %j for one',
    (written) => expect(normalizeEmail(written)).toBeNull(),
  );
});

it('takes external ids as they are, blanks around them left out', () => {
  expect(normalizeCustomerKey('external_id', ' wmABC ', 'CN')).toBe('wmABC');
  expect(normalizeCustomerKey('external_id', '  ', 'CN')).toBeNull();
});
