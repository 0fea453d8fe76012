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
