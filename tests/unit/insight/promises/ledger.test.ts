import { describe, expect, test } from 'vitest';

import { cite, type Commitment } from '../../../../models/domain/index.js';
import { foldLedger } from '../../../../models/insight/promises/index.js';
import { histories, ledgerOf, mentions, type Line, type Talk } from './talks.js';

const percent = (value: number) => ({ value, unit: 'percent' });
const price = (value: number): Partial<Commitment> => ({ category: 'price', risk: 'medium', amount: percent(value) });

describe('a promise that is made again', () => {
  test.each<[name: string, first: Line, later: Line, history: string[][]]>([
    [
      'the same day',
      ['rep: 系统三月三十一号一定上线', { due: '2026-03-31' }],
      ['rep: 放心，上线时间还是三月三十一号', { due: '2026-03-31' }],
      [['made', 'repeated']],
    ],
    [
      'a later day',
      ['rep: 系统三月三十一号一定上线', { due: '2026-03-31' }],
      ['rep: 上线可能要到四月十五号了', { due: '2026-04-15' }],
      [['made', 'changed']],
    ],
    [
      'in the other language',
      ['rep: 我们三月底上线', { due: '2026-03-31' }],
      ['rep: go-live moves to April 15', { due: '2026-04-15' }],
      [['made', 'changed']],
    ],
    ['a smaller discount', ['rep: 给您打九折', price(10)], ['rep: 最多只能让五个点', price(5)], [['made', 'changed']]],
    [
      'a discount, in English',
      ['rep: I can do 10% off', price(10)],
      ['rep: the discount would be 5% off', price(5)],
      [['made', 'changed']],
    ],
    [
      'with a condition now',
      ['rep: 免费给您做两天培训', { category: 'scope' }],
      ['rep: 培训免费的前提是签两年', { category: 'scope', condition: '签两年' }],
      [['made', 'changed']],
    ],
    [
      'by its day alone, recalled',
      ['rep: 三月三十一号一定上线', { due: '2026-03-31' }],
      ['rep: 之前答应的三月三十一号不会变', { due: '2026-03-31' }],
      [['made', 'repeated']],
    ],
    [
      'another matter of the same day',
      ['rep: 三月三十一号上线', { due: '2026-03-31' }],
      ['rep: 三月三十一号发货', { due: '2026-03-31' }],
      [['made'], ['made']],
    ],
    [
      'another kind of promise about the same matter',
      ['rep: 培训三月底做完', { due: '2026-03-31' }],
      ['rep: 培训免费', { category: 'scope' }],
      [['made'], ['made']],
    ],
    [
      'two free things',
      ['rep: 免费给您做培训', { category: 'scope' }],
      ['rep: 报表免费定制', { category: 'scope' }],
      [['made'], ['made']],
    ],
    [
      'another object of the same verb',
      ['rep: 仓库那套三月底上线', { due: '2026-03-31' }],
      ['rep: 门店小程序四月底上线', { due: '2026-04-30' }],
      [['made'], ['made']],
    ],
    [
      'a day without a matter',
      ['rep: 三月底上线', { due: '2026-03-31' }],
      ['rep: 四月中旬应该没问题', { due: '2026-04-15' }],
      [['made'], ['made']],
    ],
    [
      'two documents',
      ['rep: 明天发您报价单', { risk: 'low', due: '2026-03-03' }],
      ['rep: 合同周五发您', { risk: 'low', due: '2026-03-13' }],
      [['made'], ['made']],
    ],
  ])('%s', (_name, first, later, history) => {
    const talks: Talk[] = [
      { on: '03-02', lines: [first] },
      { on: '03-10', lines: ['customer: 你好', later] },
    ];
    const ledger = ledgerOf(talks);
    expect(histories(ledger)).toEqual(history);
  });

  test('its terms and its words are those that hold now; what changed is told', () => {
    const { promises, placed } = ledgerOf([
      { on: '03-02', lines: [['rep: 系统三月三十一号一定上线', { due: '2026-03-31' }]] },
      { on: '03-10', lines: [['rep: 上线争取四月十五号', { due: '2026-04-15', risk: 'medium' }]] },
      { on: '03-12', lines: [['rep: 上线时间不变', { risk: 'medium' }]] },
    ]);
    expect(promises).toMatchObject([
      { id: 't0:0', due: '2026-04-15', firmness: 'hedged', current: { conversationId: 't1' }, state: 'open' },
    ]);
    expect(placed.map(({ changes }) => changes)).toEqual([
      [],
      [
        { term: 'due', before: '2026-03-31', after: '2026-04-15' },
        { term: 'firmness', before: 'absolute', after: 'hedged' },
      ],
      [],
    ]);
  });

  test('the unsure stands alone and names what it may belong to', () => {
    const { placed } = ledgerOf([
      { on: '03-02', lines: [['rep: 仓库那套三月底上线', { due: '2026-03-31' }]] },
      { on: '03-10', lines: [['rep: 门店小程序四月底上线', { due: '2026-04-30' }]] },
    ]);
    expect(placed.map(({ perhaps }) => perhaps)).toEqual([[], ['t0:0']]);
  });

  test('a courtesy is made anew every time, a promise lives half a year', () => {
    const quote = (due: string): Line => ['rep: 报价单我明天发您', { risk: 'low', due }];
    const courtesies = [
      { on: '03-02', lines: [quote('2026-03-03')] },
      { on: '03-05', lines: [quote('2026-03-06')] },
      { on: '05-02', lines: [quote('2026-05-03')] },
    ];
    expect(histories(ledgerOf(courtesies))).toEqual([['made', 'changed'], ['made']]);
    const discounts = ledgerOf([
      { on: '01-02', lines: [['rep: 给您打九折', price(10)]] },
      { on: '11-02', lines: [['rep: 给您打九折', price(10)]] },
    ]);
    expect(histories(discounts)).toEqual([['made'], ['made']]);
    expect(discounts.placed.at(-1)?.perhaps).toEqual(['t0:0']);
  });

  test('two offers in one breath are two', () => {
    const text = '30% off the setup. 25% off the first year.';
    const line = `rep: ${text}`;
    const [turn] = [{ speaker: 'rep', text }];
    const [a, b] = [cite([turn], 0, 0, 18), cite([turn], 0, 19)];
    const offers = mentions({ on: '03-02', lines: [[line, price(30)]] });
    const both = [
      { ...offers[0]!, id: 'a', evidence: [a] as [typeof a] },
      { ...offers[0]!, id: 'b', evidence: [b] as [typeof b], amount: percent(25) },
    ];
    expect(foldLedger(both, { links: [], dismissed: new Set() }).promises.map(({ id }) => id)).toEqual(['a', 'b']);
  });

  test('the order in which talks come in does not matter, nor how often', () => {
    const talks: Talk[] = [
      { id: 'a', on: '03-02', lines: [['rep: 系统三月三十一号一定上线', { due: '2026-03-31' }]] },
      { id: 'b', on: '03-10', lines: [['rep: 上线可能要到四月十五号了', { due: '2026-04-15' }]] },
      { id: 'c', on: '04-20', lines: ['customer: 系统到现在还没上线'] },
      { id: 'd', on: '04-28', lines: ['customer: 系统上周五上线了'] },
    ];
    const expected = ledgerOf(talks);
    expect(histories(expected)).toEqual([['made', 'changed', 'broken', 'kept']]);
    for (const order of [
      [3, 2, 1, 0],
      [1, 3, 0, 2],
      [2, 0, 3, 1],
    ])
      expect(ledgerOf(order.map((n) => talks[n]!))).toEqual(expected);
  });
});

