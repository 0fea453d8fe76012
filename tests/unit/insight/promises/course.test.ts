import { describe, expect, test } from 'vitest';

import type { Commitment } from '../../../../models/domain/index.js';
import { histories, ledgerOf, type Line } from './talks.js';

const percent = (value: number) => ({ value, unit: 'percent' });
const price = (value: number): Partial<Commitment> => ({ category: 'price', amount: percent(value) });
const REFUND: Partial<Commitment> = { category: 'refund' };
const SCOPE: Partial<Commitment> = { category: 'scope' };
const LOCK: Partial<Commitment> = { category: 'price' };

const after = (first: Line, later: Line, on = '03-30') =>
  ledgerOf([
    { on: '03-02', lines: [first] },
    { on, lines: ['customer: 你好', later] },
  ]);

describe('taking a promise back', () => {
  test.each<[first: Line, later: Line]>([
    [
      ["rep: We'll waive the setup fee", LOCK],
      ["rep: Bad news, we can't waive the setup fee after all", LOCK],
    ],
    [
      ['rep: You get a full refund', REFUND],
      ["rep: I have to correct myself, there is no full refund if you're not satisfied", REFUND],
    ],
    [
      ['rep: You get free onboarding', SCOPE],
      ['rep: The free onboarding is no longer available', SCOPE],
    ],
    [['rep: You get free training', SCOPE], 'rep: Unfortunately the free training is not possible anymore'],
    [
      ['rep: 我们免费给您做培训', SCOPE],
      ['rep: 免费培训取消了', SCOPE],
    ],
    [
      ['rep: 不满意我们全额退款', REFUND],
      ['rep: 全额退款这个政策取消了', REFUND],
    ],
    [
      ['rep: 我们送您一年免费维护', SCOPE],
      ['rep: 一年免费维护公司没批', SCOPE],
    ],
    [
      ['rep: 我们保证转化率提升20%', { category: 'outcome', amount: percent(20) }],
      'rep: 上次说的转化率提升20%，我得收回，这个没法保证',
    ],
  ])('%j, then %j', (first, later) => {
    const ledger = after(first, later);
    expect(histories(ledger)).toEqual([['made', 'withdrawn']]);
    expect(ledger.promises[0]?.state).toBe('withdrawn');
  });

  test.each<[first: Line, later: Line]>([
    [
      ['rep: 不满意我们全额退款', REFUND],
      ['rep: 您取消了订单，我们全额退款', REFUND],
    ],
    [
      ['rep: You get a full refund', REFUND],
      ['rep: If you cancel, you get a full refund', REFUND],
    ],
    [
      ['rep: 免费给您做培训', SCOPE],
      ['rep: 培训不会取消，还是免费的', SCOPE],
    ],
  ])('%j, then %j: not', (first, later) => {
    expect(after(first, later).promises[0]?.state).toBe('open');
  });

  test.each<[first: Line, later: Line]>([
    [
      ['rep: 我给您打八折', price(20)],
      ['rep: 八折批不下来，只能给您打八五折', price(15)],
    ],
    [
      ["rep: We'll give you 20% off", price(20)],
      ['rep: 20% off is off the table. I can do 10% off', price(10)],
    ],
  ])('%j, then %j: another figure is a change', (first, later) => {
    expect(histories(after(first, later))).toEqual([['made', 'changed']]);
  });
});

describe('kept, and when', () => {
  const live: Line = ["rep: We guarantee you'll be live by March 20th", { due: '2026-03-20' }];
  const system: Line = ['rep: 我们保证三月二十号之前系统上线', { due: '2026-03-20' }];
  const goods: Line = ['rep: 我保证三月二十号之前设备到货', { due: '2026-03-20' }];
  const machines: Line = ['rep: We will deliver the machines by March 20th', { due: '2026-03-20' }];
  test.each<[first: Line, said: string, late: boolean]>([
    [live, 'customer: We finally went live on the 28th, eight days late.', true],
    [live, 'customer: We went live last Thursday', true],
    [live, "customer: We've been live since the 27th", true],
    [live, 'customer: We went live on March 19th', false],
    [system, 'customer: 系统三月二十七号上线了', true],
    [system, 'customer: 系统昨天上线了', true],
    [system, 'customer: 系统三月十九号就上线了', false],
    [goods, 'customer: 货三月二十六号到了，比说的晚', true],
    [goods, 'customer: 设备十九号就到了', false],
    [machines, 'customer: The machines were delivered on March 26th', true],
    [machines, 'customer: The machines arrived on the 19th', false],
  ])('%j, then %s: late %s', (first, said, late) => {
    expect(after(first, said).promises).toMatchObject([{ state: 'kept', late }]);
  });

  test.each<[first: Line, said: string]>([
    [live, 'customer: We went live with our new website last week'],
    [live, 'customer: Our Berlin office went live with Salesforce yesterday'],
    [live, 'customer: Our competitor went live with their platform'],
    [system, 'customer: 竞争对手那边的系统上周上线了'],
    [system, 'customer: 我们自己的新官网昨天上线了'],
    [machines, 'customer: The toner was delivered yesterday'],
  ])('%j, then %s: something else', (first, said) => {
    expect(after(first, said).promises).toMatchObject([{ state: 'open' }]);
  });
});

