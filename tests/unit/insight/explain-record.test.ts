import { describe, expect, test } from 'vitest';

import type { InsightKind, InsightOf, ScriptFit } from '../../../models/domain/index.js';
import { explainByRecord, type KnownValue } from '../../../models/insight/explain/record.js';
import { explainFitByRecord } from '../../../models/insight/explain/record-script.js';
import { rules } from './transcripts.js';

const HERE = 'conv-here';
const since = (day: string, more: Partial<KnownValue['provenance']> = {}): KnownValue['provenance'] => ({
  by: 'machine',
  conversationId: 'conv-before',
  at: `${day}T08:00:00.000Z`,
  ...more,
});
const evidence = [{ turn: 0, start: 0, end: 4, quote: '一定上线' }];
const claim = (rule: string) => ({
  ...{ confidence: 0.8, because: '', rule: 'x@1', evidence },
  explanation: { record: '', sequence: '', rule },
});

/** The record's layer for an Insight with these fields, in the language of its other layers. */
function told<K extends InsightKind>(
  kind: K,
  fields: object,
  record: readonly KnownValue[],
  voice: 'zh' | 'en' = 'en',
): string | undefined {
  const insight = { ...claim(voice === 'zh' ? '规则。' : 'Rule.'), ...fields } as unknown as InsightOf<K>;
  return explainByRecord(kind, insight, { conversationId: HERE, fields: record }, rules).explanation?.record;
}

const budget = (max: number | null, more: object = {}) => ({
  ...{ min: max, max, currency: 'CNY', period: 'year', stance: 'stated' },
  ...more,
});
const known = (field: KnownValue['field'], value: object, provenance = since('2026-03-03')): KnownValue => ({
  field,
  value: value as Record<string, unknown>,
  provenance,
});

describe('the budget beside the record’s', () => {
  test.each<[string, object, KnownValue[], string]>([
    ['none known', budget(3e5), [], '客户档案里还没有预算。'],
    [
      'higher',
      budget(3e5),
      [known('budget', budget(2e5))],
      '客户档案自2026年3月3日起记的预算是每年20万元（取自另一次沟通）；这次说的更高。',
    ],
    ['lower', budget(1e5), [known('budget', budget(2e5))], '这次说的更低。'],
    ['the same, as far as rounding goes', budget(200_500), [known('budget', budget(2e5))], '这次说的一致。'],
    ['another currency', budget(3e5, { currency: 'USD' }), [known('budget', budget(2e5))], '这次的说法不同。'],
    ['another period', budget(3e5, { period: 'month' }), [known('budget', budget(2e5))], '这次的说法不同。'],
    ['a limit against none', budget(3e5), [known('budget', budget(null, { stance: 'none' }))], '没有预算'],
    ['set by a person', budget(3e5), [known('budget', budget(2e5), since('2026-03-03', { by: 'person' }))], '由人填写'],
    [
      'taken from here',
      budget(3e5),
      [known('budget', budget(3e5), since('2026-04-01', { conversationId: HERE }))],
      '客户档案里的预算就取自这次沟通（2026年4月1日）。',
    ],
  ])('%s', (_what, fields, record, expected) => {
    expect(told('budgets', fields, record, 'zh')).toContain(expected);
  });

  test('in English', () => {
    expect(told('budgets', budget(3e5, { currency: 'USD' }), [known('budget', budget(2e5, { currency: 'USD' }))])).toBe(
      'The record says $200,000 a year since 3 March 2026 (from another conversation); this is higher.',
    );
  });
});

describe('a promise beside those of the record', () => {
  const of = (category: string, quote: string) => ({ category, evidence: [{ ...evidence[0], quote }] });
  test.each<[string, object, string, boolean]>([
    ['one matter', of('deadline', '三月底前上线'), '四月中旬上线', true],
    [
      'an order form and a rollout',
      of('deadline', 'I will send the order form tomorrow'),
      'We will have you rolled out in six weeks',
      false,
    ],
    ['a contract and a delivery', of('deadline', '我们六周之内给您交付'), '我今天下午把合同发您', false],
    ['a lock and a discount', of('price', '价格给您锁三年'), '我可以给您打九折', false],
    ['two discounts', of('price', 'we can do 10% off'), 'I can give you a 15% discount', true],
    ['seats and a module', of('scope', 'we throw in the API module for free'), 'I can give you two extra seats', false],
    ['the same seats', of('scope', 'you get two more seats'), 'I can give you two extra seats', true],
    ['two documents', of('deadline', '明天把报价发您'), '我周五之前把方案发您', false],
  ])('%s', (_what, fields, what, isAlike) => {
    const record = [known('promises', { category: (fields as { category: string }).category, what })];
    expect(told('commitments', fields, record)?.includes('since 3 March 2026')).toBe(isAlike);
  });
});

describe('when it was said, and who put it there', () => {
  const said = { saidAt: '2026-02-20T00:30:00+08:00' };
  test.each<[string, KnownValue, string]>([
    ['said before it was accepted', { ...known('budget', budget(2e5)), ...said }, '自2026年2月20日起'],
    ['nobody knows when it was said', { ...known('budget', budget(2e5)), saidAt: null }, '自2026年3月3日起'],
    [
      'accepted by a person',
      { ...known('budget', budget(2e5), since('2026-03-03', { by: 'person' })), ...said, accepted: true },
      '（取自另一次沟通，由人确认）',
    ],
    ['written by a person', known('budget', budget(2e5), since('2026-03-03', { by: 'person' })), '（由人填写）'],
    ['accepted by the program', { ...known('budget', budget(2e5)), accepted: false }, '（取自另一次沟通）'],
  ])('%s', (_what, value, expected) => {
    expect(told('budgets', budget(3e5), [value], 'zh')).toContain(expected);
  });
});

