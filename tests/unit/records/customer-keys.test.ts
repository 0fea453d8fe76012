import { expect, it } from 'vitest';

import { normalizeCustomerKey, type CustomerKeyKind } from '../../../storage/customer-key.js';

it.each<[CustomerKeyKind, string, string | null]>([
  ['phone', '138 0013 8000', '+8613800138000'],
  ['phone', '+86-138-0013-8000', '+8613800138000'],
  ['phone', '0086 13800138000', '+8613800138000'],
  ['phone', '013800138000', '+8613800138000'],
  ['phone', '８６１３８００１３８０００', '+8613800138000'],
  ['phone', '010-8888 6666', '+861088886666'],
  ['phone', '+1 (415) 555-2671', '+14155552671'],
  ['phone', '12345', null],
  ['phone', 'order 13800138000', null],
  ['phone', '2026-03-02', null],
  ['phone', '', null],
  ['email', 'Wang.Min@Example.COM', 'wang.min@example.com'],
  ['email', 'Wang Min <wang@example.com>', 'wang@example.com'],
  ['email', 'mailto:wang@example.com', 'wang@example.com'],
  ['email', 'wang@example', null],
  ['email', 'wang at example.com', null],
  ['email', 'a@b.com,c@d.com', null],
  ['external_id', ' CRM-0042 ', 'CRM-0042'],
  ['external_id', '   ', null],
])('%s %j is kept as %j', (kind, written, kept) => {
  expect(normalizeCustomerKey(kind, written, 'CN')).toBe(kept);
});

it('takes a number without a prefix for one of the configured country', () => {
  expect(normalizeCustomerKey('phone', '020 7946 0958', 'GB')).toBe('+442079460958');
});