describe('two promises that name different things', () => {
  test.each<[first: Line, later: Line]>([
    [
      ['rep: CRM系统我保证给您打九折', price(10)],
      ['rep: 考勤系统我也保证给您打九折', price(10)],
    ],
    [
      ['rep: 门禁系统我给您打九折', price(10)],
      ['rep: 监控系统我也给您打九折', price(10)],
    ],
    [
      ['rep: 标准版我给您八五折', price(15)],
      ['rep: 专业版我也给您八五折', price(15)],
    ],
    [
      ['rep: The mobile app will be delivered by May 29th', { due: '2026-05-29' }],
      ['rep: The web portal will be delivered by May 29th', { due: '2026-05-29' }],
    ],
    [
      ['rep: The Munich office will be live by May 4th', { due: '2026-05-04' }],
      ['rep: The Hamburg office will be live by June 8th', { due: '2026-06-08' }],
    ],
    [
      ['rep: We will refund the migration fee in full', REFUND],
      ['rep: You get a full refund of the subscription', REFUND],
    ],
  ])('%j, then %j', (first, later) => {
    expect(histories(after(first, later))).toEqual([['made'], ['made']]);
  });
});

describe('how long, and how many', () => {
  test.each<[first: Line, later: Line, event: string]>([
    [
      ['rep: You have a full refund within 30 days', REFUND],
      ["rep: It's a full refund within 14 days", REFUND],
      'changed',
    ],
    [['rep: 三十天内不满意全额退款', REFUND], ['rep: 是十五天内不满意全额退款', REFUND], 'changed'],
    [['rep: 我们免费送您三个月的服务', SCOPE], ['rep: 免费送您一个月的服务', SCOPE], 'changed'],
    [
      ['rep: We guarantee a response within four hours', { category: 'reliability', due: '2026-03-02' }],
      ['rep: We guarantee a response within one business day', { category: 'reliability' }],
      'changed',
    ],
    [
      ['rep: Your price will not go up for three years', LOCK],
      ['rep: Your rate is locked in for 36 months', LOCK],
      'repeated',
    ],
    [['rep: 两年之内保证不涨价', LOCK], ['rep: 24个月价格锁死', LOCK], 'repeated'],
  ])('%j, then %j: %s', (first, later, event) => {
    const ledger = after(first, later);
    expect(histories(ledger)).toEqual([['made', event]]);
    if (event === 'changed') expect(ledger.placed[1]?.changes).toMatchObject([{ term: 'extent' }]);
  });

  test('a response time has no day', () => {
    const first: Line = [
      'rep: We guarantee a response within four hours',
      { category: 'reliability', due: '2026-03-02' },
    ];
    expect(after(first, 'rep: ok').promises).toMatchObject([{ due: null }]);
  });
});

describe('put off', () => {
  const live: Line = ['rep: I guarantee go-live by March 25th', { due: '2026-03-25' }];
  const system: Line = ['rep: 我保证三月二十五号上线', { due: '2026-03-25' }];
  test.each<[first: Line, said: Line, due: string]>([
    [live, 'rep: The go-live moves to April 3rd, sorry.', '2026-04-03'],
    [live, 'rep: We have to push the go-live to April 3rd', '2026-04-03'],
    [live, 'rep: The go-live may be delayed by a week.', '2026-04-01'],
    [system, 'rep: 上线得推到四月三号了', '2026-04-03'],
    [system, 'rep: 上线改到四月三号了', '2026-04-03'],
    [system, 'rep: 上线要延期到四月三号', '2026-04-03'],
    [system, ['rep: 上线可能要晚一周', { due: '2026-03-19', risk: 'low' }], '2026-04-01'],
  ])('%j, then %j: %s', (first, said, due) => {
    const ledger = after(first, said, '03-12');
    expect(histories(ledger)).toEqual([['made', 'changed']]);
    expect(ledger.promises).toMatchObject([{ due, current: { risk: 'high' } }]);
  });

  test.each<[first: Line, said: string]>([
    [live, 'rep: The go-live will not slip'],
    [live, 'customer: Could you push the go-live to May 3rd?'],
    [live, 'rep: If your data is late, the go-live may slip by a week'],
    [system, 'rep: 上线不会推迟到四月'],
  ])('%j, then %s: not', (first, said) => {
    expect(after(first, said, '03-12').promises).toMatchObject([{ due: '2026-03-25' }]);
  });
});

describe('the customer tells that it was not so', () => {
  const free: Line = ['rep: The training is free for you', SCOPE];
  const train: Line = ['rep: 培训我们免费给您做', SCOPE];
  test.each<[first: Line, said: string]>([
    [
      ['rep: The price will not go up this year', LOCK],
      'customer: We just got an invoice with a 5% price increase. You guaranteed the price would not go up.',
    ],
    [free, 'customer: We got billed 3,000 dollars for the training you said was free.'],
    [train, 'customer: 你们培训收了我们三千块，不是说免费吗？'],
    [['rep: 我保证给您打八折', price(20)], 'customer: 合同上怎么是原价？说好的八折没有打。'],
  ])('%j, then %s', (first, said) => {
    expect(after(first, said).promises).toMatchObject([{ state: 'broken' }]);
  });

  test.each<[first: Line, said: string]>([
    [free, 'customer: We got billed 3,000 dollars by Salesforce'],
    [free, 'customer: You said the invoice comes in May'],
    [train, 'customer: 去年别家培训收了我们三千块'],
  ])('%j, then %s: not', (first, said) => {
    expect(after(first, said).promises).toMatchObject([{ state: 'open' }]);
  });
});
