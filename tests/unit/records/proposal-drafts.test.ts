import { describe, expect, it } from 'vitest';

import { Evidence, type RecordField } from '../../../models/domain/index.js';
import { proposalDrafts, type DraftContext } from '../../../pipeline/publish/proposal-drafts.js';
import { canonicalJson } from '../../../storage/record/stable-id.js';
import { itemKeyOf, keepingKnown } from '../../../storage/record/values.js';
import type { StoredInsight } from '../../../storage/repositories/publication.js';

const claim = (turn: number, quote: string, confidence = 0.8) => ({
  ...{ confidence, because: `reason ${turn}`, rule: 'rule@1' },
  evidence: [Evidence.parse({ turn, start: 0, end: quote.length, quote, startMs: turn * 1000 })] as [Evidence],
});
const context: DraftContext = {
  ...{ customerId: 'c1', conversationId: 'v1', speakers: { 0: 'Lin Tao' }, fields: [] },
  startedAt: new Date('2026-03-02T02:00:00Z'),
};
const pain = (turn: number, text: string, confidence = 0.8): StoredInsight => ({
  ...{ id: `i${turn}`, kind: 'pains' },
  data: { text, ...claim(turn, text, confidence) },
});
const objection = (turn: number, handled: boolean, category: 'price' | 'trust' = 'price'): StoredInsight => ({
  ...{ id: `i${turn}`, kind: 'objections' },
  data: { category, handled, response: [], ...claim(turn, 'too dear') },
});

describe('the id of a proposal', () => {
  const idOf = (change: Partial<DraftContext>, text = 'slow') =>
    proposalDrafts([pain(1, text)], { ...context, ...change })[0]?.id;

  it('stays the same, and differs by customer, conversation and value', () => {
    const ids = [idOf({}), idOf({ customerId: 'c2' }), idOf({ conversationId: 'v2' }), idOf({}, 'late')];
    expect(new Set(ids).size).toBe(4);
    expect(idOf({})).toBe(ids[0]);
    expect(idOf({ startedAt: null })).toBe(ids[0]);
  });

  it('does not depend on the order of keys', () => {
    expect(canonicalJson({ b: [{ d: 1, c: null }], a: 2 })).toBe('{"a":2,"b":[{"c":null,"d":1}]}');
  });
});

describe('what a later mention leaves open', () => {
  const li = { name: 'Li', title: 'CFO', role: 'approver' };
  const budget = { min: 3e5, max: 3e5, currency: 'CNY', period: 'year', stance: 'stated' };
  it.each<[string, RecordField, object, object | null, object]>([
    ['a title stays', 'decision_chain', { ...li, title: null }, li, li],
    ['a new title counts', 'decision_chain', { ...li, title: 'CEO' }, li, { ...li, title: 'CEO' }],
    ['a role counts', 'decision_chain', { ...li, title: null, role: 'user' }, li, { ...li, role: 'user' }],
    [
      'a due day stays',
      'next_steps',
      { action: 'a', due: null },
      { action: 'a', due: '2026-03-04' },
      { action: 'a', due: '2026-03-04' },
    ],
    ['the period of the same budget stays', 'budget', { ...budget, period: null }, budget, budget],
    [
      'another budget speaks for itself',
      'budget',
      { ...budget, max: 4e5, period: null },
      budget,
      { ...budget, max: 4e5, period: null },
    ],
    ['an amount is left open on purpose', 'budget', { ...budget, min: null }, budget, { ...budget, min: null }],
    ['nothing was known', 'decision_chain', { ...li, title: null }, null, { ...li, title: null }],
    [
      'nothing is added that is not asked for',
      'objections',
      { category: 'price' },
      { category: 'price', handled: true },
      { category: 'price' },
    ],
  ])('%s', (_name, field, value, standing, expected) => {
    expect(keepingKnown(field, { ...value }, standing && { ...standing })).toEqual(expected);
  });

  it('is not proposed when it adds nothing', () => {
    const mention: StoredInsight = {
      ...{ id: 'i1', kind: 'stakeholders' },
      data: { name: 'Li', title: null, role: 'approver', ...claim(1, 'Li signs') },
    };
    const known = [{ field: 'decision_chain' as const, itemKey: 'li', value: li }];
    expect(proposalDrafts([mention], { ...context, fields: known })).toEqual([]);
    expect(proposalDrafts([mention], context)).toHaveLength(1);
  });
});

describe('drafts', () => {
  it('makes one of the same said twice, with both places and the surer reason', () => {
    const drafts = proposalDrafts([pain(1, 'slow', 0.6), pain(4, 'slow', 0.9)], context);
    expect(drafts).toHaveLength(1);
    expect(drafts[0]).toMatchObject({ confidence: 0.9, because: 'reason 4', saidAt: new Date('2026-03-02T02:00:04Z') });
    expect(drafts[0]?.evidence.map(({ turn }) => turn)).toEqual([1, 4]);
  });

  it.each<[string, StoredInsight[], DraftContext['fields'], unknown[]]>([
    ['an open objection', [objection(1, false)], [], [{ category: 'price', handled: false }]],
    [
      'open at one place, answered at another',
      [objection(1, true), objection(5, false)],
      [],
      [{ category: 'price', handled: false }],
    ],
    ['answered, and open in the record', [objection(1, true)], [open('price')], [{ category: 'price', handled: true }]],
    ['answered, and never open', [objection(1, true)], [], []],
    ['answered, and another one open in the record', [objection(1, true)], [open('trust')], []],
    ['open, and open in the record', [objection(1, false)], [open('price')], []],
  ])('%s', (_name, insights, fields, values) => {
    expect(proposalDrafts(insights, { ...context, fields }).map(({ value }) => value)).toEqual(values);
  });

  it('names who promised, and takes what the record says already for no news', () => {
    const commitment: StoredInsight = {
      ...{ id: 'promise-1', kind: 'commitments' },
      data: {
        ...{ category: 'deadline', risk: 'high', due: '2026-03-31', amount: null, condition: null },
        ...{ allowed: false, suggestion: null, ...claim(0, 'live by March') },
      },
    };
    const [draft] = proposalDrafts([commitment], context);
    expect(draft).toMatchObject({
      itemKey: 'promise-1',
      value: { who: 'Lin Tao', what: 'live by March', promiseId: 'promise-1' },
    });
    const known = [{ field: 'promises' as const, itemKey: 'promise-1', value: { ...draft?.value } }];
    expect(proposalDrafts([commitment], { ...context, fields: known })).toEqual([]);
  });
});

describe('item keys', () => {
  it.each([
    ['width and case', { name: 'Ｌｉ Wei', title: null }, { name: 'li wei', title: 'CFO' }, true],
    ['a title where there is no name', { name: null, title: '财务总监' }, { name: ' ', title: '财务 总监' }, true],
    ['two people', { name: '李总', title: 'CFO' }, { name: '李敏', title: 'CFO' }, false],
    ['a name that is another one’s title', { name: 'CFO', title: null }, { name: null, title: 'CFO' }, false],
  ])('%s', (_name, a, b, same) => {
    const key = (person: typeof a) => itemKeyOf('decision_chain', { ...person, role: 'user' });
    expect(key(a) === key(b)).toBe(same);
  });
});

function open(category: string) {
  return { field: 'objections' as const, itemKey: category, value: { category, handled: false } };
}
