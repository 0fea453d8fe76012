import { describe, expect, test } from 'vitest';

import { cite, type Commitment, type Insights } from '../../../../models/domain/index.js';
import { defaultPolicy, flag, mergeStored } from '../../../../models/insight/index.js';
import { merge } from '../../../../models/insight/llm/merge.js';
import { conversation } from '../transcripts.js';

const talk = conversation([
  'customer: 太贵了，预算只有三十万，李总批',
  'rep: 保证三月底之前上线，做不到全额退款',
  'customer: 金蝶那边便宜，数据放你们那边我不放心',
]);
const at = (turn: number, quote: string) => {
  const start = talk.turns[turn]?.text.indexOf(quote) ?? -1;
  return cite(talk.turns, turn, start, start + quote.length);
};
const RULE = { confidence: 0.8, because: '规则', rule: 'rule@1' };
const LLM = { confidence: 0.4, because: '模型', rule: 'llm:m@1' };
const NONE: Insights = {
  budgets: [],
  stakeholders: [],
  objections: [],
  commitments: [],
  nextSteps: [],
  goals: [],
  pains: [],
  competitors: [],
};
const budget = { min: 300_000, max: 300_000, currency: 'CNY', period: null, stance: 'stated' } as const;
const objection = { handled: false, response: [] };
const promise = {
  category: 'deadline',
  risk: 'high',
  due: null,
  amount: null,
  condition: null,
  allowed: null,
  suggestion: null,
} as const;

/** What of each kind is there after merging, as `rule+alsoBy`. */
const sources = (base: Partial<Insights>, added: Partial<Insights>) => {
  const { insights, contradictions } = merge({ ...NONE, ...base }, { ...NONE, ...added });
  const all = Object.values(insights).flatMap((list) => list as { rule: string; alsoBy?: string[] }[]);
  return {
    items: all.map(({ rule, alsoBy = [] }) => [rule, ...alsoBy].join('+')),
    disputed: contradictions.map(({ kind, turn }) => `${kind} ${turn}`),
  };
};

describe('both found it: one item, with both sources', () => {
  test.each<[string, Partial<Insights>, Partial<Insights>]>([
    [
      'a budget of the same amount, elsewhere',
      { budgets: [{ ...RULE, ...budget, evidence: [at(0, '预算只有三十万')] }] },
      { budgets: [{ ...LLM, ...budget, stance: 'ceiling', evidence: [at(0, '三十万')] }] },
    ],
    [
      'a person by another name',
      { stakeholders: [{ ...RULE, name: '李总', title: null, role: 'approver', evidence: [at(0, '李总批')] }] },
      { stakeholders: [{ ...LLM, name: '李总', title: '总监', role: 'approver', evidence: [at(0, '李总')] }] },
    ],
    [
      'an objection with a shorter quote',
      { objections: [{ ...RULE, ...objection, category: 'price', evidence: [at(0, '太贵了')] }] },
      { objections: [{ ...LLM, ...objection, category: 'price', evidence: [at(0, '太贵')] }] },
    ],
    [
      'a promise',
      { commitments: [{ ...RULE, ...promise, evidence: [at(1, '保证三月底之前上线')] }] },
      { commitments: [{ ...LLM, ...promise, risk: 'medium', evidence: [at(1, '三月底之前上线')] }] },
    ],
    [
      'a competitor',
      { competitors: [{ ...RULE, name: '金蝶', evidence: [at(2, '金蝶')] }] },
      { competitors: [{ ...LLM, name: '金蝶', evidence: [at(2, '金蝶那边便宜')] }] },
    ],
  ])('%s', (_what, base, added) => {
    expect(sources(base, added)).toEqual({ items: ['rule@1+llm:m@1'], disputed: [] });
    const kind = Object.keys(base)[0] as keyof Insights;
    expect(merge({ ...NONE, ...base }, { ...NONE, ...added }).insights[kind][0]).toEqual({
      ...base[kind]?.[0],
      alsoBy: ['llm:m@1'],
    });
  });

  test('twice over two windows is said once', () => {
    const worry = { ...objection, category: 'price', evidence: [at(0, '太贵了')] } as const;
    const base = [{ ...RULE, ...worry }] as unknown as Insights['objections'];
    const added = [
      { ...LLM, ...worry },
      { ...LLM, ...worry },
    ] as unknown as Insights['objections'];
    expect(sources({ objections: base }, { objections: added }).items).toEqual(['rule@1+llm:m@1']);
    expect(sources({}, { objections: added }).items).toEqual(['llm:m@1']);
  });
});

describe('they contradict each other: both stand, and it is told where', () => {
  test.each<[string, Partial<Insights>, Partial<Insights>, string]>([
    [
      'another amount',
      { budgets: [{ ...RULE, ...budget, evidence: [at(0, '三十万')] }] },
      { budgets: [{ ...LLM, ...budget, max: 400_000, evidence: [at(0, '预算只有三十万')] }] },
      'budgets 0',
    ],
    [
      'another role',
      { stakeholders: [{ ...RULE, name: '李总', title: null, role: 'approver', evidence: [at(0, '李总批')] }] },
      { stakeholders: [{ ...LLM, name: '李总', title: null, role: 'blocker', evidence: [at(0, '李总批')] }] },
      'stakeholders 0',
    ],
    [
      'another category for the same words',
      { objections: [{ ...RULE, ...objection, category: 'trust', evidence: [at(2, '数据放')] }] },
      { objections: [{ ...LLM, ...objection, category: 'security', evidence: [at(2, '数据放你们那边我不放心')] }] },
      'objections 2',
    ],
  ])('%s', (_what, base, added, where) => {
    expect(sources(base, added)).toEqual({ items: ['rule@1', 'llm:m@1'], disputed: [where] });
  });
});

test('different things of one turn are no contradiction, and stand in the order of the conversation', () => {
  const refund: Commitment = { ...LLM, ...promise, category: 'refund', evidence: [at(1, '做不到全额退款')] };
  const deadline: Commitment = { ...RULE, ...promise, evidence: [at(1, '保证三月底之前上线')] };
  expect(sources({ commitments: [refund] }, { commitments: [deadline] })).toEqual({
    items: ['rule@1', 'llm:m@1'],
    disputed: [],
  });
});

test('a commitment that is judged again keeps its sources, and loses the verdict of before', () => {
  const ours: Commitment = { ...RULE, ...promise, evidence: [at(1, '保证三月底之前上线')] };
  const theirs: Commitment = { ...LLM, ...promise, category: 'refund', evidence: [at(1, '做不到全额退款')] };
  const judged = flag([{ ...ours, alsoBy: ['llm:m@1'] }, theirs], talk, defaultPolicy());
  expect(judged.some(({ allowed }) => allowed === false)).toBe(true);
  const again = mergeStored([ours], judged);
  expect(again).toEqual([{ ...ours, alsoBy: ['llm:m@1'] }, theirs]);
  expect(flag(again, talk, defaultPolicy())).toEqual(judged);
});