describe('what came of it', () => {
  const launch: Line = ['rep: 系统三月十五号一定上线', { due: '2026-03-15' }];
  const free: Line = ['rep: 免费送您两天培训', { category: 'scope' }];
  const off: Line = ['rep: 给您打九折', price(10)];
  const goods: Line = ['rep: 货二十号之前到', { due: '2026-03-20' }];
  const live: Line = ["rep: we'll have you live by March 15", { due: '2026-03-15' }];
  const audit: Line = ['rep: you will pass the audit', { category: 'compliance' }];

  test.each<[promise: Line, said: string, event: string | null]>([
    [launch, 'customer: 系统已经上线了，跑得挺好', 'kept'],
    [launch, 'rep: 上线了，您那边看一下', 'kept'],
    [launch, 'customer: 说好的十五号没到位', 'broken'],
    [launch, 'customer: 系统到现在都没上线', 'broken'],
    [launch, 'customer: 怎么还没上线？', 'broken'],
    [launch, 'rep: 上线这个事取消了', 'withdrawn'],
    [goods, 'customer: 货收到了', 'kept'],
    [goods, 'customer: 货一直没到', 'broken'],
    [free, 'rep: 之前说的免费培训给不了了', 'withdrawn'],
    [free, 'customer: 培训我们不需要了', 'withdrawn'],
    [off, 'rep: 上次说的九折批不下来', 'withdrawn'],
    [live, 'customer: we went live on monday', 'kept'],
    [live, "customer: we still haven't gone live", 'broken'],
    [live, 'customer: you promised March 15 and we are still waiting', 'broken'],
    [live, 'rep: that go-live date is off the table', 'withdrawn'],
    [audit, 'customer: the audit came through on time', 'kept'],
    [launch, 'customer: 系统上线了吗？', null],
    [launch, 'customer: 等系统上线了再说', null],
    [launch, 'rep: 下周就能上线了', null],
    [launch, 'rep: 有家客户已经上线了', null],
    [launch, 'customer: 如果到时候没上线怎么办', null],
    [launch, 'customer: 货收到了', null],
    [launch, 'customer: 合同还没收到', null],
    [launch, 'customer: 我们还没开会', null],
    [goods, 'customer: 发票收到了', null],
    [free, 'customer: 午饭不用了', null],
    [off, 'rep: 九折已经是底价', null],
    [live, 'customer: once we are live we can talk', null],
    [live, 'customer: is it live yet?', null],
    [live, "customer: we still haven't decided on the seats", null],
    [audit, 'customer: the quote arrived', null],
  ])('%j, then %s: %s', (promise, said, event) => {
    const { promises, placed } = ledgerOf([
      { on: '03-02', lines: [promise] },
      { on: '03-22', lines: [said] },
    ]);
    expect(promises).toHaveLength(1);
    expect(placed.filter(({ promiseId }) => promiseId === 't0:0').map((one) => one.event)).toEqual(
      event === null ? ['made'] : ['made', event],
    );
    expect(promises[0]?.state).toBe(event ?? 'open');
    if (event !== null) expect(said).toContain(promises[0]?.stateMention?.evidence[0].quote);
  });

  test('nothing is broken before its day', () => {
    const ledger = ledgerOf([
      { on: '03-02', lines: [launch] },
      { on: '03-10', lines: ['customer: 系统还没上线'] },
    ]);
    expect(histories(ledger)).toEqual([['made']]);
  });

  test('a promise that was broken and is made again is open, and its history says so', () => {
    const ledger = ledgerOf([
      { on: '03-02', lines: [launch] },
      { on: '03-20', lines: ['customer: 系统到现在都没上线', ['rep: 系统二十八号保证上线', { due: '2026-03-28' }]] },
    ]);
    expect(histories(ledger)).toEqual([['made', 'broken', 'changed']]);
    expect(ledger.promises).toMatchObject([{ state: 'open', due: '2026-03-28' }]);
  });

  test('words that fit two promises belong to neither until a person says which', () => {
    const talks: Talk[] = [
      { on: '03-02', lines: [['rep: 仓库那套三月底上线', { due: '2026-03-31' }]] },
      { on: '03-03', lines: [['rep: 门店小程序三月底上线', { due: '2026-04-02' }]] },
      { on: '04-20', lines: ['customer: 到现在都没上线'] },
    ];
    const unsure = ledgerOf(talks);
    const broken = unsure.placed.at(-1)!;
    expect(broken).toMatchObject({ event: 'broken', promiseId: null, perhaps: ['t0:0', 't1:0'] });
    const links = [{ a: 't1:0', b: broken.mention.id, same: true }];
    expect(histories(ledgerOf(talks, { links }))).toEqual([['made'], ['made', 'broken']]);
  });
});

describe('what persons decide goes first', () => {
  const talks: Talk[] = [
    { on: '03-02', lines: [['rep: 三月底上线', { due: '2026-03-31' }]] },
    { on: '03-10', lines: [['rep: 四月十号上线', { due: '2026-04-10' }]] },
    { on: '03-11', lines: [['rep: 四月中旬应该没问题', { due: '2026-04-15' }]] },
  ];

  test('apart, together, and no promise at all', () => {
    expect(histories(ledgerOf(talks))).toEqual([['made', 'changed'], ['made']]);
    const apart = { a: 't0:0', b: 't1:0', same: false };
    expect(histories(ledgerOf(talks, { links: [apart] }))).toEqual([['made'], ['made'], ['made']]);
    const together = { a: 't2:0', b: 't0:0', same: true };
    expect(histories(ledgerOf(talks, { links: [together] }))).toEqual([['made', 'changed', 'changed']]);
    expect(histories(ledgerOf(talks, { links: [apart, together] }))).toEqual([['made', 'changed'], ['made']]);
    expect(histories(ledgerOf(talks, { dismissed: new Set(['t1:0']) }))).toEqual([['made'], ['made'], ['made']]);
  });
});
