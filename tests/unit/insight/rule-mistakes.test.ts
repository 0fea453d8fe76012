import { describe, expect, test } from 'vitest';

import { type AppError, lexiconDraft, readRuleSource, RULE_DRAFTS } from '../../../models/domain/index.js';
import { rulesWith, shippedConcepts } from '../../../models/insight/index.js';
import { rules } from './transcripts.js';

const faultOf = (read: () => unknown): { message: string; line: unknown; field: unknown } | null => {
  try {
    read();
    return null;
  } catch (error) {
    const { message, details } = error as AppError;
    return { message, line: details.line, field: details.field };
  }
};

const policy = (when: string, why = 'No', suggestion = 'Up to {limit}%[ until {due}].'): string => `id: ours
name: { zh: 我们的, en: Ours }
rules:
  - id: one
    when: ${when}
    allowed: false
    why: { zh: 不行, en: '${why}' }
    suggestion: { zh: '可以', en: '${suggestion}' }
`;
const LIMIT = '{ discountAbovePercent: { rep: 10, manager: 20 } }';

describe('a mistake in a policy is told where it stands', () => {
  test.each<[string, string, number, string, RegExp]>([
    ['an unknown placeholder', policy(LIMIT, 'Above {limt}%'), 7, 'rules.0.why.en', /no \{limt\}: there are \{limit\}/],
    ['one in the suggestion', policy(LIMIT, 'No', '{discount}'), 8, 'rules.0.suggestion.en', /no \{discount\}/],
    ['an open bracket', policy(LIMIT, 'No', '[{due}, fine'), 8, 'rules.0.suggestion.en', /bracket/],
    ['a bracket inside another', policy(LIMIT, 'No', '[a [{due}]]'), 8, 'rules.0.suggestion.en', /bracket/],
    ['an open brace', policy(LIMIT, 'Above {limit'), 7, 'rules.0.why.en', /brace/],
    [
      'a rep above a manager',
      policy('{ discountAbovePercent: { rep: 30, manager: 20 } }'),
      ...([5, 'rules.0.when.discountAbovePercent.rep', /more than a manager/] as const),
    ],
    [
      'a rep who may deliver sooner',
      policy('{ dueWithinDays: { rep: 7, manager: 14 } }'),
      ...([5, 'rules.0.when.dueWithinDays.rep', /more than a manager/] as const),
    ],
    [
      'a limit for reps alone',
      policy('{ discountAbovePercent: { rep: 10 } }'),
      ...([5, 'rules.0.when.discountAbovePercent', /one number from 0 to 100, or one for each: \{ rep: 10/] as const),
    ],
    [
      'days in words',
      policy('{ dueWithinDays: four weeks }'),
      ...([5, 'rules.0.when.dueWithinDays', /one number of whole days, or one for each/] as const),
    ],
  ])('%s', (_name, text, line, field, message) => {
    const fault = faultOf(() => readRuleSource('policy', RULE_DRAFTS.policy, text));
    expect(fault).toMatchObject({ line, field });
    expect(fault?.message).toMatch(message);
  });

  test.each([
    ['limits as they should be', policy(LIMIT)],
    ['one limit for all', policy('{ discountAbovePercent: 15 }')],
    ['the same limit', policy('{ dueWithinDays: { rep: 14, manager: 14 } }')],
    ['a manager sooner than a rep', policy('{ dueWithinDays: { rep: 28, manager: 14 } }')],
    ['every placeholder', policy(LIMIT, '{who} {amount}', '[{condition}, ]{limit}[ ({earliest})]{due}')],
  ])('%s fits', (_name, text) => {
    expect(faultOf(() => readRuleSource('policy', RULE_DRAFTS.policy, text))).toBeNull();
  });

  test.each([
    ['', 1],
    ['# nothing but a comment\n', 1],
  ])('an empty file is called empty', (text, line) => {
    const fault = faultOf(() => readRuleSource('policy', RULE_DRAFTS.policy, text));
    expect(fault).toMatchObject({ line });
    expect(fault?.message).toContain('it is empty');
  });

  test('further places have their lines, and not all of many are named', () => {
    const steps = Array.from({ length: 9 }, (_, at) => `  - { id: s${at}, wieght: 1, does: { zh: 做, en: Does } }`);
    const text = ['id: ours', 'name: { zh: 我, en: Ours }', 'steps:', ...steps].join('\n');
    const fault = faultOf(() => readRuleSource('playbook', RULE_DRAFTS.playbook, text));
    expect(fault?.message).toMatch(/line 4: .*; also .*\(line 5\).* and \d+ more/);
    expect(fault?.message.match(/\(line \d+\)/g)).toHaveLength(5);
  });
});

describe('what a lexicon switches off must be there', () => {
  const lexicon = (off: string): string => `id: ours\nname: { zh: 词, en: Words }\noff: ${off}\n`;
  const draft = lexiconDraft(shippedConcepts(rules));

  test.each([
    ['an idea that is not there', '{ objections.pricing: [太贵了] }', 'off.objections.pricing'],
    ['a word that nobody wrote', '{ objections.price: [太贵太贵太贵] }', 'off.objections.price.0'],
    ['the second of two', '{ objections.price: [便宜不少, nowhere to be found] }', 'off.objections.price.1'],
  ])('%s', (_name, off, field) => {
    expect(faultOf(() => readRuleSource('lexicon', draft, lexicon(off)))).toMatchObject({ line: 3, field });
    expect(faultOf(() => rulesWith({ company: lexicon(off) }))).toMatchObject({ line: 3, field });
  });

  test('a word as it is written there fits', () => {
    expect(faultOf(() => rulesWith({ company: lexicon('{ objections.price: [便宜不少] }') }))).toBeNull();
  });
});
