import { createHash } from 'node:crypto';

import type { CompanyLexicon, Policy } from '../domain/index.js';
import { Lexicon } from '../insight/reading/lexicon.js';
import { fold } from '../insight/reading/text.js';
import type { CompanyWords, Rules } from './rules.js';

/** By lexicon and rules: the same two give the same rules, which readings are remembered by. */
const known = new WeakMap<CompanyLexicon, WeakMap<Rules, Rules>>();

/** The rules with the company's own words, and without those it switched off; null, or a lexicon without words, leaves them as they are. */
export function withCompany(rules: Rules, company: CompanyLexicon | null): Rules {
  if (company === null || isEmpty(company)) return rules;
  const ofLexicon = known.get(company) ?? new WeakMap<Rules, Rules>();
  known.set(company, ofLexicon);
  const found = ofLexicon.get(rules) ?? { ...rules, ...left(rules, company), hash: hashOf(rules, company) };
  ofLexicon.set(rules, found);
  return found;
}

/** The policy with the absolutes of the company's lexicon beside its own. */
export function policyWith(policy: Policy, { company }: Pick<Rules, 'company'>): Policy {
  if (company === null) return policy;
  const { zh, en, except } = company.absolutes;
  const own = policy.absolutes;
  return {
    ...policy,
    absolutes: { zh: [...own.zh, ...zh], en: [...own.en, ...en], except: [...own.except, ...except] },
  };
}

const isEmpty = ({ competitors, products, absolutes, off }: CompanyLexicon): boolean =>
  [competitors, products, ...Object.values(absolutes), ...Object.values(off)].every((words) => words.length === 0);

const left = ({ lexicon, ledger, acts, course, plain, pledges }: Rules, company: CompanyLexicon) => ({
  lexicon: lexicon.without(company.off),
  ledger: ledger.without(company.off),
  acts: acts.without(company.off),
  course: course.without(company.off),
  plain: plain.without(company.off),
  pledges: pledges.without(company.off),
  company: compiled(company),
});

const compiled = ({ id, version, competitors, products, absolutes }: CompanyLexicon): CompanyWords => ({
  rule: `${id}@${version}`,
  competitors: new Lexicon(new Map(competitors.map(({ name, also }) => [name, [name, ...also].map(fold)]))),
  products: new Set(products.map(fold)),
  absolutes,
});

function hashOf({ hash }: Rules, { competitors, products, absolutes, off }: CompanyLexicon): string {
  const words = JSON.stringify([competitors, products, absolutes, off]);
  return createHash('sha256').update(`${hash}\0company\0${words}`).digest('hex').slice(0, 12);
}
