import { describe, expect, it } from 'vitest';

import type { RecordField } from '../../../models/domain/index.js';
import { budgetsDiffer } from '../../../storage/record/budget-comparison.js';
import { findContradictions, type Claim } from '../../../storage/record/contradictions.js';
import { promisesDiffer } from '../../../storage/record/promise-comparison.js';

type Budget = Parameters<typeof budgetsDiffer>[0];
const budget = (
  min: number | null,
  max: number | null,
  rest: Partial<Pick<Budget, 'currency' | 'period' | 'stance'>> = {},
): Budget => ({ min, max, currency: 'CNY', period: null, stance: 'stated', ...rest });

describe('budgets', () => {
  it.each<[string, Budget, Budget, boolean]>([
    ['30 万 on the call, 20 万 in the chat', budget(300_000, 300_000), budget(200_000, 200_000), true],
    ['a figure above the ceiling', budget(300_000, 300_000), budget(null, 200_000, { stance: 'ceiling' }), true],
    ['ranges that do not meet', budget(100_000, 200_000), budget(300_000, 400_000), true],
    ['ranges that meet in part', budget(100_000, 250_000), budget(200_000, 400_000), true],
    ['another currency', budget(30_000, 30_000, { currency: 'USD' }), budget(30_000, 30_000), true],
    [
      'once against every year',
      budget(300_000, 300_000, { period: 'once' }),
      budget(300_000, 300_000, { period: 'year' }),
      true,
    ],
    ['a sum against none', budget(300_000, 300_000), budget(null, null, { stance: 'none', currency: null }), true],
    ['a sum against a frozen one', budget(300_000, 300_000), budget(null, null, { stance: 'frozen' }), true],
    [
      'per month and per year, not the same',
      budget(20_000, 20_000, { period: 'month' }),
      budget(300_000, 300_000, { period: 'year' }),
      true,
    ],
    ['the same', budget(300_000, 300_000), budget(300_000, 300_000), false],
    ['the same, approved or not', budget(300_000, 300_000), budget(300_000, 300_000, { stance: 'pending' }), false],
    ['one without a currency', budget(300_000, 300_000), budget(300_000, 300_000, { currency: null }), false],
    ['one without a period', budget(300_000, 300_000), budget(300_000, 300_000, { period: 'year' }), false],
    ['a figure within a range', budget(300_000, 500_000), budget(400_000, 400_000), false],
    [
      'per month and per year, the same',
      budget(25_000, 25_000, { period: 'month' }),
      budget(300_000, 300_000, { period: 'year' }),
      false,
    ],
    [
      'a month that is rounded',
      budget(8_333, 8_333, { period: 'month' }),
      budget(100_000, 100_000, { period: 'year' }),
      false,
    ],
    ['at least, and at most', budget(300_000, null), budget(null, 300_000, { stance: 'ceiling' }), false],
    ['none, said twice', budget(null, null, { stance: 'none' }), budget(null, null, { stance: 'frozen' }), false],
  ])('%s', (_name, a, b, differ) => {
    expect([budgetsDiffer(a, b), budgetsDiffer(b, a)]).toEqual([differ, differ]);
  });
});

type Promised = Parameters<typeof promisesDiffer>[0];
const promise = (what: string, rest: Partial<Promised> = {}): Promised => ({
  ...{ what, category: 'deadline', risk: 'high', due: null, amount: null, condition: null },
  ...rest,
});
const percent = (value: number) => ({ value, unit: 'percent' });

