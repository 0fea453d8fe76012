import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import type { Policy } from '../../../models/domain/index.js';
import {
  BackTest,
  defaultPlaybook,
  defaultPolicy,
  extract,
  loadPlaybook,
  loadPolicy,
  type PastConversation,
  rulesWith,
  type RuleSet,
} from '../../../models/insight/index.js';
import { modelsFolder } from '../../../models/rules/folder.js';
import { conversation, rules } from './transcripts.js';

const inForce: RuleSet = { rules, policy: defaultPolicy(), playbook: defaultPlaybook() };
/** Forbids what `when` says and nothing else. */
const policy = (when: string): Policy =>
  loadPolicy(`
id: ours
version: 2
name: { zh: 我们的, en: Ours }
rules:
  - { id: forbidden, when: ${when}, allowed: false, why: { zh: 不行, en: No } }
`);
const past = (line: string, more: Partial<PastConversation> = {}, startedAt?: string): PastConversation => ({
  transcript: conversation([line], { id: line, ...(startedAt !== undefined && { startedAt }) }),
  title: null,
  team: null,
  commitments: null,
  reviewed: [],
  ...more,
});
const backTest = (pasts: readonly PastConversation[], draft: Partial<RuleSet>) => {
  const running = new BackTest(inForce, { ...inForce, ...draft });
  for (const one of pasts) running.add(one);
  return running.report();
};

const NEVER_DOWN = 'rep: 我们的服务器绝对不会宕机';
const DISCOUNT_15 = 'rep: 如果月底前签，我可以给您打八五折';
const DISCOUNT_5 = 'rep: 如果月底前签，我可以给您打九五折';
const QUOTE_TOMORROW = 'rep: 我明天把报价单发您';

describe('a changed policy', () => {
  test.each([
    ['a tighter limit flags more', DISCOUNT_5, '{ category: [price], discountAbovePercent: 3 }', ['new']],
    ['a looser limit flags less', DISCOUNT_15, '{ category: [price], discountAbovePercent: 20 }', ['gone']],
    ['what both forbid is no change', DISCOUNT_15, '{ category: [price], discountAbovePercent: 3 }', []],
    ['what neither forbids is no change', DISCOUNT_5, '{ category: [price], discountAbovePercent: 20 }', []],
    ['a rule that is left out', NEVER_DOWN, '{ category: [exclusivity] }', ['gone']],
    ['a rule of another kind', QUOTE_TOMORROW, '{ category: [exclusivity] }', []],
    ['a rule over a category', QUOTE_TOMORROW, '{ category: [deadline] }', ['new']],
    ['what the customer says', `customer: ${NEVER_DOWN.slice(5)}`, '{ category: [reliability] }', []],
  ])('%s', (_name, line, when, changes) => {
    const report = backTest([past(line)], { policy: policy(when) });
    expect(report.changes.map(({ change }) => change)).toEqual(changes);
    expect([report.new, report.gone]).toEqual(['new', 'gone'].map((one) => changes.filter((c) => c === one).length));
  });

  test('each change names conversation, words, rule and reason', () => {
    const { changes } = backTest([past(QUOTE_TOMORROW, { title: 'A call', team: 'North' })], {
      policy: policy('{ category: [deadline] }'),
    });
    expect(changes).toMatchObject([
      {
        conversationId: QUOTE_TOMORROW,
        title: 'A call',
        team: 'North',
        rule: 'forbidden',
        why: '不行',
        evidence: { turn: 0 },
      },
    ]);
    expect(QUOTE_TOMORROW).toContain(changes[0]?.evidence.quote);
  });

  test('by team, by rule, and how many a week', () => {
    const report = backTest(
      [
        past(NEVER_DOWN, { team: 'North' }, '2026-03-02T10:00:00+08:00'),
        past(DISCOUNT_5, { team: 'South' }, '2026-03-09T10:00:00+08:00'),
        past(QUOTE_TOMORROW, {}, '2026-03-16T10:00:00+08:00'),
      ],
      { policy: policy('{ category: [price, deadline] }') },
    );
    expect(report).toMatchObject({
      conversations: 3,
      weeks: 2,
      inForce: { flags: 1, aWeek: 0.5 },
      draft: { flags: 2, aWeek: 1 },
    });
    expect(report.teams).toEqual([
      { team: 'North', conversations: 1, inForce: 1, draft: 0, new: 0, gone: 1 },
      { team: 'South', conversations: 1, inForce: 0, draft: 1, new: 1, gone: 0 },
      { team: null, conversations: 1, inForce: 0, draft: 1, new: 1, gone: 0 },
    ]);
    expect(report.rules).toContainEqual({ rule: 'forbidden', inForce: 0, draft: 2, new: 2, gone: 0 });
  });

  test('a rate needs dates, and less than a week counts as one', () => {
    const undated = { ...past(NEVER_DOWN), transcript: conversation([NEVER_DOWN], { startedAt: null }) };
    expect(backTest([undated], {}).inForce).toMatchObject({ flags: 1, aWeek: null });
    expect(backTest([past(NEVER_DOWN)], {})).toMatchObject({ weeks: 1, inForce: { aWeek: 1 } });
  });

  test('precision is over what people looked at, of what the draft would raise', () => {
    const reviewed = (line: string, verdict: 'confirmed' | 'dismissed') => {
      const one = past(line);
      const [commitment] = extract(one.transcript, rules).insights.commitments;
      if (!commitment) throw new Error(`nothing is promised in ${line}`);
      const { category, evidence } = commitment;
      return { ...one, reviewed: [{ verdict, category, evidence: evidence[0] }] };
    };
    const report = backTest(
      [reviewed(NEVER_DOWN, 'confirmed'), reviewed(DISCOUNT_15, 'dismissed'), past(QUOTE_TOMORROW)],
      { policy: policy('{ category: [reliability, deadline] }') },
    );
    expect(report.inForce).toMatchObject({ confirmed: 1, dismissed: 1, precision: 0.5 });
    expect(report.draft).toMatchObject({ flags: 2, confirmed: 1, dismissed: 0, precision: 1 });
    expect(report.changes.find(({ change }) => change === 'gone')?.verdict).toBe('dismissed');
    expect(backTest([past(NEVER_DOWN)], {}).draft.precision).toBeNull();
  });

  test('what was found at the time is judged, not read again', () => {
    const { transcript } = past(NEVER_DOWN);
    const stored = extract(transcript, rules).insights.commitments.map((one) => ({
      ...one,
      ...({ category: 'scope', risk: 'low' } as const),
    }));
    const report = backTest([past(NEVER_DOWN, { commitments: stored })], { policy: policy('{ category: [scope] }') });
    expect(report.changes.map(({ category }) => category)).toEqual(['scope']);
  });
});

