import { describe, expect, it } from 'vitest';

import { keysOf } from '../../../ingest/match-customer.js';
import { dealCandidates } from '../../../ingest/match-deal.js';

const day = (date: string): Date => new Date(`${date}T12:00:00Z`);

describe('deals of the time of a conversation, which was on 31 March', () => {
  it.each([
    ['2026-03-01', null, /^open at/],
    ['2026-03-31', '2026-03-31', /^open at/],
    ['2026-01-01', '2026-04-30', /^open at/],
    ['2026-04-14', null, /^opened within 14 days after/],
    ['2026-01-01', '2026-03-17', /^closed within 14 days before/],
  ])('opened %s, closed %s', (opened, closed, because) => {
    const deal = { id: 'd', openedAt: day(opened), closedAt: closed === null ? null : day(closed) };
    expect(dealCandidates([deal], day('2026-03-31'))).toEqual([
      { dealId: 'd', because: expect.stringMatching(because) as string },
    ]);
  });

  it.each([
    ['2026-04-15', null],
    ['2026-04-15', '2026-05-01'],
    ['2026-01-01', '2026-03-16'],
    ['2025-01-01', '2025-03-31'],
  ])('not: opened %s, closed %s', (opened, closed) => {
    const deal = { id: 'd', openedAt: day(opened), closedAt: closed === null ? null : day(closed) };
    expect(dealCandidates([deal], day('2026-03-31'))).toEqual([]);
  });

  it('proposes what is still open when the time is not known', () => {
    const deals = [
      { id: 'open', openedAt: day('2026-01-01'), closedAt: null },
      { id: 'closed', openedAt: day('2026-01-01'), closedAt: day('2026-02-01') },
    ];
    expect(dealCandidates(deals, null).map(({ dealId }) => dealId)).toEqual(['open']);
  });
});

describe('keys of participants', () => {
  it.each([
    [{ side: 'customer' as const, phone: '0086 138 0013 8000' }, ['phone +8613800138000']],
    [{ side: 'unknown' as const, email: 'A@B.example' }, ['email a@b.example']],
    [{ side: 'customer' as const, externalId: 'wmX1' }, ['external_id wmX1']],
    [
      { side: 'customer' as const, externalId: '+86 13800138000' },
      ['external_id +86 13800138000', 'phone +8613800138000'],
    ],
    [{ side: 'rep' as const, phone: '13800138000', email: 'a@b.example', externalId: 'PeiQing' }, []],
    [{ side: 'customer' as const, name: '13800138000' }, []],
    [{ side: 'customer' as const, phone: 'unknown', email: 'none' }, []],
  ])('%j', (person, keys) => {
    expect(keysOf([person], 'CN').map(({ kind, value }) => `${kind} ${value}`)).toEqual(keys);
  });
});