describe('promises', () => {
  it.each<[string, Promised, Promised, boolean]>([
    [
      'go-live by two days (zh)',
      promise('保证三月底之前上线', { due: '2026-03-31' }),
      promise('四月十五号之前一定上线', { due: '2026-04-15' }),
      true,
    ],
    [
      'go-live by two days (en)',
      promise('We will go live by March 31', { due: '2026-03-31' }),
      promise('We can go live by April 15', { due: '2026-04-15' }),
      true,
    ],
    [
      'two discounts',
      promise('九折没问题', { category: 'price', amount: percent(10) }),
      promise('给您打八折', { category: 'price', amount: percent(20) }),
      true,
    ],
    [
      'two compensations for one thing',
      promise('宕机一小时赔偿一千元', { category: 'refund', amount: { value: 1000, unit: 'CNY' } }),
      promise('宕机一小时赔偿五百元', { category: 'refund', amount: { value: 500, unit: 'CNY' } }),
      true,
    ],
    [
      'two things by two days (zh)',
      promise('三月底之前上线', { due: '2026-03-31' }),
      promise('四月十五号培训全部门店', { due: '2026-04-15' }),
      false,
    ],
    [
      'two things by two days (en)',
      promise('Live by March 31', { due: '2026-03-31' }),
      promise('Training of all stores by April 15', { due: '2026-04-15' }),
      false,
    ],
    [
      'the same day',
      promise('三月底上线', { due: '2026-03-31' }),
      promise('3月31号上线', { due: '2026-03-31' }),
      false,
    ],
    ['no day at one of them', promise('三月底上线', { due: '2026-03-31' }), promise('尽快上线'), false],
    [
      'courtesies, made anew each time',
      promise('我明天把方案发您', { risk: 'low', due: '2026-03-03' }),
      promise('我周五把方案发您', { risk: 'low', due: '2026-03-06' }),
      false,
    ],
    [
      'discounts on different conditions',
      promise('签两年九折', { category: 'price', amount: percent(10), condition: '签两年' }),
      promise('签三年八折', { category: 'price', amount: percent(20), condition: '签三年' }),
      false,
    ],
    [
      'amounts in different units',
      promise('优惠一成', { category: 'price', amount: percent(10) }),
      promise('优惠一万', { category: 'price', amount: { value: 10_000, unit: 'CNY' } }),
      false,
    ],
    [
      'another category',
      promise('三月底上线', { due: '2026-03-31' }),
      promise('四月底上线', { category: 'scope', due: '2026-04-30' }),
      false,
    ],
  ])('%s', (_name, a, b, differ) => {
    expect([promisesDiffer(a, b), promisesDiffer(b, a)]).toEqual([differ, differ]);
  });
});

describe('findContradictions', () => {
  const claim = (field: RecordField, value: Record<string, unknown>, rest: Partial<Claim> = {}): Claim => ({
    ...{
      field,
      itemKey: '',
      value,
      evidence: [],
      conversationId: null,
      saidAt: null,
      proposalId: null,
      current: false,
    },
    ...rest,
  });

  it('lists every value of a field that another excludes, the newest first, whatever the offset of its time', () => {
    const found = findContradictions([
      claim('budget', budget(300_000, 300_000), { saidAt: '2026-03-02T23:30:00+08:00', conversationId: 'call' }),
      claim('budget', budget(200_000, 200_000), { saidAt: '2026-03-02T16:00:00Z', conversationId: 'chat' }),
      claim('budget', budget(250_000, 250_000), { conversationId: 'undated' }),
    ]);
    expect(found).toHaveLength(1);
    expect(found[0]?.values.map(({ conversationId }) => conversationId)).toEqual(['chat', 'call', 'undated']);
  });

  it('sees two roles of one person, and not those of two', () => {
    const person = (itemKey: string, role: string) =>
      claim('decision_chain', { name: itemKey, title: null, role }, { itemKey });
    expect(findContradictions([person('李总', 'approver'), person('王敏', 'user')])).toEqual([]);
    expect(findContradictions([person('李总', 'approver'), person('李总', 'approver')])).toEqual([]);
    expect(findContradictions([person('李总', 'approver'), person('李总', 'blocker')])).toMatchObject([
      { field: 'decision_chain', itemKey: '李总', values: [{}, {}] },
    ]);
  });

  it('lets competitors, goals, pains, steps and objections stand side by side', () => {
    for (const field of ['competitors', 'goals', 'pains', 'next_steps', 'objections'] as const)
      expect(findContradictions([claim(field, { a: 1 }), claim(field, { a: 2 })])).toEqual([]);
  });
});
