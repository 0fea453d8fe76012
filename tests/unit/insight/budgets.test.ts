import { describe, expect, test } from 'vitest';

import { extract } from '../../../models/insight/index.js';
import { conversation, rules } from './transcripts.js';

const budget = (...lines: string[]) => extract(conversation(lines), rules).insights.budgets[0];

describe('what the customer can spend', () => {
  test.each([
    [['customer: 今年这块预算批了四十万'], { min: 400_000, max: 400_000, currency: 'CNY', stance: 'stated' }],
    [['rep: 预算大概是多少？', 'customer: 二十万左右吧'], { min: 200_000, max: 200_000, stance: 'stated' }],
    [['customer: 预算最多三十万，不能再多'], { min: null, max: 300_000, stance: 'ceiling' }],
    [['customer: 预算报了五十万，还没批下来'], { min: 500_000, max: 500_000, stance: 'pending' }],
    [['customer: 今年的预算全部冻结了'], { min: null, max: null, stance: 'frozen' }],
    [['customer: 这块我们没有预算'], { min: null, max: null, stance: 'none' }],
    [
      ['customer: our budget is $40k a year'],
      { min: 40_000, max: 40_000, currency: 'USD', period: 'year', stance: 'stated' },
    ],
    [
      ['customer: we have £80k set aside', 'customer: sorry, it is £60k, that is the budget'],
      { min: 60_000, max: 60_000, currency: 'GBP' },
    ],
    // A quarter of a sum is no quarter of a year.
    [["customer: We've got a quarter of a million set aside"], { min: 250_000, max: 250_000, period: null }],
    [['customer: our budget is two and a quarter million'], { min: 2_250_000, max: 2_250_000, period: null }],
    [['customer: our budget is $40k a quarter'], { min: 40_000, period: 'quarter' }],
    [["customer: the budget can't go over 25k"], { min: null, max: 25_000, stance: 'ceiling' }],
    [['customer: we have 260 a month in the plan for that'], { min: 260, max: 260, period: 'month' }],
    [["customer: there's no budget for this"], { stance: 'none', min: null, currency: null }],
    [['customer: theres no money for software this year'], { stance: 'none', min: null }],
    [['customer: 上个月集团一刀切，采购全停'], { stance: 'frozen', currency: null }],
    [['customer: 我们账上哪有钱弄这个'], { stance: 'none', max: null }],
    [
      ["customer: there's a hundred and eighty thousand set aside for it, and we're not going over that"],
      { min: null, max: 180_000, stance: 'ceiling' },
    ],
    [['customer: budget is 24k all in, hard stop'], { min: null, max: 24_000, stance: 'ceiling' }],
  ])('%j', (lines, expected) => {
    expect(budget(...lines)).toMatchObject(expected);
  });

  test.each([
    ['rep: 我们标准版一年三万'],
    ['rep: 我们的预算系统卖二十万'],
    ['customer: 你们报价四十六万太高了'],
    ['customer: 别家给我报了二十九万'],
    ['customer: 我们去年营业额八千万'],
    ['customer: 上次停机损失了十八万'],
    ['customer: 车间一共四十二台机器'],
    ['customer: you quoted us 40k'],
    ['customer: 十万以上的付款都要总部批'],
    ['customer: 超过五十万的就要上会了'],
    ['customer: anything over 50k goes to the board'],
    ['customer: is there no money back if it breaks?'],
    ['customer: they quoted us 30k for it'],
    ['customer: our revenue is about 12 million'],
    ['customer: we lost $200k on that outage'],
    ['customer: we have 62 people on the team'],
  ])('%s is no budget', (line) => {
    expect(budget(line)).toBeUndefined();
  });
});