describe('the other kinds', () => {
  const dana = (role: string) => ({ name: 'Dana Cole', title: 'CFO', role });
  test.each<[InsightKind, string, object, KnownValue[], string]>([
    ['stakeholders', 'unknown', dana('approver'), [], 'The record does not know Dana Cole (CFO) yet.'],
    [
      'stakeholders',
      'same role',
      dana('approver'),
      [known('decision_chain', dana('approver'))],
      'The record has Dana Cole (CFO) in this role since 3 March 2026.',
    ],
    [
      'stakeholders',
      'another role',
      dana('approver'),
      [known('decision_chain', dana('champion'))],
      'The record has Dana Cole (CFO) as a champion since 3 March 2026, and this sounds different.',
    ],
    [
      'stakeholders',
      'somebody else decides',
      dana('decision_maker'),
      [known('decision_chain', { name: 'Tom Reed', title: null, role: 'decision_maker' })],
      'The record does not know Dana Cole (CFO) yet; it names Tom Reed as the one who decides since 3 March 2026.',
    ],
    ['objections', 'new', { category: 'price' }, [], 'The record holds no such doubt so far.'],
    [
      'objections',
      'of another category',
      { category: 'price' },
      [known('objections', { category: 'trust', handled: false })],
      'The record holds no such doubt so far.',
    ],
    [
      'objections',
      'open',
      { category: 'price' },
      [known('objections', { category: 'price', handled: false })],
      'The record holds this doubt as open since 3 March 2026.',
    ],
    [
      'objections',
      'settled',
      { category: 'price' },
      [known('objections', { category: 'price', handled: true })],
      'The record holds this doubt as settled since 3 March 2026.',
    ],
    ['commitments', 'first of its kind', { category: 'deadline' }, [], 'The record holds no promise of this kind.'],
    [
      'commitments',
      'promised before',
      { category: 'deadline' },
      [known('promises', { category: 'deadline', what: 'live in May' }), known('promises', { category: 'price' })],
      'The record holds a promise of this kind since 3 March 2026: "live in May".',
    ],
    [
      'commitments',
      'taken over',
      { category: 'deadline' },
      [known('promises', { category: 'deadline', what: '一定上线' }, since('2026-04-01', { conversationId: HERE }))],
      'The record took this over from this conversation on 1 April 2026.',
    ],
    ['nextSteps', 'new', { action: 'send the offer' }, [], 'The record does not hold this step yet.'],
    [
      'pains',
      'known',
      { text: 'we do it by hand' },
      [known('pains', { text: 'We do it by hand' })],
      'The record has had this since 3 March 2026.',
    ],
    [
      'competitors',
      'another',
      { name: 'RouteKing' },
      [known('competitors', { name: 'RouteQueen' })],
      'The record does not know this rival yet.',
    ],
  ])('%s: %s', (kind, _what, fields, record, expected) => {
    expect(told(kind, fields, record)).toBe(expected);
  });

  test('what was analysed without explanations stays as it is', () => {
    const { explanation: _, ...old } = claim('Rule.');
    const pain = { ...old, text: 'we do it by hand' } as unknown as InsightOf<'pains'>;
    expect(explainByRecord('pains', pain, { conversationId: HERE, fields: [] }, rules)).toBe(pain);
  });
});

describe('the script beside the record', () => {
  const layers = { record: '', sequence: '', rule: 'Rule.' };
  const fit = (steps: { id: string; act?: string }[], explanation: ScriptFit['explanation'] = layers): ScriptFit => ({
    ...{ playbook: 'p', score: 50, ...(explanation && { explanation }) },
    steps: steps.map((step) => ({ ...step, covered: false, explanation: layers, evidence: [] })),
  });
  const told = (steps: { id: string; act?: string }[], fields: readonly KnownValue[]) => {
    const { explanation, steps: own } = explainFitByRecord(fit(steps), { conversationId: HERE, fields }, rules);
    return [explanation?.record, ...own.map((step) => step.explanation?.record)];
  };

  test.each<[string, { id: string; act?: string }[], KnownValue[], string[]]>([
    [
      'it holds the answer',
      [{ id: 'budget' }],
      [known('budget', budget(2e5))],
      ['Of what the script asks for, the record holds a budget.', 'The record has held a budget since 3 March 2026.'],
    ],
    [
      'it took it from here',
      [{ id: 'ask_who', act: 'authority' }],
      [known('decision_chain', {}, since('2026-04-01', { conversationId: HERE }))],
      [
        'Of what the script asks for, the record holds a decision chain.',
        'The record has held a decision chain since 1 April 2026, from this conversation.',
      ],
    ],
    [
      'some it holds and some it does not',
      [{ id: 'budget' }, { id: 'next_step' }, { id: 'impact' }],
      [known('pains', { text: 'slow' }), known('pains', { text: 'late' }, since('2026-02-01'))],
      [
        'Of what the script asks for, the record holds pains; the record does not hold a budget, next steps yet.',
        'The record does not hold a budget yet.',
        'The record does not hold next steps yet.',
        'The record has held pains since 1 February 2026.',
      ],
    ],
    ['a step that leaves nothing there', [{ id: 'opening' }], [known('budget', budget(2e5))], ['', '']],
    ['a step of another meaning than its name', [{ id: 'budget', act: 'value' }], [], ['', '']],
    ['a step that nobody knows', [{ id: 'budget_talk' }], [], ['', '']],
  ])('%s', (_what, steps, fields, expected) => {
    expect(told(steps, fields)).toEqual(expected);
  });

  test('what was scored before there were explanations stays as it is', () => {
    const { explanation: _, ...old } = fit([{ id: 'budget' }]);
    expect(explainFitByRecord(old, { conversationId: HERE, fields: [] }, rules)).toBe(old);
  });
});
