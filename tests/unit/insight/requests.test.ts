import { describe, expect, test } from 'vitest';

import { extract } from '../../../models/insight/index.js';
import { conversation, rules } from './transcripts.js';

const found = (...lines: string[]) => extract(conversation(lines), rules).insights.nextSteps;
const steps = (...lines: string[]) => found(...lines).map(({ owner, due, action }) => `${owner} ${due} ${action}`);

describe('what the customer asks for is the rep’s to do, in the customer’s words', () => {
  test.each([
    [['customer: 你把报价单和实施计划发我，周五之前给我', 'rep: 好的'], 'rep 2026-03-20 你把报价单和实施计划发我'],
    [['customer: 证书你这周五之前寄给我', 'rep: 收到'], 'rep 2026-03-20 证书你这周五之前寄给我'],
    [['customer: 麻烦你找两个同行业的案例，明天上午发我邮箱', 'rep: 好嘞'], 'rep 2026-03-19 麻烦你找两个同行业的案例'],
    [['customer: 麻煩你把合約寄給我們', 'rep: 没问题'], 'rep null 麻煩你把合約寄給我們'],
    [
      ['customer: Get me the revised quote by Friday.', 'rep: Sure thing.'],
      'rep 2026-03-20 Get me the revised quote by Friday',
    ],
    [
      ['customer: Could you send me two references before Thursday?', 'rep: Yes, of course.'],
      'rep 2026-03-19 Could you send me two references before Thursday?',
    ],
    [
      ['customer: Send me the updated contract by Monday.', 'rep: Will do.'],
      'rep 2026-03-23 Send me the updated contract by Monday',
    ],
    [
      ['customer: Can you send me the security paper?', 'rep: Sure, no problem.', 'customer: By Wednesday, please.'],
      'rep 2026-03-25 Can you send me the security paper?',
    ],
  ])('%j → %s', (lines, expected) => {
    expect(steps(...lines)).toEqual([expected]);
  });

  test('the words that ask and those that take it are both cited', () => {
    const [step] = found('customer: Send me the updated contract by Monday.', 'rep: Will do.');
    expect(step?.evidence.map(({ quote }) => quote)).toContain('Send me the updated contract by Monday');
    expect(step?.evidence.map(({ turn }) => turn)).toEqual([0, 1]);
  });

  test.each([
    // Told of the past or of others, refused, or a way of speaking.
    [['customer: 你上次发我的方案我看了', 'rep: 好的']],
    [['customer: 北森给我们报的是十五万', 'rep: 好的']],
    [['customer: 先不用发给我', 'rep: 好的']],
    [["customer: Don't get me wrong, I like it.", 'rep: Sure.']],
    [['customer: You sent me the wrong file last week.', 'rep: Yes, sorry.']],
    [['customer: No need to send me anything.', 'rep: Okay.']],
    [['customer: Could you give us twenty percent off?', 'rep: No, we cannot.']],
  ])('%j asks for nothing', (lines) => {
    expect(steps(...lines).filter((step) => step.startsWith('rep'))).toEqual([]);
  });
});

describe('a step tells what it is about', () => {
  test.each([
    [['customer: 可以，合同你发我', 'rep: 明天发您'], '明天发您（合同你发我）'],
    [
      ['customer: Good. Send me the contract.', "rep: I'll send it tomorrow."],
      "I'll send it tomorrow（Send me the contract）",
    ],
    [
      ["customer: I'd need a short deck from you by the 20th.", "rep: You'll have it by the 20th."],
      "You'll have it by the 20th（I'd need a short deck from you by the 20th）",
    ],
    // What says so itself stays as it is.
    [['customer: Send me the quote.', "rep: I'll email the quote by Friday."], "I'll email the quote by Friday"],
  ])('%j: %s', (lines, expected) => {
    const actions = extract(conversation(lines, { language: 'zh' }), rules).insights.nextSteps.map(
      ({ action }) => action,
    );
    expect(actions).toEqual([expected]);
  });
});

describe('what is done, and what is said twice', () => {
  test.each([
    [["rep: I'll send you two menus by Thursday", 'customer: Great', 'rep: Menus attached'], []],
    [['rep: 方案我明天发您', 'customer: 好', 'rep: 方案发您啦'], []],
    [['rep: 报价单我周三发您', 'customer: 好', 'rep: 报价单发您了，一共十二万'], []],
    // Another thing went out.
    [['rep: 合同我周五发您', 'customer: 好', 'rep: 样品清单发您了'], ['rep 2026-03-20 合同我周五发您']],
    [
      [
        'rep: 我周三去拜访您可以吗？',
        'customer: 下周三我出诊，周五上午吧',
        'rep: 好，下周五上午九点',
        'customer: 可以',
      ],
      ['both 2026-03-27 下周五上午九点'],
    ],
    [
      ['customer: 下周三下午吧', 'rep: 好的，下周三下午两点我过去', 'customer: 行，那下周三见'],
      ['both 2026-03-25 下周三下午两点我过去'],
    ],
  ])('%j → %j', (lines, expected) => {
    expect(steps(...lines)).toEqual(expected);
  });
});
