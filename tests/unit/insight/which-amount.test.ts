import { describe, expect, test } from 'vitest';

import { extract } from '../../../models/insight/extract.js';
import { replyOf } from '../../../models/insight/reading/replies.js';
import { conversation, rules } from './transcripts.js';

const told = (...lines: string[]) =>
  extract(conversation(lines), rules).insights.budgets.map(({ min, max, stance }) => [min, max, stance]);

const ZH = 'rep: 您今年这块预算大概多少？';
const EN = 'rep: What budget do you have for this?';

describe('the budget beside other amounts of one answer', () => {
  test.each([
    [[ZH, 'customer: 今年预算十五万，去年是十万。'], 150_000],
    [[ZH, 'customer: 预算八万，前年才五万。'], 80_000],
    [[EN, 'customer: Our budget is sixty thousand, compared to forty-five thousand last year.'], 60_000],
    [[EN, 'customer: Eighty thousand this year, up from fifty thousand.'], 80_000],
    [[ZH, 'customer: 总共三十万，首期付十万'], 300_000],
    [[EN, 'customer: Our total budget is three hundred thousand, including eighty thousand for hardware.'], 300_000],
    [[ZH, 'customer: 预算五十万，另外一家报的是四十二万'], 500_000],
    [[ZH, 'customer: 我们预算五十万，你们报六十万确实高了'], 500_000],
    [[EN, 'customer: Our budget is fifty thousand, the problem costs us two hundred thousand a year.'], 50_000],
  ])('%j: %d', (lines, amount) => {
    expect(told(...lines).map(([, max]) => max)).toEqual([amount]);
  });

  test.each([
    // Which amount comes first makes no difference, and a correction is one.
    [[ZH, 'customer: 去年是十万，今年预算十五万。'], 150_000],
    [[EN, 'customer: Forty thousand. No, sorry, fifty thousand.'], 50_000],
    [[ZH, 'customer: 十五万，不对，是十八万'], 180_000],
  ])('%j: %d, as before', (lines, amount) => {
    expect(told(...lines).map(([, max]) => max)).toEqual([amount]);
  });

  test.each([
    [[ZH, 'customer: 上海分公司他们预算有六十万，跟我们没关系。']],
    [[ZH, 'customer: 我们广告预算一年两百万，跟这个系统没关系。']],
    [[EN, 'customer: At my last company we had a budget of three hundred thousand for it.']],
    [[EN, 'customer: Our travel budget is half a million a year, nothing to do with software.']],
    [[EN, 'customer: The trust next door has got two hundred thousand for it.']],
  ])('%j: money of somebody else, or for something else', (lines) => {
    expect(told(...lines)).toEqual([]);
  });
});

describe('a budget that an answer tells without an amount', () => {
  test.each([
    [['rep: 您这边预算是四十万左右对吧？', 'customer: 是的。'], [[400_000, 400_000, 'stated']]],
    [['rep: 上次您说预算是四十万，现在还是这个数吗？', 'customer: 对，没变。'], [[400_000, 400_000, 'stated']]],
    [['rep: So is the budget forty thousand?', 'customer: Yes, exactly.'], [[40_000, 40_000, 'stated']]],
    [['rep: Your budget was forty thousand, right?', "customer: That's right."], [[40_000, 40_000, 'stated']]],
    [['rep: 这块有预算吗？', 'customer: 没有。'], [[null, null, 'none']]],
    [['rep: 有没有专门的预算？', 'customer: 目前没有'], [[null, null, 'none']]],
    [['rep: Do you have a budget for it?', "customer: None, I'm afraid."], [[null, null, 'none']]],
    [['rep: Is there any budget for this?', "customer: There isn't one."], [[null, null, 'none']]],
    [['rep: 现在到哪一步了？', 'customer: 我们的预算还没批下来。'], [[null, null, 'pending']]],
    [['rep: 预算批了吗？', 'customer: 还在走审批'], [[null, null, 'pending']]],
    [['rep: 预算批下来了吗？', 'customer: 還沒有，要等總經理簽核'], [[null, null, 'pending']]],
    [['rep: So where are we?', "customer: The budget hasn't been approved yet."], [[null, null, 'pending']]],
    [['rep: Has the budget been approved?', 'customer: Not yet.'], [[null, null, 'pending']]],
    [['rep: Has it been approved?', 'customer: No, finance is still reviewing it.'], [[null, null, 'pending']]],
  ])('%j: %j', (lines, expected) => {
    expect(told(...lines)).toEqual(expected);
  });

  test.each([
    [['rep: 您这边预算是四十万左右对吧？', 'customer: 不是，我们再看看。']],
    [['rep: 合同批了吗？', 'customer: 还没']],
    [['rep: So is the budget forty thousand?', 'customer: No, not at all.']],
    [['rep: The package comes to fifty thousand, all right?', 'customer: Yes.']],
    [['rep: 标准版是四十万，可以吗？', 'customer: 对']],
    [['rep: Do you have a minute?', 'customer: No.']],
    [['rep: 您那边有测试环境吗？', 'customer: 没有']],
    [['rep: Has the contract been approved?', 'customer: Not yet, legal is slow.']],
  ])('%j: none', (lines) => {
    expect(told(...lines).filter(([min, max, stance]) => min !== null || max !== null || stance === 'none')).toEqual(
      [],
    );
  });

  test('a figure that was confirmed rests on both', () => {
    const lines = ['rep: So is the budget forty thousand?', 'customer: Yes, exactly.'];
    const [budget] = extract(conversation(lines), rules).insights.budgets;
    expect(budget?.evidence.map(({ turn, quote }) => [turn, quote])).toEqual([
      [0, 'So is the budget forty thousand?'],
      [1, 'Yes'],
    ]);
  });
});

