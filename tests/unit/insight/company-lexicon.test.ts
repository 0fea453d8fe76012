import { describe, expect, test } from 'vitest';

import { AppError, readRuleSource, RULE_DRAFTS, type CompanyLexicon } from '../../../models/domain/index.js';
import {
  analyze,
  BackTest,
  checkMessage,
  defaultPlaybook,
  defaultPolicy,
  extract,
  rulesWith,
  shippedConcepts,
  shippedCompanyLexicon,
  withCompany,
} from '../../../models/insight/index.js';
import { conversation, rules } from './transcripts.js';

const YAML = `
id: ours
name: { zh: 我们的词, en: Our words }
competitors:
  - { name: RouteKing, also: [路王, R.K. Systems, 'Route King'] }
  - { name: 金蝶 }
  - { name: C++ Cloud }
products: [ParcelWise, Acme Systems]
absolutes: { zh: [稳赚], en: [bulletproof], except: [bulletproof glass] }
`;
const read = (yaml: string): CompanyLexicon => readRuleSource('lexicon', RULE_DRAFTS.lexicon, yaml);
const ours = withCompany(rules, read(YAML));

describe('rivals of the lexicon', () => {
  const rivals = (line: string, with_ = ours) =>
    extract(conversation([line]), with_).insights.competitors.map(({ name }) => name);

  test.each<[string, string[]]>([
    ['customer: RouteKing is what my old firm had', ['RouteKing']],
    ['customer: we know route king and R.K. Systems well', ['RouteKing']],
    ['customer: 我们总部在用路王', ['RouteKing']],
    ['customer: 金蝶和路王都来过了', ['金蝶', 'RouteKing']],
    ['customer: somebody mentioned c++ cloud', ['C++ Cloud']],
    ['customer: ROUTEKING quoted us fifty two thousand for the same trucks', ['RouteKing']],
    // Near-misses.
    ['rep: RouteKing is what my old firm had', []],
    ['customer: RouteKings were a band once', []],
    ['customer: a king of his trade, on every route', []],
    ['customer: we had a demo from Acme Systems last week', []],
    ['customer: we had a demo from ParcelWise last week', []],
    ['customer: the route is fine, the king is dead', []],
  ])('%s', (line, names) => {
    expect(rivals(line)).toEqual(names);
  });

  test('each quotes the words, and names the lexicon that lists it', () => {
    const [found] = extract(conversation(['customer: 我们总部在用路王']), ours).insights.competitors;
    expect(found).toMatchObject({ name: 'RouteKing', rule: 'ours@1', evidence: [{ quote: '我们总部在用路王' }] });
    expect(found?.because).toContain('公司词库');
  });

  test('without the lexicon nobody is named for being listed', () => {
    expect(rivals('customer: 我们总部在用路王', rules)).toEqual([]);
    expect(rivals('customer: we had a demo from Acme Systems last week', rules)).toEqual(['Acme Systems']);
  });
});

describe('absolutes of the lexicon', () => {
  const policy = {
    ...defaultPolicy(),
    rules: [
      {
        ...{ id: 'no-absolutes', when: { absolute: true }, allowed: false },
        why: { zh: '说得太满', en: 'Leaves no way out' },
      },
    ],
  };
  const says = (text: string, with_ = ours) => checkMessage(text, { rules: with_, policy }).allowed;

  test.each([
    ['如果月底前签我给您打八五折稳赚', false],
    ['如果月底前签我给您打八五折', true],
    ['We will give you 15% off, bulletproof', false],
    ['We will give you 15% off the bulletproof glass', true],
    ['We will give you 15% off', true],
  ])('%s', (text, allowed) => {
    expect(says(text)).toBe(allowed);
    expect(says(text, rules)).toBe(true);
  });

  test('count in an analysis and in a back-test as well', () => {
    const talk = conversation(['rep: We will give you 15% off, bulletproof']);
    const options = { policy, playbook: defaultPlaybook(), version: '0' };
    const allowed = (with_: typeof rules) =>
      analyze(talk, { ...options, rules: with_ }).commitments.every((one) => one.allowed !== false);
    expect([allowed(rules), allowed(ours)]).toEqual([true, false]);
    const test = new BackTest({ ...options, rules }, { ...options, rules: ours });
    test.add({ transcript: talk, title: null, team: null, commitments: null, reviewed: [] });
    expect(test.report()).toMatchObject({ new: 1, gone: 0, changes: [{ rule: 'no-absolutes' }] });
  });
});

