import { type Evidence, type Insights, LEARNT_ACTS, type PlaybookStep, ScriptAct } from '../../domain/index.js';
import { type Clause, has, type Reading, type TurnReading } from '../reading/reading.js';
import { citeClauses } from '../reading/spans.js';
import { fold, weightOf } from '../reading/text.js';

export type Act = (typeof LEARNT_ACTS)[number];

type Read = (reading: Reading, insights: Insights) => Evidence | null;

/** Openings happen here: greetings and agendas later on are something else. */
const OPENING_TURNS = 6;

const READERS: { readonly [A in Act]: Read } = {
  opening: (reading) =>
    firstOf(reading, OPENING_TURNS, (turn) => {
      const greets = turn.clauses.findIndex((clause) => has(clause, 'script.greets'));
      const names = turn.clauses.findIndex((clause) => has(clause, 'script.introduces'));
      return names >= 0 && (greets >= 0 || turn.index <= 2)
        ? turn.clauses.slice(Math.max(0, Math.min(names, greets < 0 ? names : greets)), Math.max(names, greets) + 1)
        : null;
    }),
  permission: (reading) =>
    firstOf(reading, OPENING_TURNS + 2, (turn) =>
      only(turn.clauses.find((clause) => has(clause, 'script.permission'))),
    ),
  need: (reading) =>
    question(reading, 'script.need_topic', ['script.budget_topic', 'script.authority_topic', 'script.timeline_topic']),
  impact: (reading) => question(reading, 'script.impact_topic', ['script.budget_topic']),
  budget: (reading) => question(reading, 'script.budget_topic', []),
  authority: (reading) => question(reading, 'script.authority_topic', []),
  timeline: (reading) => question(reading, 'script.timeline_topic', ['next-steps.meeting']),
  value: (reading) => value(reading),
  next_step: (reading, insights) =>
    insights.nextSteps.find((step) => step.owner !== 'customer' && step.due !== null)?.evidence[0] ?? null,
};

/** Whether the rep did it, with the words that show it. */
export function readAct(act: Act, reading: Reading, insights: Insights): Evidence | null {
  return READERS[act](reading, insights);
}

/** The act that a playbook's step asks for: the one it names, else the one of its id, else the one its description speaks of. */
export function actFor(
  { act, id, does }: Pick<PlaybookStep, 'act' | 'id' | 'does'>,
  reading: Pick<Reading, 'rules'>,
): ScriptAct | null {
  if (act !== undefined) return act;
  const named = ScriptAct.safeParse(id);
  if (named.success) return named.data;
  const hits = reading.rules.lexicon.scan(fold(`${id.replaceAll('_', ' ')}。${does.zh}。${does.en}`));
  return LEARNT_ACTS.find((one) => hits.some(({ concept }) => concept === `script.about_${one}`)) ?? null;
}

const only = (clause: Clause | undefined): readonly Clause[] | null => (clause ? [clause] : null);

function firstOf(
  reading: Reading,
  within: number,
  read: (turn: TurnReading) => readonly Clause[] | null,
): Evidence | null {
  for (const turn of reading.turns.slice(0, within)) {
    if (turn.side !== 'rep' || turn.unreliable) continue;
    const clauses = read(turn);
    if (clauses && clauses.length > 0) return citeClauses(reading, turn, clauses)[0];
  }
  return null;
}

/** The rep asks about a topic: the question and the topic stand in one clause or in neighbours of one turn. */
function question(reading: Reading, topic: string, unless: readonly string[]): Evidence | null {
  for (const turn of reading.turns) {
    if (turn.side !== 'rep' || turn.unreliable) continue;
    const at = turn.clauses.findIndex((clause, index) => {
      if (!has(clause, topic) || unless.some((concept) => has(clause, concept))) return false;
      return asksAt(turn, index);
    });
    if (at >= 0) return citeClauses(reading, turn, turn.clauses.slice(at, at + 1))[0];
  }
  return null;
}

/** A clause asks itself, or the next one of its sentence does. */
export function asksAt({ clauses }: TurnReading, at: number): boolean {
  const [clause, next] = clauses.slice(at, at + 2);
  return clause?.asks !== 'no' || (next !== undefined && next.sentence === clause.sentence && next.asks !== 'no');
}

/** Units shared with what the customer said before, beside words of solving: the product is tied to their need. */
const SHARED_NEEDED = 2;

function value(reading: Reading): Evidence | null {
  const heard = new Set<string>();
  for (const turn of reading.turns) {
    if (turn.side === 'customer') for (const word of contentWords(turn.folded)) heard.add(word);
    if (turn.side !== 'rep' || turn.unreliable || heard.size === 0) continue;
    const at = turn.clauses.findIndex((clause) => has(clause, 'script.ties') && clause.asks === 'no');
    if (at < 0) continue;
    const shared = new Set(contentWords(turn.folded).filter((word) => heard.has(word)));
    if (shared.size >= SHARED_NEEDED && weightOf(turn.folded) >= 12)
      return citeClauses(reading, turn, turn.clauses.slice(at, at + 2))[0];
  }
  return null;
}

/** Nobody ties a value to more than this in one turn; a pasted document must not fill the memory. */
const READ_UNITS = 4000;

/** Two neighbouring Han characters, or an English word of five letters and more. */
export function contentWords(text: string): string[] {
  const folded = text.slice(0, READ_UNITS);
  const words: string[] = folded.match(/[a-z]{5,}/g) ?? [];
  for (const [run] of folded.matchAll(/[\u4e00-\u9fff]{2,}/g))
    for (let at = 0; at + 2 <= run.length; at += 1) words.push(run.slice(at, at + 2));
  return words.filter((word) => !COMMON.has(word));
}

const COMMON = new Set(
  (
    '我们 你们 他们 这个 那个 一个 就是 可以 没有 什么 现在 的话 然后 还是 不是 是不 怎么 时候 但是 因为 所以 如果 这边 那边 公司 一下 这样 那样 您这 我这 的时 了解 知道 觉得 应该 已经 或者 ' +
    'about there their would could should which where these those think going really right because other every thing things still thats yeah gonna'
  ).split(' '),
);
