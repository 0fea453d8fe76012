import type { Commitment, Evidence, InsightKind, InsightOf, Insights, ScriptFit } from '../../domain/index.js';
import { budgetHistory } from '../classifier/judge-budgets.js';
import { claimsOf } from '../extract.js';
import { amountsIn, type Reading, type TurnReading } from '../reading/reading.js';
import { says, shorten } from '../says.js';
import { sentence, whenSaid, whoSpeaks } from './parts.js';

/** What is said so many turns after another thing may still answer it. */
const REPLY_TURNS = 4;
/** A price was named "right before" within these turns. */
const PRICE_TURNS = 2;
const HOUR_MS = 3_600_000;
const QUOTE_UNITS = 40;

type Told = { readonly [K in InsightKind]: (reading: Reading, insight: InsightOf<K>, all: Insights) => string[] };

/** What the course of the conversation adds to each kind, beside who said it and when. */
const TOLD: Told = {
  budgets: (reading, insight) => [...prompt(reading, insight, true), ...corrections(reading, insight)],
  stakeholders: (reading, { name, title }) => mentions(reading, name ?? title),
  objections: (reading, insight, { objections }) => {
    const same = objections.filter((one) => one.category === insight.category);
    return [
      ...(afterPrice(reading, insight) ?? prompt(reading, insight, false)),
      answer(reading, insight),
      ...neighbours(same, insight, (turn, later) => says(reading, `explain.${later ? 'again' : 'before'}`, { turn })),
    ];
  },
  commitments: (reading, insight, { commitments }) => [
    ...prompt(reading, insight, false),
    reply(reading, insight),
    ...neighbours(likeIt(commitments, insight), insight, (turn, later, { evidence: [{ quote }] }) =>
      says(reading, `explain.promised_${later ? 'again' : 'before'}`, { turn, quote: shorten(quote, QUOTE_UNITS) }),
    ),
  ],
  nextSteps: (reading, insight) => [...prompt(reading, insight, false), reply(reading, insight)],
  goals: (reading, insight) => prompt(reading, insight, true),
  pains: (reading, insight) => prompt(reading, insight, true),
  competitors: (reading, { name }) => mentions(reading, name),
};

/** Who said it when, what led to it, and what became of it within the conversation. */
export function sequenceOf<K extends InsightKind>(
  reading: Reading,
  kind: K,
  insight: InsightOf<K>,
  all: Insights,
): string {
  const [first] = insight.evidence;
  const turn = reading.turns[first.turn];
  if (!turn) return '';
  const said = says(reading, 'explain.said', { who: whoSpeaks(reading, turn), when: whenSaid(reading, first) });
  return sentence(reading, [said, ...TOLD[kind](reading, insight, all)]);
}

/** The same of a step of the playbook. */
export function sequenceOfStep(reading: Reading, { covered, evidence }: ScriptFit['steps'][number]): string {
  const [first] = evidence;
  const turn = first && reading.turns[first.turn];
  if (covered && turn)
    return sentence(reading, [
      says(reading, 'explain.did', { who: whoSpeaks(reading, turn), when: whenSaid(reading, first) }),
    ]);
  const count = reading.turns.filter(({ side }) => side === 'rep').length;
  return count === 0 ? '' : sentence(reading, [says(reading, 'explain.step_missed', { count: String(count) })]);
}

/** The same of the whole score. */
export function sequenceOfScore(reading: Reading, steps: ScriptFit['steps']): string {
  const places = steps.flatMap(({ evidence }) => evidence.map(({ turn }) => turn + 1));
  const values = { steps: String(steps.length), done: String(steps.filter(({ covered }) => covered).length) };
  return sentence(reading, [
    places.length > 1
      ? says(reading, 'explain.score_between', {
          ...values,
          first: String(Math.min(...places)),
          last: String(Math.max(...places)),
        })
      : says(reading, 'explain.score', values),
  ]);
}

interface Placed {
  readonly evidence: readonly [Evidence, ...Evidence[]];
}

/** The question of the other side that it answers. */
function prompt(reading: Reading, { evidence: [{ turn }] }: Placed, orUnasked: boolean): string[] {
  const here = reading.turns[turn];
  const before = turns(reading, turn - 1, -1, 2).find(({ side }) => side !== here?.side);
  const asked = before?.clauses.findLast(({ asks }) => asks === 'asks');
  if (before && asked) {
    const quote = shorten(before.text.slice(asked.start, asked.end).trim(), QUOTE_UNITS);
    return [says(reading, 'explain.answering', { quote })];
  }
  return orUnasked && here?.side === 'customer' ? [says(reading, 'explain.unasked')] : [];
}

