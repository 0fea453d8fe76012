import type {
  Budget,
  Commitment,
  Explanation,
  InsightKind,
  InsightOf,
  Money,
  Provenance,
  RecordField,
} from '../../domain/index.js';
import type { Rules } from '../../rules/load.js';
import { dayText } from '../script/moments.js';
import { samePerson } from '../people/people.js';
import { aboutOf, sharedWords, shareTopic } from '../promises/about.js';
import { says, shorten } from '../says.js';
import { fold } from '../reading/text.js';
import { moneyText, personText } from '../wording.js';
import { sentence } from './parts.js';

/** A value of the customer record with where it comes from. */
export interface KnownValue {
  readonly field: RecordField;
  readonly value: Readonly<Record<string, unknown>>;
  readonly provenance: Pick<Provenance, 'by' | 'conversationId' | 'at'>;
  /** When the words were said that it rests on, ISO 8601; absent: nobody knows. `provenance.at` is when it was put there. */
  readonly saidAt?: string | null;
  /** A person took over what the program proposed, as it was. */
  readonly accepted?: boolean;
}

/** The record as it stands, beside a conversation with that customer. */
export interface KnownRecord {
  readonly conversationId: string;
  readonly fields: readonly KnownValue[];
}

export interface Telling extends KnownRecord {
  readonly rules: Rules;
  readonly voice: 'zh' | 'en';
}

/**
 * The Insight with the record's layer of its explanation: what the customer's record holds about the same, and since
 * when. Only for who may see the record. What was analysed before there were explanations stays as it is.
 */
export function explainByRecord<K extends InsightKind>(
  kind: K,
  insight: InsightOf<K>,
  record: KnownRecord,
  rules: Rules,
): InsightOf<K> {
  const { explanation } = insight;
  if (!explanation) return insight;
  const telling = tellingIn(explanation, record, rules);
  const told = sentence(telling, TOLD[kind](telling, insight));
  return { ...insight, explanation: { ...explanation, record: told } };
}

/** Tells in the language of the other layers. */
export const tellingIn = ({ rule }: Explanation, record: KnownRecord, rules: Rules): Telling => ({
  ...record,
  rules,
  voice: rule.endsWith('。') ? 'zh' : 'en',
});

const TOLD: { readonly [K in InsightKind]: (telling: Telling, insight: InsightOf<K>) => string[] } = {
  budgets: (telling, budget) => {
    const [known] = inField(telling, 'budget');
    if (!known) return [says(telling, 'record.no_budget')];
    if (isOurs(telling, known)) return [tell(telling, 'budget_from_here', known)];
    const amount = budgetText(telling, known.value as unknown as Money & Pick<Budget, 'stance'>);
    return [
      tell(telling, 'budget', known, { amount, by: says(telling, `record.by_${writerOf(known)}`) }),
      says(telling, `record.${compared(budget, known.value as unknown as Money)}`),
    ];
  },
  stakeholders: (telling, person) => {
    const chain = inField(telling, 'decision_chain');
    const named = (value: KnownValue['value']) => value as unknown as Parameters<typeof personText>[1];
    const known = chain.find(({ value }) => samePerson(named(value), person));
    const who = personText(telling, person);
    const other = chain.find((one) => one !== known && one.value.role === 'decision_maker');
    const rival =
      person.role === 'decision_maker' && other
        ? [tell(telling, 'other_decider', other, { who: personText(telling, named(other.value)) })]
        : [];
    if (!known) return [says(telling, 'record.unknown_person', { who }), ...rival];
    if (known.value.role === person.role) return [tell(telling, 'same_role', known, { who }), ...rival];
    const role = says(telling, `stakeholders.${String(known.value.role)}`);
    return [tell(telling, 'other_role', known, { who, role }), ...rival];
  },
  objections: (telling, { category }) => {
    const known = inField(telling, 'objections').find(({ value }) => value.category === category);
    if (!known) return [says(telling, 'record.no_doubt')];
    if (isOurs(telling, known)) return [tell(telling, 'from_here', known)];
    return [tell(telling, known.value.handled === true ? 'doubt_settled' : 'doubt_open', known)];
  },
  commitments: (telling, commitment) => {
    const alike = inField(telling, 'promises').filter(
      (one) =>
        one.value.category === commitment.category &&
        (isOurs(telling, one) || sameMatter(telling, textOf(one.value.what), commitment)),
    );
    const its = alike.find((one) => isOurs(telling, one) && sameText(one.value.what, quoteOf(commitment)));
    const others = alike.filter((one) => !isOurs(telling, one));
    const latest = others.toSorted((a, b) => (sinceOf(a) < sinceOf(b) ? 1 : -1))[0];
    return [
      ...(its ? [tell(telling, 'from_here', its)] : []),
      ...(latest
        ? [tell(telling, 'promised', latest, { quote: shorten(textOf(latest.value.what)) })]
        : its
          ? []
          : [says(telling, 'record.no_promise')]),
    ];
  },
  nextSteps: (telling, { action }) => held(telling, 'next_steps', (value) => sameText(value.action, action)),
  goals: (telling, { text }) => held(telling, 'goals', (value) => sameText(value.text, text)),
  pains: (telling, { text }) => held(telling, 'pains', (value) => sameText(value.text, text)),
  competitors: (telling, { name }) => held(telling, 'competitors', (value) => sameText(value.name, name)),
};

