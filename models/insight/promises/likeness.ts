import type { FoldedPromise, PromiseMention } from '../../domain/index.js';
import { sharedWords, shareTopic } from './about.js';
import { LEANING_TURNS } from './follow-ups.js';

/** `perhaps`: a person has to say. */
export type Likeness = 'same' | 'perhaps' | 'other';

/** A promise while the ledger is made: its terms now, and all that was said of it. */
export interface OpenPromise extends Pick<FoldedPromise, 'due' | 'amount' | 'state'> {
  readonly promised: readonly PromiseMention[];
  readonly topics: ReadonlySet<string>;
  readonly words: ReadonlySet<string>;
  /** Turns that promise it. */
  readonly places: ReadonlySet<string>;
  /** The last that was said of it. */
  readonly last: PromiseMention;
}

const HOUR_MS = 60 * 60 * 1000;
const DAY_MS = 24 * HOUR_MS;
/** Half a year later the same words are as a rule another promise: next year's discount, the next delivery. */
const LIVES_MS = 180 * DAY_MS;
/** "I'll send it tomorrow" is made anew every time. */
const COURTESY_LIVES_MS = 14 * DAY_MS;
/** What came of a promise is not told in the talk that made it; a chat of weeks is one conversation, though. */
const SOONEST_MS = 20 * HOUR_MS;
const MOST = 0.5;

/** Whether a promise is the one that was made before. */
export function sameAgain(promise: OpenPromise, again: PromiseMention): Likeness {
  const [first] = promise.promised;
  if (first?.category !== again.category || promise.state === 'kept' || promise.state === 'withdrawn') return 'other';
  if (promise.places.has(placeOf(again))) return 'other';
  const courtesy = again.risk === 'low' || promise.last.risk === 'low';
  const gap = gapMs(promise.last, again);
  if (courtesy && (gap === null || gap > COURTESY_LIVES_MS)) return 'other';
  const like = alike(promise, again, courtesy);
  return like === 'same' && (gap === null || gap > LIVES_MS) ? 'perhaps' : like;
}

function alike(promise: OpenPromise, again: PromiseMention, courtesy: boolean): Likeness {
  const topic = shareTopic([...promise.topics], again.topics);
  const words = sharedWords([...promise.words], again.words);
  const sameTerms = sameDay(promise, again) || sameAmount(promise, again) === true;
  if (topic === false) return 'other';
  if (topic === true) return words === 0 && !sameTerms ? 'perhaps' : 'same';
  if (again.recalls && promise.due !== null && again.days.includes(promise.due)) return 'same';
  if (words !== null && words >= MOST) return 'same';
  if (courtesy) return 'other';
  if (again.category === 'exclusivity') return 'same';
  return sameTerms || (words !== null && words > 0) ? 'perhaps' : 'other';
}

/** Whether words that say what became of a promise, or lean on it, mean this one. */
export function speaksOf(promise: OpenPromise, mention: PromiseMention): Likeness {
  if (!fitsState(promise, mention)) return 'other';
  const gap = gapMs(promise.last, mention);
  const inSame = promise.last.conversationId === mention.conversationId;
  const tellsOutcome = mention.kind === 'kept' || mention.kind === 'broken';
  if (tellsOutcome && inSame && (gap === null || gap < SOONEST_MS)) return 'other';
  if (mention.kind === 'broken' && !isDue(promise, mention)) return 'other';
  const like = meansIt(promise, mention);
  const unsure = gap === null ? !inSame : gap > LIVES_MS;
  return like === 'same' && unsure ? 'perhaps' : like;
}

function fitsState({ state }: OpenPromise, { kind }: PromiseMention): boolean {
  return kind === 'leaned' || kind === 'broken' ? state === 'open' : state === 'open' || state === 'broken';
}

/** Nothing is broken before its day; without a day only by words that recall the promise. */
function isDue({ due }: OpenPromise, { recalls, saidAt }: PromiseMention): boolean {
  if (due === null) return recalls;
  return saidAt !== null && saidAt.slice(0, 10) > due;
}

function meansIt(promise: OpenPromise, mention: PromiseMention): Likeness {
  const topic = shareTopic([...promise.topics], mention.topics);
  const words = sharedWords([...promise.words], mention.words);
  const day = promise.due !== null && mention.days.length > 0 ? mention.days.includes(promise.due) : null;
  const amount = sameAmount(promise, mention);
  if (topic === false) return 'other';
  if (mention.kind === 'leaned') {
    // Another day or amount than the promised one is the customer's own wish.
    if (day === false || amount === false) return 'other';
    if (day === true || amount === true || topic === true) return 'same';
    return isRecent(promise, mention) ? 'same' : 'other';
  }
  if (topic === true) return words === 0 && day !== true && amount !== true ? 'perhaps' : 'same';
  if (mention.recalls && (day === true || amount === true)) return 'same';
  if (words !== null && words >= MOST) return mention.recalls ? 'same' : 'perhaps';
  return day === true && mention.kind !== 'kept' ? 'perhaps' : 'other';
}

/** Said in these last turns of the same conversation. */
const isRecent = ({ promised }: OpenPromise, { conversationId, evidence: [{ turn }] }: PromiseMention): boolean =>
  promised.some(
    (one) =>
      one.conversationId === conversationId &&
      one.evidence[0].turn < turn &&
      one.evidence[0].turn >= turn - LEANING_TURNS,
  );

/** The turn it was said in: two promises of one turn are two. */
export const placeOf = ({ conversationId, evidence: [{ turn }] }: PromiseMention): string =>
  `${conversationId} ${turn}`;

const sameDay = ({ due }: OpenPromise, again: PromiseMention): boolean => due !== null && due === again.due;

/** Null where one of them names none, or in another unit. */
function sameAmount({ amount }: OpenPromise, again: PromiseMention): boolean | null {
  if (amount === null || again.amount === null || amount.unit !== again.amount.unit) return null;
  return amount.value === again.amount.value;
}

/** Time between two mentions, in ms; null where one has no time. */
const gapMs = (a: PromiseMention, b: PromiseMention): number | null =>
  a.saidAt === null || b.saidAt === null ? null : Math.abs(Date.parse(b.saidAt) - Date.parse(a.saidAt));
