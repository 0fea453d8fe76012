import { Converter } from 'opencc-js';
import { describe, expect, test } from 'vitest';

import { extract } from '../../../models/insight/extract.js';
import { fold } from '../../../models/insight/reading/text.js';
import { conversation, rules } from './transcripts.js';

const traditional = Converter({ from: 'cn', to: 't' }) as (text: string) => string;

const TALK = [
  'rep: 您好王总，我是云图的小李，您现在订单是怎么管的？',
  'customer: 还是用表格记的，每个月对账都要加班，老是对错',
  'rep: 那您今年有预算吗？大概多少？',
  'customer: 预算大概三十万左右，不能再多了',
  'rep: 这件事最后是谁来决定？',
  'customer: 最后要我们财务总监李总签字，我说了不算',
  'customer: 你们这个价格太贵了，而且数据放在你们那边我不放心',
  'rep: 数据可以放在您自己的机房里。价格的话，这个月底之前签，我给您打九折',
  'customer: 上次那家说两周上线，结果拖了半年',
  'rep: 我保证三月底之前上线，做不到全额退款',
  'customer: 好，那你把报价单发我',
  'rep: 好的，我明天下午把报价单发给您',
];
const told = (lines: readonly string[]) => {
  const { budgets, stakeholders, objections, commitments, nextSteps } = extract(conversation(lines), rules).insights;
  const at = (one: { evidence: readonly { turn: number; start: number; end: number }[] }) =>
    one.evidence.map(({ turn, start, end }) => `${turn}:${start}-${end}`).join(' ');
  return {
    budgets: budgets.map((one) => [one.min, one.max, one.stance, at(one)]),
    people: stakeholders.map((one) => [one.role, at(one)]),
    objections: objections.map((one) => [one.category, one.handled, at(one)]),
    commitments: commitments.map((one) => [one.category, one.risk, one.due, at(one)]),
    nextSteps: nextSteps.map((one) => [one.owner, one.due, at(one)]),
  };
};

describe('traditional characters', () => {
  test('say what simplified ones say', () => {
    const written = TALK.map((line) => traditional(line));
    expect(written.join('')).toContain('預算大概三十萬左右');
    const inSimplified = told(TALK);
    expect(told(written)).toEqual(inSimplified);
    expect(Object.values(inSimplified).every((found) => found.length > 0)).toBe(true);
  });

  test('are folded unit by unit', () => {
    const text = '妳們這個價錢，佢哋話「預算」冇得傾 𠮷𨋢 ABC';
    expect(fold(text)).toBe('你们这个价钱,佢哋话「预算」冇得倾 𠮷𨋢 abc');
    expect(fold(text)).toHaveLength(text.length);
  });
});