describe('a freeze that is over', () => {
  test.each([
    [['rep: 预算现在什么情况？', 'customer: 上半年预算冻结了，现在解冻了，批了五十万'], 500_000],
    [[EN, "customer: The budget was frozen, but that's been lifted and we have eighty thousand now."], 80_000],
  ])('%j', (lines, amount) => {
    expect(told(...lines)).toEqual([[amount, amount, 'stated']]);
  });

  test('one that is not', () => {
    expect(told(EN, 'customer: The budget is frozen until July.').map(([, , stance]) => stance)).toEqual(['frozen']);
  });
});

describe('how an amount is bounded and for what time', () => {
  const full = (...lines: string[]) =>
    extract(conversation(lines), rules).insights.budgets.map(({ min, max, period }) => [min, max, period]);

  test.each([
    [
      [EN, 'customer: Our budget is forty thousand plus VAT.'],
      [40_000, 40_000, null],
    ],
    [
      [EN, 'customer: We have fifty thousand plus travel.'],
      [50_000, 50_000, null],
    ],
    [
      [EN, 'customer: We have fifty thousand plus.'],
      [50_000, null, null],
    ],
    [
      [EN, 'customer: budget < $80,000'],
      [null, 80_000, null],
    ],
    [
      [EN, 'customer: budget >80k'],
      [80_000, null, null],
    ],
    [
      [ZH, 'customer: 每个坐席我们的预算是每月两百块'],
      [200, 200, 'seat_month'],
    ],
    [
      [EN, "customer: For each agent we've budgeted six hundred dollars a year."],
      [600, 600, 'seat_year'],
    ],
    [
      [EN, 'customer: We have forty-five dollars per user, per month.'],
      [45, 45, 'seat_month'],
    ],
    [
      [EN, 'customer: We have forty-five thousand dollars a year.'],
      [45_000, 45_000, 'year'],
    ],
  ])('%j: %j', (lines, expected) => {
    expect(full(...lines)).toEqual([expected]);
  });
});

describe('what a turn begins by saying', () => {
  test.each([
    '是的。',
    '对，没变',
    '嗯，差不多',
    '没错',
    'Yes, exactly',
    "That's right.",
    'Right, forty',
    'yeah about that',
  ])('%s: yes', (folded) => {
    expect(replyOf({ folded: folded.toLowerCase() })).toBe('yes');
  });
  test.each([
    '没有。',
    '目前没有',
    '还没有呢，再等等',
    '不是，是五十',
    'None.',
    "There isn't one",
    'nope',
    'Not really',
  ])('%s: no', (folded) => {
    expect(replyOf({ folded: folded.toLowerCase() })).toBe('no');
  });
  test.each(['对方的报价', '是否可以再谈', '没有问题', '没有人管这个', 'Noted', 'I have no idea', '不错的方案我看看'])(
    '%s: neither',
    (folded) => {
      expect(replyOf({ folded: folded.toLowerCase() })).toBeNull();
    },
  );
});