describe('flags that move to another rule', () => {
  const twoRules = loadPolicy(`
id: ours
version: 2
name: { zh: 我们的, en: Ours }
rules:
  - { id: discount-limit, when: { category: [price], discountAbovePercent: 90 }, allowed: false, why: { zh: 多, en: Much } }
  - { id: any-price, when: { category: [price] }, allowed: false, why: { zh: 不行, en: No } }
`);

  test.each([
    ['by another rule', [DISCOUNT_15], 1, 0, 1, [{ from: 'discount-limit', to: 'any-price', why: '不行' }]],
    ['in English', ['rep: I can do 25% off if you sign today'], 1, 0, 1, [{ from: 'discount-limit', to: 'any-price' }]],
    ['and others that are new', [DISCOUNT_15, DISCOUNT_5], 1, 1, 2, [{ to: 'any-price' }]],
    ['others only', [DISCOUNT_5], 0, 1, 1, []],
  ])('%s', (_name, lines, moved, added, draft, moves) => {
    const report = backTest(
      lines.map((line) => past(line)),
      { policy: twoRules },
    );
    expect(report).toMatchObject({ moved, new: added, gone: 0, draft: { flags: draft }, moves });
    for (const row of report.rules)
      expect(row.draft).toBe(row.inForce + row.new - row.gone + (row.movedIn ?? 0) - (row.movedOut ?? 0));
  });

  test('the same rule moves nothing', () => {
    expect(backTest([past(DISCOUNT_15)], { policy: { ...defaultPolicy(), version: 9 } })).toMatchObject({
      ...{ moved: 0, moves: [], new: 0, gone: 0 },
      rules: [{ rule: 'discount-limit', inForce: 1, draft: 1 }],
    });
  });
});