/** Whether a list of the record has it, and since when. */
function held(telling: Telling, field: RecordField, is: (value: KnownValue['value']) => boolean): string[] {
  const known = inField(telling, field).find(({ value }) => is(value));
  if (!known) return [says(telling, `record.new_${field}`)];
  return [tell(telling, isOurs(telling, known) ? 'from_here' : 'held', known)];
}

export const inField = ({ fields }: Telling, field: RecordField): KnownValue[] =>
  fields.filter((known) => known.field === field);

export const isOurs = ({ conversationId }: Telling, { provenance }: KnownValue): boolean =>
  provenance.conversationId === conversationId;

/** Since when it is known: the day it was said, where that is known. */
export const sinceOf = ({ saidAt, provenance }: KnownValue): string => saidAt ?? provenance.at;

/** A sentence with the day since when it is known; of what came from this very conversation, the day the record took it over. */
export const tell = (telling: Telling, key: string, known: KnownValue, values: Record<string, string> = {}): string => {
  const moment = isOurs(telling, known) ? known.provenance.at : sinceOf(known);
  return says(telling, `record.${key}`, { ...values, day: dayText(withYear(telling), moment) });
};

const writerOf = ({ accepted, provenance: { by } }: KnownValue): string => (accepted === true ? 'accepted' : by);

/** Promises of one category are alike where they are about one matter; in two languages only topics can tell. */
function sameMatter({ rules }: Telling, known: string, commitment: Commitment): boolean {
  const [its, own] = [fold(known), fold(quoteOf(commitment))];
  const [a, b] = [aboutOf(rules.ledger, its), aboutOf(rules.ledger, own)];
  const topic = shareTopic(a.topics, b.topics);
  if (topic !== null) return topic;
  if (commitment.category === 'exclusivity' || HAN.test(its) !== HAN.test(own)) return true;
  return (sharedWords(a.words, b.words) ?? 0) >= MOST_WORDS;
}
const HAN = /\p{Script=Han}/u;
/** Share of the words that two promises of no known topic have in common. */
const MOST_WORDS = 0.5;

/** A record spans years, so its days are told with their year. */
const withYear = ({ voice }: Telling): Parameters<typeof dayText>[0] => ({
  voice,
  transcript: { startedAt: null, turns: [] },
});

const budgetText = (telling: Telling, value: Money & Pick<Budget, 'stance'>): string => {
  const amount = moneyText(telling, value);
  return amount === '' || value.stance === 'none' || value.stance === 'frozen'
    ? says(telling, `record.stance_${value.stance}`)
    : amount;
};

/** This one beside the record's; only figures of one currency and period can be compared. */
function compared(here: Money, known: Money): 'higher' | 'lower' | 'same' | 'different' {
  const [a, b] = [here.max ?? here.min, known.max ?? known.min];
  if (a === null || b === null) return a === b ? 'same' : 'different';
  const differs = (one: string | null, other: string | null): boolean =>
    one !== null && other !== null && one !== other;
  if (differs(here.currency, known.currency) || differs(here.period, known.period)) return 'different';
  if (Math.abs(a - b) <= ROUNDING * Math.max(a, b)) return 'same';
  return a > b ? 'higher' : 'lower';
}
/** As far apart as rounding makes two figures for the same. */
const ROUNDING = 0.005;

const quoteOf = ({ evidence: [{ quote }] }: Commitment): string => quote;
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
const plain = (text: string): string => fold(text).replace(/[\s…]+/g, '');
const sameText = (a: unknown, b: string): boolean => typeof a === 'string' && plain(a) === plain(b);