/** The money that the rep had just named, where the customer pushes back. */
function afterPrice(reading: Reading, { evidence: [{ turn }] }: Placed): string[] | null {
  for (const before of turns(reading, turn - 1, -1, PRICE_TURNS)) {
    if (before.side !== 'rep') continue;
    for (const clause of before.clauses) {
      const amount = amountsIn(clause).find(({ unit }) => unit === 'money');
      if (amount) {
        const quote = before.text.slice(clause.start + amount.start, clause.start + amount.end).trim();
        return [says(reading, 'explain.after_price', { quote })];
      }
    }
  }
  return null;
}

function answer(reading: Reading, { handled, response, evidence: [first] }: InsightOf<'objections'>): string {
  const [answered] = response;
  if (!handled || !answered) return says(reading, 'explain.unanswered');
  const ms = Date.parse(answered.sentAt ?? '') - Date.parse(first.sentAt ?? '');
  if (ms >= 48 * HOUR_MS)
    return says(reading, 'explain.answered_days', { count: String(Math.floor(ms / (24 * HOUR_MS))) });
  if (ms >= 2 * HOUR_MS) return says(reading, 'explain.answered_hours', { count: String(Math.floor(ms / HOUR_MS)) });
  const between = answered.turn - first.turn;
  return between <= 1
    ? says(reading, 'explain.answered_at_once')
    : says(reading, 'explain.answered_turns', { count: String(between) });
}

/** What the other side said next. */
function reply(reading: Reading, { evidence }: Placed): string {
  const at = (evidence.at(-1) ?? evidence[0]).turn;
  const side = reading.turns[at]?.side;
  const next = turns(reading, at + 1, 1, REPLY_TURNS).find(
    (turn) => turn.side !== side && turn.text.trim() !== '' && !turn.unreliable,
  );
  if (!next) return says(reading, 'explain.no_reply');
  return says(reading, 'explain.replied', { quote: shorten(next.text.trim(), QUOTE_UNITS) });
}

/** Promises of one kind, small ones apart, sorted once for each list: a pasted report may hold thousands. */
const alike = new WeakMap<readonly Commitment[], Map<string, Commitment[]>>();
const kindOf = ({ category, risk }: Commitment): string => `${category} ${risk === 'low'}`;

function likeIt(all: readonly Commitment[], commitment: Commitment): readonly Commitment[] {
  let kinds = alike.get(all);
  if (!kinds) {
    alike.set(all, (kinds = new Map<string, Commitment[]>()));
    for (const one of all) {
      const list = kinds.get(kindOf(one));
      if (list) list.push(one);
      else kinds.set(kindOf(one), [one]);
    }
  }
  return kinds.get(kindOf(commitment)) ?? [];
}

/** The nearest of its like before it and after it, in other turns. */
function neighbours<T extends Placed>(
  ofKind: readonly T[],
  { evidence: [{ turn }] }: T,
  tell: (turn: string, later: boolean, other: T) => string,
): string[] {
  const before = ofKind.findLast(({ evidence }) => evidence[0].turn < turn);
  const after = ofKind.find(({ evidence }) => evidence[0].turn > turn);
  return [
    ...(before ? [tell(String(before.evidence[0].turn + 1), false, before)] : []),
    ...(after ? [tell(String(after.evidence[0].turn + 1), true, after)] : []),
  ];
}

/** Another figure that the customer had named before. */
function corrections(reading: Reading, budget: InsightOf<'budgets'>): string[] {
  const other = budgetHistory(reading, () => claimsOf(reading)).findLast(
    ({ min, max, evidence }) =>
      evidence[0].turn < budget.evidence[0].turn && (min !== budget.min || max !== budget.max),
  );
  if (!other) return [];
  const [{ turn, quote }] = other.evidence;
  return [says(reading, 'explain.corrected', { turn: String(turn + 1), quote: shorten(quote, QUOTE_UNITS) })];
}

/** How often somebody or something is named. */
function mentions(reading: Reading, called: string | null): string[] {
  if (called === null || called === '') return [];
  const name = called.toLowerCase();
  const speaker = reading.transcript.participants.find((one) => one.name?.toLowerCase() === name);
  if (speaker) return [says(reading, 'explain.takes_part', { who: called })];
  const count = reading.turns.filter(({ folded }) => folded.includes(name)).length;
  if (count === 0) return [];
  return [
    count === 1 ? says(reading, 'explain.named_once') : says(reading, 'explain.named_often', { count: String(count) }),
  ];
}

/** At most `most` turns from `from` on, in the direction of `step`. */
function turns(reading: Reading, from: number, step: 1 | -1, most: number): TurnReading[] {
  return step === 1
    ? reading.turns.slice(from, from + most)
    : reading.turns.slice(Math.max(0, from + 1 - most), Math.max(0, from + 1)).reverse();
}
