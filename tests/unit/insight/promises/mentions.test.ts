import { describe, expect, test } from 'vitest';

import { ledgerOf, mentions, type Line } from './talks.js';

describe('how firmly', () => {
  test.each([
    ['我们保证三月底上线', 'absolute'],
    ['三月底上线，这个我跟您打包票', 'absolute'],
    ['we absolutely go live in March', 'absolute'],
    ['三月底给您上线', 'definite'],
    ["we'll go live by the end of March", 'definite'],
    ['三月底应该能上线', 'hedged'],
    ['争取三月底上线', 'hedged'],
    ['we should be live by the end of March', 'hedged'],
  ])('%s: %s', (text, firmness) => {
    expect(mentions({ on: '03-02', lines: [[`rep: ${text}`, {}]] })).toMatchObject([{ firmness, who: 'Lin Tao' }]);
  });
});

describe('whether the customer leans on it', () => {
  const launch: Line = ['rep: 系统十五号一定上线', { due: '2026-03-15' }];
  const live: Line = ["rep: you'll be live on the 15th", { due: '2026-03-15' }];
  const off: Line = ['rep: 给您打九折', { category: 'price', amount: { value: 10, unit: 'percent' } }];

  test.each<[promise: Line, said: string, leans: boolean]>([
    [launch, 'customer: 那就按您说的十五号', true],
    [launch, 'customer: 好，那我们这边就按十五号排期', true],
    [launch, 'customer: 行，那我就跟老板这么汇报了', true],
    [launch, 'customer: 那就说定了', true],
    [live, "customer: then we'll plan on the 15th", true],
    [live, "customer: ok, I'll tell my boss it's the 15th", true],
    [live, "customer: great, we're counting on that", true],
    [off, 'customer: 那就按这个折扣走', true],
    [launch, 'customer: 那就按二十号吧', false],
    [launch, 'customer: 能按您说的十五号吗？', false],
    [launch, 'customer: 如果按你说的十五号，我们人手不够', false],
    [launch, 'customer: 好的，知道了', false],
    [launch, 'rep: 那就按您说的十五号', false],
    [live, "customer: we can't plan on the 15th", false],
    [live, "customer: then we'll plan on the 20th", false],
    [live, 'customer: should we plan on the 15th?', false],
    [live, 'customer: sounds good', false],
    [off, 'customer: 那就按八折走', false],
  ])('%j, then %s: %s', (promise, said, leans) => {
    const { promises } = ledgerOf([{ on: '03-02', lines: [promise, said] }]);
    expect(promises).toHaveLength(1);
    if (!leans) expect(promises[0]?.leaned).toBeNull();
    else {
      expect(promises[0]?.leaned).toMatchObject({ conversationId: 't0', evidence: { turn: 1 } });
      expect(said).toContain(promises[0]?.leaned?.evidence.quote);
    }
  });

  test('in a later conversation, when it names the day', () => {
    const later = (said: string) =>
      ledgerOf([
        { on: '03-02', lines: [launch] },
        { on: '03-05', lines: [`customer: ${said}`] },
      ]).promises[0]?.leaned?.conversationId;
    expect(later('上线就按您说的十五号，我已经通知门店了')).toBe('t1');
    expect(later('那就这么定')).toBeUndefined();
  });

  test('words that nobody can place are not kept, and an unreliable turn is not read', () => {
    expect(mentions({ on: '03-02', lines: ['customer: 那就这么定', 'customer: 不用了', 'rep: 已经好了'] })).toEqual([]);
  });
});
