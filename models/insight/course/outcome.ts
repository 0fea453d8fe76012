import type { Evidence, Insights, Outcome } from '../../domain/index.js';
import { tells } from './course.js';
import type { Clause, Reading, TurnReading } from '../reading/reading.js';
import { citeClauses } from '../reading/spans.js';
import { fold } from '../reading/text.js';

/** Bad news is met, or softened, within so many turns. */
const MET_TURNS = 2;
/** What a sentence says of a decision may stand so many clauses beside it. */
const BESIDE = 3;

/** These say by themselves how it ended. */
const SURE = [
  ['lost', 'other'],
  ['refused', 'refused'],
  ['cancelled', 'cancelled'],
  ['postponed', 'postponed'],
  ['won', 'won'],
] as const;

interface Said {
  readonly reading: Reading;
  readonly turn: TurnReading;
  readonly at: number;
  readonly clause: Clause;
  readonly insights: Pick<Insights, 'competitors'>;
}

const outcomes = new WeakMap<Reading, { readonly from: unknown; readonly outcome: Outcome | null }>();

/**
 * How it ended, in the customer's words: won, lost to somebody else, turned down, called off or put off; null where
 * nobody said. What is said last counts. A signature after the deal was lost is the rival's.
 */
export function outcomeOf(reading: Reading, insights: Pick<Insights, 'competitors'>): Outcome | null {
  const known = outcomes.get(reading);
  if (known?.from === insights.competitors) return known.outcome;
  let latest: Outcome | null = null;
  for (const turn of reading.turns) {
    if (turn.side !== 'customer' || turn.unreliable) continue;
    turn.clauses.forEach((clause, at) => {
      latest = outcomeIn({ reading, turn, at, clause, insights }, latest) ?? latest;
    });
  }
  outcomes.set(reading, { from: insights.competitors, outcome: latest });
  return latest;
}

/** What a clause says of a signature or a decision: no doubt about the contract. */
export function tellsDecision(reading: Reading, turn: TurnReading, clause: Clause): boolean {
  return (
    isSettled({ reading, turn, clause }) &&
    ['other', 'refused', 'cancelled', 'postponed', 'won', 'signed'].some((idea) => is({ reading, turn, clause }, idea))
  );
}

function outcomeIn(said: Said, before: Outcome | null): Outcome | null {
  if (!isSettled(said)) return null;
  const rival = rivalIn(said);
  if (rival !== null) return made(said, 'lost', rival);
  const kind = SURE.find(([, idea]) => is(said, idea))?.[0];
  if (kind === undefined) {
    const isOurs = is(said, 'signed') && before === null && (isNear(said, 'lately') || isMet(said, 'cheer'));
    return isOurs ? made(said, 'won', null) : null;
  }
  // What follows in the words that told it tells it again; "not until this is fixed" is a condition.
  if (kind === 'refused' && (before?.kind === 'lost' || /\buntil\b/.test(said.clause.text))) return null;
  if (kind === 'won' && before !== null && before.kind !== 'won' && !YOU.test(said.clause.text)) return null;
  return before?.kind === kind ? null : made(said, kind, null);
}
const YOU = /你们|你|您|\byou/;

function made({ reading, turn, clause }: Said, kind: Outcome['kind'], rival: string | null): Outcome {
  const evidence: [Evidence, ...Evidence[]] = citeClauses(reading, turn, [clause]);
  return { kind, rival, evidence };
}

type Place = Pick<Said, 'reading' | 'turn' | 'clause'>;
const is = ({ reading, turn, clause }: Place, idea: string): boolean =>
  tells(reading, turn, clause, `outcomes.${idea}`);

/** It is said as a fact of these days: not asked, not on a condition, not of last year. */
function isSettled(place: Place): boolean {
  return place.clause.asks === 'no' && !is(place, 'unsettled') && !is(place, 'history');
}

/** Whether the clauses beside it, or its own, say so. */
const isNear = ({ turn, at, reading }: Said, idea: string): boolean =>
  turn.clauses
    .slice(Math.max(0, at - BESIDE), at + BESIDE + 1)
    .some((clause) => tells(reading, turn, clause, `outcomes.${idea}`));

/** Whether the other side takes it so. */
const isMet = ({ reading, turn }: Said, idea: string): boolean =>
  reading.turns
    .slice(turn.index + 1, turn.index + 1 + MET_TURNS)
    .filter(({ side }) => side === 'rep')
    .some((answer) =>
      answer.clauses.slice(0, 2 * BESIDE).some((clause) => tells(reading, answer, clause, `outcomes.${idea}`)),
    );

const ZH_CHOSEN =
  /(?:(?:选|定|签|用|选择|选定|敲定)了|决定(?:用|选|跟|和|找|选择))([\p{Script=Han}]{2,6}|[a-z][\w.&-]*(?: [a-z][\w.&-]*)?)(?=$|[,，。.!、…\s]|的|他们|家)/u;
const ZH_WITH = /(?:跟|和|与)([\p{Script=Han}]{2,6}|[a-z][\w.&-]*(?: [a-z][\w.&-]*)?) ?(?:已经|也|都|刚|昨天)?签/u;
const EN_CHOSEN =
  /\b(?:(?:went|gone|go|going|sign|signed|signing|signed up|stay|staying|stick|sticking) with|chose|chosen|picked|selected) ([a-z][\w&-]*(?: [a-z][\w&-]*)?)/;
/** What is chosen beside firms: ours, a plan, a day, a number, people. */
const NO_RIVAL =
  /你|您|我|他|她|它|这|那|谁|哪|方案|套餐|[甲乙丙]|版|款|[一二三四五六七八九十两几半\d]|周|月|号|时间|日期|合同|协议|字|人|老板|领导|客户|员工|房东|业主|财务|颜色|型号|地点|场地|酒店|个|大家|一下|意向|保密/;
const NO_NAME =
  /^(?:you|your|us|our|another|someone|somebody|the|this|these|that|those|it|an?|my|his|her|their|some|any|what|who|which|all|both|option|plan|package|tier|pro|premium|enterprise|business|standard|basic|starter|plus|gold|silver|platinum|one|two|three|four|five|monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february|march|april|may|june|july|august|september|october|november|december|blue|red|white|black|friends|people|legal|finance|for|in|on|at|to)\b/;

/** The firm that was taken in our place; null where none is named, or nothing shows that it was in our place. */
function rivalIn(said: Said): string | null {
  if (!is(said, 'chose')) return null;
  const { clause, turn, insights } = said;
  const match = [ZH_CHOSEN, ZH_WITH, EN_CHOSEN].map((form) => form.exec(clause.text)).find((one) => one !== null);
  const word = match?.[1];
  if (!match || word === undefined) return null;
  const isThem = /^(?:them|him|her)\b|^他们/.test(word);
  const known = insights.competitors.find(({ name }) => fold(word).startsWith(fold(name)) || isThem)?.name ?? null;
  if (known === null && (isThem || NO_RIVAL.test(word) || NO_NAME.test(word))) return null;
  const isRegretted = isNear(said, 'regret') || isMet(said, 'regret');
  if (!isRegretted && !(known !== null && isNear(said, 'lately'))) return null;
  if (known !== null) return known;
  const start = clause.start + match.index + match[0].indexOf(word);
  return nameAt(turn.text.slice(start, start + word.length));
}

/** "Zendesk in" is Zendesk: of two Latin words the second belongs to the name when it is written with a capital. */
function nameAt(written: string): string {
  const [first = written, second] = written.split(' ');
  return second !== undefined && /^[A-Z]/.test(second) ? written : first;
}
