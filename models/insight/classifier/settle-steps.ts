import type { NextStep } from '../../domain/index.js';
import { CLOCK } from '../dates/appointments.js';
import { nextStepAt } from '../detectors/next-steps.js';
import { aboutOf, sharedWords } from '../promises/about.js';
import { type Clause, clausesIn, has, type Reading, type TurnReading } from '../reading/reading.js';
import { isDelivered, isRequest, type Request, requestsIn, saysNothing } from '../course/requests.js';
import { says, shorten } from '../says.js';
import { citeClauses } from '../reading/spans.js';
import { fold } from '../reading/text.js';

/** What is sent is named so few clauses, or turns, before. */
const NAMED_BEFORE = 3;
const NAMED_TURNS = 2;

/**
 * What the customer asked for is the rep's to do, in the customer's words; what went out is no step any more; and what
 * "I'll send it tomorrow" is about is told.
 */
export function settleSteps(reading: Reading, judged: readonly NextStep[]): NextStep[] {
  const open = judged.filter((step) => !isDone(reading, step));
  const asked = requestsIn(reading).reduce((all, request) => withRequest(reading, all, request), open);
  const steps = onceEach(reading, stillOpen(reading, asked));
  return steps.map((step) => withSubject(reading, step)).sort((a, b) => a.evidence[0].turn - b.evidence[0].turn);
}

const clausesOf = (reading: Reading, { evidence: [place] }: NextStep): readonly Clause[] =>
  clausesIn(reading.turns[place.turn] as TurnReading, place);

function isDone(reading: Reading, step: NextStep): boolean {
  const turn = reading.turns[step.evidence[0].turn] as TurnReading;
  return turn.side === 'rep' && clausesOf(reading, step).some((clause) => isDelivered(reading, turn, clause));
}

/** What somebody said would be sent is no step to come once it went out. */
function stillOpen(reading: Reading, steps: readonly NextStep[]): NextStep[] {
  const gone = reading.turns.flatMap((turn) => {
    if (turn.side !== 'rep' || turn.unreliable) return [];
    const clauses = turn.clauses.filter((clause) => isDelivered(reading, turn, clause));
    return clauses.map(({ text }) => ({ turn: turn.index, words: subjectOf(reading, text) }));
  });
  return steps.filter((step) => {
    if (step.owner !== 'rep' || gone.length === 0) return true;
    const words = step.evidence.flatMap(({ quote }) => subjectOf(reading, fold(quote)));
    const from = Math.max(...step.evidence.map(({ turn }) => turn));
    return !gone.some((one) => one.turn > from && (sharedWords(one.words, words) ?? 0) >= SAME_WORDS);
  });
}
const SAME_WORDS = 0.5;

/** What words are about: the topics that the ledger knows, and the words beside them. */
function subjectOf({ rules }: Reading, folded: string): string[] {
  const { topics, words } = aboutOf(rules.ledger, folded);
  return [...topics, ...words];
}

/** An appointment that is proposed, moved and confirmed is one: the last time that was named counts. */
function onceEach(reading: Reading, steps: readonly NextStep[]): NextStep[] {
  const kept: NextStep[] = [];
  for (const step of steps.toSorted((a, b) => a.evidence[0].turn - b.evidence[0].turn)) {
    const before = step.owner === 'both' ? kept.findLastIndex(({ owner }) => owner === 'both') : -1;
    const known = kept[before];
    if (!known) kept.push(step);
    else if (isSame(known, step)) kept[before] = namesHour(step) ? step : known;
    else kept.push(step);
  }
  return kept;
}

/** Whether two appointments are one: on one day, or so close that the later moves the earlier. */
const isSame = (a: NextStep, b: NextStep): boolean =>
  a.due === b.due || (b.evidence[0].turn - a.evidence[0].turn <= MOVED_TURNS && namesHour(b));
const MOVED_TURNS = 2;

const namesHour = ({ evidence: [{ quote }] }: NextStep): boolean =>
  CLOCK.test(fold(quote)) || HOUR_IN_WORDS.test(fold(quote));
