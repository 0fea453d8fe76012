import {
  CalendarDate,
  type Evidence,
  type InsightKind,
  type InsightOf,
  Insights,
  type Side,
} from '../../domain/index.js';
import { rescale } from '../amounts/amount-roles.js';
import { type Amount, findAmounts } from '../amounts/amounts.js';
import { currencyOf } from '../amounts/currencies.js';
import { dueOf, findTimes } from '../dates/dates.js';
import { called } from '../people/people.js';
import type { Reading } from '../reading/reading.js';
import { saidOn } from '../dates/said-on.js';
import { shorten } from '../says.js';
import { fold } from '../reading/text.js';
import type { CLAIMS, Claims } from './answer.js';
import { locate } from './locate.js';
import { givesOrders } from './orders.js';
import { isSupported } from './supported.js';
import type { z } from 'zod';

type Claim<K extends InsightKind> = z.infer<(typeof CLAIMS)[K]>;

/** A quote that was found, in the reading it was found in. */
interface Found {
  readonly reading: Reading;
  readonly evidence: Evidence;
  readonly side: Side;
}

/** Below what the rules and the classifier give to nearly all of theirs: where both are shown, theirs comes first. */
const MOST_CONFIDENCE = 0.4;

/** Who cannot have said it: our side has no budget for itself, and the customer makes none of our promises. */
const NOT_SAID_BY: Readonly<Record<InsightKind, Side | null>> = {
  budgets: 'rep',
  stakeholders: 'rep',
  objections: 'rep',
  commitments: 'customer',
  nextSteps: null,
  goals: 'rep',
  pains: 'rep',
  competitors: 'rep',
};

/** What a kind adds to its evidence; null when the words do not bear it out. */
type Maker<K extends InsightKind> = (
  claim: Claim<K>,
  found: Found,
) => Omit<InsightOf<K>, 'confidence' | 'because' | 'rule' | 'alsoBy' | 'evidence'> | null;

const MAKERS: { readonly [K in InsightKind]: Maker<K> } = {
  budgets: budgetFrom,
  stakeholders: stakeholderFrom,
  objections: ({ category, response }, { reading, evidence }) => {
    const answer = response === null ? null : answerTo(reading, evidence, response);
    return { category, handled: answer !== null, response: answer === null ? [] : [answer] };
  },
  commitments: ({ category, risk, due, amount, condition }, found) => ({
    category,
    risk,
    due: dueFrom(found, due),
    amount: amount === null ? null : promisedAmount(found, amount),
    condition: condition === null ? null : conditionIn(found, condition),
    allowed: null,
    suggestion: null,
  }),
  nextSteps: ({ owner, due }, found) => ({
    owner,
    action: shorten(found.evidence.quote),
    due: dueFrom(found, due),
  }),
  goals: (_claim, { evidence }) => ({ text: shorten(evidence.quote) }),
  pains: (_claim, { evidence }) => ({ text: shorten(evidence.quote) }),
  competitors: ({ name }, { evidence }) => {
    const known = name.trim();
    return known !== '' && fold(evidence.quote).includes(fold(known)) ? { name: known } : null;
  },
};

/**
 * Insights from what a model claims: each quote is looked up, the offsets are worked out here, and so are dates,
 * amounts and currencies. `refused` counts the claims whose words are not there, or do not say it.
 * `restore` puts back what was hidden from the model.
 */
export function insightsFrom(
  claims: Claims,
  reading: Reading,
  rule: string,
  restore: (text: string) => string,
): { insights: Insights; refused: number } {
  let refused = 0;
  const lists = Object.entries(MAKERS).map(([name, make]): [string, unknown] => {
    const kind = name as InsightKind;
    const made = claims[kind].flatMap((claim) => {
      const insight = insightFrom(kind, make as Maker<InsightKind>, restored(claim, restore), reading, rule);
      if (insight === null) refused += 1;
      return insight === null ? [] : [insight];
    });
    return [kind, made];
  });
  return { insights: Object.fromEntries(lists) as Insights, refused };
}

/** All texts of a claim with what was hidden back in its place. */
function restored<T>(claim: T, restore: (text: string) => string): T {
  return JSON.parse(JSON.stringify(claim), (_key, part: unknown) =>
    typeof part === 'string' ? restore(part) : part,
  ) as T;
}

function insightFrom<K extends InsightKind>(
  kind: K,
  make: Maker<K>,
  claim: Claim<K>,
  reading: Reading,
  rule: string,
): InsightOf<K> | null {
  const evidence = locate(reading.transcript.turns, claim);
  if (evidence === null || givesOrders(reading, evidence)) return null;
  const side = reading.turns[evidence.turn]?.side ?? 'unknown';
  if (side === NOT_SAID_BY[kind]) return null;
  const made = make(claim, { reading, evidence, side });
  if (made === null) return null;
  const insight = Insights.shape[kind].element.safeParse({
    ...made,
    confidence: Math.min(MOST_CONFIDENCE, Math.max(0, claim.confidence)),
    because: because(reading, evidence, claim.reason, rule),
    rule,
    evidence: [evidence],
  });
  return insight.success ? insight.data : null;
}