describe('words that are switched off', () => {
  const without = (off: string): typeof rules =>
    withCompany(rules, read(`id: ours\nname: { zh: 词, en: Words }\noff: ${off}\n`));
  const says = (line: string, with_: typeof rules) =>
    with_.lexicon.scan(line).some(({ concept }) => concept === 'objections.price');

  test.each([
    ['便宜不少', '{ objections.price: [便宜不少] }', false],
    ['别家便宜不少', '{ objections.price: [便宜不少, 抢钱] }', false],
    ['价格太高', '{ objections.price: [价格(太|有点|偏|挺|也太|还是|)高] }', false],
    // Near-misses: another word of the idea, the same word of another idea, a word that nobody wrote.
    ['抢钱', '{ objections.price: [便宜不少] }', true],
    ['便宜不少', '{ objections.budget: [便宜不少] }', true],
    ['便宜不少', '{ objections.price: [便宜] }', true],
    ['便宜不少', '{ objections.priced: [便宜不少] }', true],
  ])('%s without %s', (line, off, heard) => {
    expect(says(line, rules)).toBe(true);
    expect(says(line, without(off))).toBe(heard);
  });

  test('make other rules, which keep every idea', () => {
    const changed = without('{ objections.price: [便宜不少] }');
    expect(changed.hash).not.toBe(rules.hash);
    expect([...changed.lexicon.concepts]).toEqual([...rules.lexicon.concepts]);
    // What has nothing switched off is not compiled again.
    expect(changed.acts).toBe(rules.acts);
    expect(changed.ledger).toBe(rules.ledger);
    expect(without('{ objections.price: [] }')).toBe(rules);
  });

  test('are the words that a company is shown', () => {
    const shown = shippedConcepts(rules);
    expect(shown.find(({ id }) => id === 'objections.price')?.terms).toContain('便宜不少');
    const all = Object.fromEntries(shown.map(({ id, terms }) => [id, [...terms]]));
    const nothing = withCompany(rules, { ...read(YAML), off: all });
    for (const { terms } of [nothing.lexicon, nothing.ledger, nothing.acts])
      expect([...terms.values()].flat()).toEqual([]);
  });
});

test('the same words give the same rules, which say that they are others', () => {
  const lexicon = read(YAML);
  expect(withCompany(rules, lexicon)).toBe(withCompany(rules, lexicon));
  expect(withCompany(rules, lexicon).hash).toBe(ours.hash);
  expect(ours.hash).not.toBe(rules.hash);
  expect(withCompany(rules, shippedCompanyLexicon().value)).toBe(rules);
  expect(withCompany(rules, null)).toBe(rules);
  expect(rulesWith({ company: YAML }).hash).toBe(ours.hash);
});

test.each([
  ['a sign of patterns', 'competitors: [{ name: "Route*" }]', 'competitors.0.name', 4],
  ['a name that is there twice', 'competitors: [{ name: A }, { name: B, also: [a] }]', 'competitors.1.also.0', 4],
  ['a rival that is our own', 'competitors: [{ name: ParcelWise }]\nproducts: [parcelwise]', 'competitors.0.name', 4],
  ['a misspelt key', 'rivals: []', 'rivals', 4],
  ['no name', 'competitors: [{ also: [B] }]', 'competitors.0.name', 4],
])('%s is refused, and where it stands is told', (_what, more, field, line) => {
  const yaml = `id: ours\nname: { zh: 词, en: Words }\nversion: 3\n${more}\n`;
  expect.assertions(2);
  try {
    read(yaml);
  } catch (error) {
    expect(error).toBeInstanceOf(AppError);
    expect((error as AppError).details).toMatchObject({ field, line });
  }
});
