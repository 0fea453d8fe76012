import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import { type Playbook, type PlaybookStep, readRuleSource, RULE_DRAFTS } from '../../../models/domain/index.js';
import { loadPlaybook, scoreScript } from '../../../models/insight/index.js';
import { modelsFolder } from '../../../models/rules/folder.js';
import { conversation, rules } from './transcripts.js';

const folder = join(modelsFolder, 'playbooks');
const playbooks = readdirSync(folder).map((file): Playbook => {
  const playbook = readRuleSource('playbook', RULE_DRAFTS.playbook, readFileSync(join(folder, file), 'utf8'));
  expect(`${playbook.id}.yaml`).toBe(file);
  return playbook;
});

describe('the playbooks that Vouch comes with', () => {
  test('are the discovery, and one each for renewals, price talks and demos', () => {
    expect(playbooks.map(({ id, stages }) => [id, stages.length > 0])).toEqual([
      ['demo-v1', true],
      ['discovery-v1', false],
      ['price-negotiation-v1', true],
      ['renewal-v1', true],
    ]);
  });

  /** What a customer says before, so that a value has a need to answer. */
  const BEFORE = {
    zh: 'customer: 我们每天手工对账要三个小时，手工重排也要加班改表，返工每个月要花五万',
    en: 'customer: matching payments by hand takes three hours a day, we rebuild the plan by hand, and rework costs us 50,000 a month',
  };
  const steps = playbooks.flatMap(({ id, steps }) =>
    steps.flatMap((step) => (['zh', 'en'] as const).map((language) => [id, step.id, language, step] as const)),
  );

  test.each(steps)('%s: what may be said for %s does it (%s)', (_playbook, id, language, step: PlaybookStep) => {
    const say = `rep: ${step.say?.[language]}`;
    const lines = id === 'value' ? [BEFORE[language], say] : [say];
    const alone = loadPlaybook(JSON.stringify({ id: 'one', name: step.does, steps: [{ ...step, after: [] }] }));
    expect(scoreScript(conversation(lines), alone, rules).steps).toMatchObject([{ id, covered: true }]);
  });

  test('every step has a sentence in both languages and something that reads it', () => {
    for (const { steps } of playbooks)
      for (const { say, id } of steps) expect([say?.zh, say?.en], id).toEqual([expect.any(String), expect.any(String)]);
  });
});

const playbook = (steps: string) =>
  loadPlaybook(`
id: ours
name: { zh: 我们的, en: Ours }
steps:
  - { id: budget, weight: 3, does: { zh: 询问预算, en: Asks about the budget }, say: { zh: 预算多少, en: What budget } }
${steps}
`);

describe('weights, order, and what is required', () => {
  const OPTIONAL = '  - { id: proof, weight: 1, required: false, does: { zh: 举例, en: Gives an example } }';
  const ORDERED = '  - { id: authority, weight: 1, after: [budget], does: { zh: 谁拍板, en: Who decides } }';

  test.each([
    ['an optional step that was not done costs nothing', OPTIONAL, ['rep: 这块预算大概是多少？'], 100],
    ['an optional step counts where it was done', OPTIONAL, ['rep: 我们有个客户也是做冷链的'], 25],
    ['a required step that was not done costs its weight', ORDERED, ['rep: 这块预算大概是多少？'], 75],
    ['order does not change the score', ORDERED, ['rep: 最后是谁拍板？', 'rep: 这块预算大概是多少？'], 100],
    ['nothing done is nothing', OPTIONAL, ['rep: 好的'], 0],
  ])('%s', (_name, step, lines, score) => {
    expect(scoreScript(conversation(lines), playbook(step), rules).score).toBe(score);
  });

  test.each([
    [['rep: 最后是谁拍板？', 'customer: 我', 'rep: 这块预算大概是多少？'], true],
    [['rep: 这块预算大概是多少？', 'customer: 五万', 'rep: 最后是谁拍板？'], undefined],
    [['rep: 最后是谁拍板？'], undefined],
  ])('a step before the one it comes after is told: %j', (lines, outOfOrder) => {
    const step = scoreScript(conversation(lines), playbook(ORDERED), rules).steps[1];
    expect(step?.outOfOrder).toBe(outOfOrder);
    expect(step?.because?.includes('应该在“询问预算”之后')).toBe(outOfOrder === true);
  });

  test('what was missed is listed with the sentence of the playbook, in the conversation’s language', () => {
    const { missed } = scoreScript(conversation(['rep: 好的']), playbook(OPTIONAL), rules);
    expect(missed).toEqual([
      { id: 'budget', required: true, say: '预算多少', example: null },
      { id: 'proof', required: false, say: null, example: null },
    ]);
    expect(scoreScript(conversation(['rep: fine']), playbook(OPTIONAL), rules).missed?.[0]?.say).toBe('What budget');
  });

  test.each([
    ['an act that nothing reads', 'act: juggling', /line 7: steps\.1\.act/],
    ['a step that is not there', 'after: [nothing]', /line 7: steps\.1\.after\.0: there is no other step nothing/],
    ['itself', 'after: [last]', /there is no other step last/],
    ['an unknown field', 'optional: true', /line 7: steps\.1\.optional/],
  ])('%s is refused with its line', (_name, field, message) => {
    const text = `id: ours
name: { zh: 我们的, en: Ours }
steps:
  - { id: first, weight: 1, does: { zh: 一, en: One } }
  - id: last
    weight: 1
    ${field}
    does: { zh: 二, en: Two }
`;
    expect(() => readRuleSource('playbook', RULE_DRAFTS.playbook, text)).toThrow(message);
  });
});