/** The model's reason where it adds nothing to the quote, else the quote alone. */
function because({ voice, rules }: Reading, { quote }: Evidence, reason: string, rule: string): string {
  const [model] = rule.replace(/^llm:/, '').split(/@\d+$/);
  const plain =
    voice === 'zh'
      ? `语言模型（${model}）的依据：“${shorten(quote)}”。`
      : `The language model (${model}) rests on “${shorten(quote)}”.`;
  const given = reason.trim();
  return isSupported(given, { quotes: [quote], facts: [], voice, rules })
    ? `${plain}${voice === 'zh' ? '' : ' '}${given}`
    : plain;
}

function budgetFrom(
  { min, max, stance }: Claim<'budgets'>,
  { reading, evidence }: Found,
): ReturnType<Maker<'budgets'>> {
  if (min === null && max === null) {
    if (stance === 'stated' || stance === 'ceiling') return null;
    return { min, max, currency: null, period: null, stance };
  }
  const folded = fold(evidence.quote);
  const values = [min, max].filter((value) => value !== null);
  const amount = findAmounts(folded)
    .filter(({ unit }) => unit === 'money' || unit === 'number')
    .flatMap((read) => [read, rescale(read, 1, folded)])
    .find((read): read is Amount => read !== null && values.every((value) => value === read.min || value === read.max));
  if (!amount) return null;
  return {
    min,
    max,
    currency: currencyOf(reading, amount.currency).currency,
    period: amount.period,
    stance,
  };
}

function stakeholderFrom(
  { name, title, role }: Claim<'stakeholders'>,
  { reading, evidence }: Found,
): ReturnType<Maker<'stakeholders'>> {
  const { participants } = reading.transcript;
  const customers = participants.filter(({ side }) => side !== 'rep');
  const said = (text: string | null, turns: Reading['turns'], written: readonly (string | null | undefined)[]) => {
    const wanted = text?.trim() ?? '';
    const folded = fold(wanted);
    const found =
      turns.some((turn) => turn.folded.includes(folded)) ||
      written.some((one) => one != null && fold(one).includes(folded));
    return wanted !== '' && found ? wanted : null;
  };
  const near = reading.turns.slice(Math.max(0, evidence.turn - 1), evidence.turn + 2);
  const known = said(
    name,
    reading.turns,
    customers.map((person) => person.name),
  );
  const held = said(
    title,
    near,
    customers.map((person) => person.title),
  );
  if (known === null && held === null) return null;
  const ours = participants.some((person) => person.side === 'rep' && called(person, { name: known, title: held }));
  return ours ? null : { name: known, title: held, role };
}

/** How many turns after an objection its answer may stand. */
const ANSWER_TURNS = 4;

function answerTo(
  reading: Reading,
  objection: Evidence,
  response: NonNullable<Claim<'objections'>['response']>,
): Evidence | null {
  const answer = locate(reading.transcript.turns, response);
  if (answer === null || givesOrders(reading, answer)) return null;
  const [from, to] = [reading.turns[objection.turn], reading.turns[answer.turn]];
  const after = answer.turn > objection.turn && answer.turn <= objection.turn + ANSWER_TURNS;
  return after && to?.side !== 'customer' && to?.speaker !== from?.speaker ? answer : null;
}

/** A date that Vouch reads in the quote itself; the model's only says which, where there are several. */
function dueFrom({ reading, evidence }: Found, claimed: string | null): string | null {
  const turn = reading.turns[evidence.turn];
  const times = turn ? findTimes(fold(evidence.quote), saidOn(reading, turn)) : [];
  const wanted = CalendarDate.safeParse(claimed).data;
  return times.some(({ date }) => date !== null && date === wanted) ? (wanted ?? null) : dueOf(times);
}

function promisedAmount({ evidence }: Found, value: number): { value: number; unit: string } | null {
  const amount = findAmounts(fold(evidence.quote)).find(({ min, max }) => value === min || value === max);
  if (!amount || amount.unit === 'number') return null;
  return { value, unit: amount.unit === 'money' ? (amount.currency ?? 'money') : 'percent' };
}

function conditionIn({ reading, evidence }: Found, condition: string): string | null {
  const place = locate(reading.transcript.turns, { turn: evidence.turn, quote: condition });
  return place?.turn === evidence.turn ? shorten(place.quote) : null;
}
