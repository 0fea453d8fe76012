import { describe, expect, test } from 'vitest';

import { extract } from '../../../models/insight/index.js';
import { conversation, rules } from './transcripts.js';

const steps = (...lines: string[]) =>
  extract(conversation(lines), rules).insights.nextSteps.map(({ owner, due }) => `${owner} ${due}`);

describe('what was agreed', () => {
  test.each([
    [['rep: 我明天上午把方案发您'], 'rep 2026-03-19'],
    [['customer: 我周五把数据发你'], 'customer 2026-03-20'],
    [['rep: 下周二上午十点我们线上演示一下？', 'customer: 可以'], 'both 2026-03-24'],
    [['rep: 下周二上午我们开会？', 'customer: 周二不行，周三上午九点半吧', 'rep: 好的'], 'both 2026-03-25'],
    [["rep: I'll send you the proposal tomorrow"], 'rep 2026-03-19'],
    [["customer: I'll send you the file on Monday"], 'customer 2026-03-23'],
    [['rep: can we do a demo on Thursday at 2pm?', 'customer: sure, works for me'], 'both 2026-03-19'],
  ])('%j → %s', (lines, expected) => {
    expect(steps(...lines)).toContain(expected);
  });

  test.each([
    // The first day of its own words, unless it is taken back.
    [["rep: I'll send you the proposal tonight so your boss has it for Tuesday"], 'rep 2026-03-18'],
    [["rep: I'll send you the proposal Thursday, no, Friday"], 'rep 2026-03-20'],
    // The nearest day in the turn.
    [["rep: Monday the twenty-third. I'll send you the proposal."], 'rep 2026-03-23'],
    // What was proposed is what is agreed.
    [['customer: 下周三你过来一趟？', 'rep: 好的，那我们上午十点开会'], 'both 2026-03-25'],
  ])('%j is due: %s', (lines, expected) => {
    expect(steps(...lines)).toContain(expected);
  });

  test('a document of ten thousand clauses costs no more a clause than a short one', () => {
    const clauses = Array.from({ length: 10_000 }, (_, n) => `I'll send you the report on Friday, part ${n}`);
    const due = steps(`rep: ${clauses.join('. ')}.`);
    expect(due[0]).toBe('rep 2026-03-20');
  });

  test.each([
    [['rep: 我上周把方案发您了']],
    [['rep: 下周二上午我们开会？', 'customer: 不用了，没必要']],
    [['customer: 明天会下雨']],
    [['rep: 你们什么时候有空？']],
    [['customer: 我不会把数据发给你']],
    [['rep: last week I went to the demo']],
    [['rep: can we meet on Thursday?', "customer: no need, we'll see"]],
    [["customer: I can't send you anything"]],
  ])('%j agrees on nothing', (lines) => {
    expect(steps(...lines)).toEqual([]);
  });
});

describe('the day of an appointment', () => {
  const together = (...lines: string[]) =>
    extract(conversation(lines), rules)
      .insights.nextSteps.filter(({ owner }) => owner === 'both')
      .map(({ action, due }) => `${due} ${action}`);

  test.each([
    // Counted from the day of the talk, whatever was promised for another day.
    [
      [
        'rep: 那就下周四上午十点过去拜访您。',
        'customer: 可以。我们五月二十号开业。',
        'rep: 好的，五月十号之前一定装好。',
        'customer: 行。',
        'rep: 那下周四见。',
      ],
      '2026-03-26',
    ],
    [
      [
        'rep: 方案 6 月 15 号之前上线没问题。',
        'customer: 好，那你周五之前发我。',
        'rep: 没问题，周五之前发您。',
        'customer: 好，那先这样。',
        'rep: 谢谢刘总，下周三见。',
      ],
      '2026-03-25',
    ],
    [
      [
        'rep: So Tuesday next week at ten for the demo.',
        'customer: Yes. And we open on May 20th.',
        "rep: We'll have it installed by May 10th.",
        'customer: Great.',
        'rep: See you next Tuesday.',
      ],
      '2026-03-24',
    ],
    // A day that does not suit is no anchor.
    [
      [
        'rep: Are we still on for the demo on Tuesday at ten?',
        "customer: Tuesday doesn't work any more, let's do Friday at ten instead.",
        'rep: Friday at ten it is.',
      ],
      '2026-03-20',
    ],
    [
      [
        'rep: Shall we meet on Tuesday?',
        "customer: No, Tuesday's our board day. Friday would be better.",
        'rep: Friday at two it is, then.',
      ],
      '2026-03-20',
    ],
    [['rep: 下周二可以吗？', 'customer: 下周二不行，周四吧。', 'rep: 好，那就周四下午两点。'], '2026-03-26'],
    // The week that was named holds.
    [
      ['rep: Can we meet Tuesday next week at two?', 'customer: No, Wednesday.', 'rep: Okay, Wednesday it is.'],
      '2026-03-25',
    ],
    [
      [
        'rep: How about a demo on April 14th?',
        'customer: Tuesday is bad for me, Wednesday would work.',
        'rep: Wednesday at ten, then.',
        'customer: Great.',
      ],
      '2026-04-15',
    ],
  ])('%j: %s', (lines, expected) => {
    const said = together(...lines);
    expect(said.length).toBeGreaterThan(0);
    for (const step of said) expect(step.slice(0, 10)).toBe(expected);
  });

  test('the day that is refused is no step', () => {
    const said = together(
      'rep: 那我下周三下午过来演示？',
      'customer: 下周三我出诊，周五上午吧。',
      'rep: 好，下周五上午九点。',
    );
    expect(said).toEqual(['2026-03-27 下周五上午九点']);
  });

  test.each([
    [['rep: 預算大約幾多?', 'customer: 大約兩萬塊一個月。', 'rep: 好。']],
    [['rep: 预算多少？', 'customer: 约三万块左右。', 'rep: 好的。']],
    [['rep: 多少钱一个月？', 'customer: 合约是两万一个月。', 'rep: 好的。']],
  ])('%j is no appointment', (lines) => {
    expect(together(...lines)).toEqual([]);
  });

  test.each([
    [['rep: 合同今天上午已经签好寄出了，您明天能收到。'], []],
    [["rep: I sent it this morning, you'll have it tomorrow."], []],
    [['rep: 今天方案做好了，明天发您。'], ['rep 2026-03-19']],
    [["rep: I'll email it to you today so you have it tomorrow."], ['rep 2026-03-18']],
  ])('what is done is no step: %j', (lines, expected) => {
    expect(steps(...lines)).toEqual(expected);
  });
});