const HOUR_IN_WORDS = /\bat (?:half past )?(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b/;

/** The steps with what was asked for among them, once. */
function withRequest(reading: Reading, steps: readonly NextStep[], request: Request): NextStep[] {
  const { turn, at, accepted } = request;
  const own = steps.find((step) => step.evidence[0].turn === turn.index && asks(reading, turn, step));
  const answer =
    accepted &&
    steps.find(({ owner, evidence: [place] }) => owner !== 'customer' && place.turn === accepted.turn.index);
  if (!own && !accepted) return [...steps];
  // "Yes, send it over" says yes to what the rep has just offered.
  const isYes = saysNothing((turn.clauses[at] as Clause).text) && offeredBefore(steps, turn);
  if (isYes) return steps.filter((step) => step !== own);
  const asked = nextStepAt(reading, turn, at, 'rep');
  const due = own?.due ?? asked.due ?? dayAdded(reading, request);
  if (answer) {
    const isBare = clausesOf(reading, answer).every(({ text }) => saysNothing(text));
    const joined =
      isBare && answer.evidence.length === 1 ? about(reading, { ...answer, due: answer.due ?? due }, asked) : answer;
    return steps.filter((step) => step !== own).map((step) => (step === answer ? joined : step));
  }
  const taken = accepted ? citeClauses(reading, accepted.turn, [accepted.clause]) : [];
  const step: NextStep = {
    ...asked,
    due,
    confidence: own?.confidence ?? asked.confidence,
    evidence: [...asked.evidence, ...taken],
  };
  return own ? steps.map((one) => (one === own ? step : one)) : [...steps, step];
}

const offeredBefore = (steps: readonly NextStep[], { index }: TurnReading): boolean =>
  steps.some(
    ({ owner, evidence: [place] }) => owner === 'rep' && place.turn < index && place.turn >= index - NAMED_TURNS,
  );

/** Whether a step rests on the words that ask for it. */
function asks(reading: Reading, turn: TurnReading, step: NextStep): boolean {
  return step.owner !== 'both' && clausesOf(reading, step).some((clause) => isRequest(reading, turn, clause));
}

/** "By Wednesday, please", added in the next words. */
function dayAdded(reading: Reading, { turn, accepted }: Request): string | null {
  for (let index = turn.index + 1; index <= turn.index + NAMED_TURNS; index += 1) {
    const next = reading.turns[index];
    if (next?.side !== 'customer' && next?.index !== accepted?.turn.index) continue;
    if (!next || next.clauses.length > NAMED_TURNS || next.clauses.length === 0) continue;
    const { due } = nextStepAt(reading, next, 0, 'rep');
    if (due !== null) return due;
  }
  return null;
}

/** A step that says nothing by itself, with the words that name what it is about. */
function withSubject(reading: Reading, step: NextStep): NextStep {
  const turn = reading.turns[step.evidence[0].turn];
  const clauses = clausesOf(reading, step);
  const [first] = clauses;
  if (!turn || !first || step.owner === 'both' || step.evidence.length > 1) return step;
  if (!clauses.every(({ text }) => saysNothing(text))) return step;
  const at = turn.clauses.indexOf(first);
  const before = turn.clauses.slice(Math.max(0, at - NAMED_BEFORE), at).findLastIndex(namesThing);
  if (before >= 0) {
    const from = Math.max(0, at - NAMED_BEFORE) + before;
    return told(
      reading,
      step,
      citeClauses(reading, turn, turn.clauses.slice(from, turn.clauses.indexOf(clauses.at(-1) as Clause) + 1)),
    );
  }
  for (let by = 1; by <= NAMED_TURNS; by += 1) {
    const other = reading.turns[turn.index - by];
    const named =
      other?.clauses.findLastIndex((clause) => namesThing(clause) || isRequest(reading, other, clause)) ?? -1;
    if (other && named >= 0) return about(reading, step, nextStepAt(reading, other, named, step.owner));
  }
  return step;
}

const namesThing = (clause: Clause): boolean => has(clause, 'commitments.document') && !has(clause, 'clauses.negation');

/** A step with the words of another that tell what it is about: these alone where its own only say yes. */
function about(reading: Reading, step: NextStep, other: NextStep): NextStep {
  const isYes = clausesOf(reading, step).every(({ text }) =>
    /^\W*(?:ok(?:ay)?|will do|sure.*|yes.*|of course|no problem|收到|好.{0,2}|没问题|行)\W*$/.test(text),
  );
  const action = isYes
    ? other.action
    : says(reading, 'requests.about', { quote: shorten(step.evidence[0].quote), about: other.action });
  const evidence: NextStep['evidence'] = isYes
    ? [...other.evidence, ...step.evidence]
    : [...step.evidence, ...other.evidence];
  return { ...step, action, because: becauseOf(reading, step.owner, action), evidence };
}

function told(reading: Reading, step: NextStep, evidence: NextStep['evidence']): NextStep {
  const action = shorten(evidence[0].quote);
  return { ...step, action, because: becauseOf(reading, step.owner, action), evidence };
}

const becauseOf = (reading: Reading, owner: NextStep['owner'], quote: string): string =>
  says(reading, `next-steps.${owner}`, { quote });