describe('a changed lexicon', () => {
  test('tells what it finds that the one in force does not, and the other way round', () => {
    const competitors = readFileSync(join(modelsFolder, 'rules/competitors.yaml'), 'utf8');
    const draft = rulesWith({ competitors: competitors.replace("'demo with'", "'jam with'") });
    const report = backTest(
      [
        past('customer: Yes, there was a jam with Acme Systems before the trial'),
        past('customer: Yes, there was a demo with Acme Systems'),
        past('customer: Yes, there was a demo'),
      ],
      { rules: draft },
    );
    expect(report.insights?.kinds).toContainEqual({ kind: 'competitors', inForce: 1, draft: 1, new: 1, gone: 1 });
    expect(report.insights?.changes.map(({ change, evidence }) => [change, evidence.quote])).toEqual([
      ['new', expect.stringContaining('a jam with')],
      ['gone', expect.stringContaining('a demo with')],
    ]);
  });

  test.each([
    ['an area that is not there', { prices: 'version: 1' }, /no lexicon prices/],
    ['broken YAML', { objections: 'version: 1\nconcepts: { price: [' }, /lexicon objections does not fit at line 2/],
    ['a field of the wrong kind', { objections: 'version: one' }, /line 1: version/],
    ['an idea that is missing', { objections: 'version: 1' }, /lacks concepts\./],
  ])('%s is refused', (_name, drafts, message) => {
    expect(() => rulesWith(drafts)).toThrow(message);
  });
});

describe('a changed playbook', () => {
  const short = loadPlaybook(`
id: short
version: 3
name: { zh: 短, en: Short }
steps:
  - { id: budget, weight: 1, does: { zh: 询问预算, en: Asks about the budget } }
`);

  test('shows scores and steps before and after', () => {
    const { playbook } = backTest([past('rep: 这块预算大概是多少？'), past('rep: 好的')], { playbook: short });
    expect(playbook).toMatchObject({ inForce: 'discovery-v1@1', draft: 'short@3' });
    expect(playbook?.scores.draft).toEqual({
      conversations: 2,
      mean: 50,
      median: 50,
      deciles: [1, 0, 0, 0, 0, 0, 0, 0, 0, 1],
    });
    expect(playbook?.steps).toContainEqual({ id: 'budget', inForce: 1, draft: 1 });
    expect(playbook?.steps).toContainEqual({ id: 'authority', inForce: 0, draft: null });
  });

  test('tells which conversations score otherwise, by which playbooks, and who was there', () => {
    const other = { ...short, id: 'other', version: 1 };
    const draft = { ...short, version: 4 };
    const asked = 'rep: 这块预算大概是多少？';
    const report = backTest(
      [
        past(asked, {
          stage: null,
          playbooks: { inForce: inForce.playbook, draft },
          title: 'A call',
          customer: 'Acme',
        }),
        past('rep: 好的', { stage: 'renewal', playbooks: { inForce: short, draft: other } }),
        past('rep: 您好', { playbooks: { inForce: short, draft } }),
        past('rep: 再见', { playbooks: { inForce: other, draft: other } }),
      ],
      { playbook: draft },
    );
    expect(report.playbook).toMatchObject({
      ...{ inForce: 'discovery-v1@1, short@3', draft: 'short@4, other@1' },
      scores: { inForce: { conversations: 3 }, draft: { conversations: 3 } },
      changes: [
        {
          ...{ conversationId: asked, title: 'A call', customer: 'Acme', rep: '林涛', stage: null },
          ...{ inForce: { playbook: 'discovery-v1@1' }, draft: { playbook: 'short@4', score: 100 } },
        },
        { stage: 'renewal', inForce: { playbook: 'short@3', score: 0 }, draft: { playbook: 'other@1', score: 0 } },
      ],
      changesLeftOut: 0,
    });
    expect(report.playbook?.changes).toHaveLength(2);
  });

  test('is not spoken of when it is the same', () => {
    expect(backTest([past(NEVER_DOWN)], { policy: policy('{}') })).not.toHaveProperty('playbook');
  });
});

test('only the first thousand changes are kept, all are counted', () => {
  const one = past(QUOTE_TOMORROW);
  const { commitments } = extract(one.transcript, rules).insights;
  const report = backTest(
    Array.from({ length: 1010 }, () => ({ ...one, commitments })),
    { policy: policy('{ category: [deadline] }') },
  );
  expect(report).toMatchObject({ new: 1010, changesLeftOut: 10 });
  expect(report.changes).toHaveLength(1000);
});
