import type { FoldedPromise, PromiseMention } from '../../domain/index.js';
import { sharedWords, shareTopic } from './about.js';
import { LEANING_TURNS } from './follow-ups.js';
import { shareThing } from './things.js';

/** `perhaps`: a person has to say. */
export type Likeness = 'same' | 'perhaps' | 'other';

/** A promise while the ledger is made: its terms now, and all that was said of it. */
export interface OpenPromise extends Pick<FoldedPromise, 'due' | 'amount' | 'state'> {
  readonly promised: readonly PromiseMention[];
  readonly topics: ReadonlySet<string>;
  readonly words: ReadonlySet<string>;
  /** Products, places and fees that it names. */
  readonly things: ReadonlySet<string>;
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
  // What is put off was promised before, however small the words for it are.
  const putOff = again.delayDays != null;
  const courtesy = !putOff && (again.risk === 'low' || first.risk === 'low');
  const gap = gapMs(promise.last, again);
  if (courtesy && (gap === null || gap > COURTESY_LIVES_MS)) return 'other';
  const like = alike(promise, again, courtesy);
  return like === 'same' && (gap === null || gap > LIVES_MS) ? 'perhaps' : like;
}

function alike(promise: OpenPromise, again: PromiseMention, courtesy: boolean): Likeness {
  const topic = shareTopic([...promise.topics], again.topics);
  const words = sharedWords([...promise.words], again.words);
  const thing = shareThing([...promise.things], again.things ?? []);
  const sameTerms = sameDay(promise, again) || sameAmount(promise, again) === true;
  if (topic === false) return 'other';
  // Ten percent off the one product says nothing of the other.
  if (thing === false) return topic === true || (words !== null && words > 0) ? 'perhaps' : 'other';
  if (topic === true) {
    const bare = promise.things.size === 0 && (again.things ?? []).length === 0;
    return words !== 0 || sameTerms || thing === true || (bare && isShare(promise, again)) ? 'same' : 'perhaps';
  }
  if (again.recalls && promise.due !== null && again.days.includes(promise.due)) return 'same';
  if (words !== null && words >= MOST) return 'same';
  if (courtesy) return 'other';
  if (again.category === 'exclusivity') return 'same';
  return sameTerms || (words !== null && words > 0) ? 'perhaps' : 'other';
}

/** A share off the price is one discount, whatever else is said around it. */
const isShare = ({ amount }: OpenPromise, again: PromiseMention): boolean =>
  again.category === 'price' && amount?.unit === 'percent' && again.amount?.unit === 'percent';

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
  return kind === 'kept' || kind === 'withdrawn' ? state === 'open' || state === 'broken' : state === 'open';
}

/** Nothing is broken before its day; without a day only by words that recall the promise. */
function isDue({ due }: OpenPromise, { recalls, saidAt }: PromiseMention): boolean {
  if (due === null) return recalls;
  return saidAt !== null && saidAt.slice(0, 10) > due;
}

function meansIt(promise: OpenPromise, mention: PromiseMention): Likeness {
  const things = mention.things ?? [];
  const thing = shareThing([...promise.things], things);
  const topic = shareTopic([...promise.topics], mention.topics);
  if (topic === false || thing === false) return 'other';
  if (mention.kind === 'leaned') return leansOn(promise, mention, topic);
  const [known, told] = [telling([...promise.words]), telling(mention.words)];
  const words = sharedWords(known, told);
  const day = promise.due !== null && mention.days.length > 0 ? mention.days.includes(promise.due) : null;
  const amount = sameAmount(promise, mention);
  // "We went live with our new website": what else it names may be another matter than the promised one.
  const names = things.length > 0 || told.some((word) => HAN.test(word));
  const another = mention.kind === 'kept' && names && promise.things.size === 0 && known.length === 0;
  if (topic === true)
    return another || (words === 0 && day !== true && amount !== true && thing !== true) ? 'perhaps' : 'same';
  if (mention.recalls && (day === true || amount === true)) return 'same';
  const tellsOutcome = mention.kind === 'kept' || mention.kind === 'broken';
  if (thing === true) return tellsOutcome ? 'same' : 'perhaps';
  if (words !== null && words >= MOST) return mention.recalls ? 'same' : 'perhaps';
  return day === true && mention.kind !== 'kept' ? 'perhaps' : 'other';
}

function leansOn(promise: OpenPromise, mention: PromiseMention, topic: boolean | null): Likeness {
  const day = promise.due !== null && mention.days.length > 0 ? mention.days.includes(promise.due) : null;
  const amount = sameAmount(promise, mention);
  // Another day or amount than the promised one is the customer's own wish.
  if (day === false || amount === false) return 'other';
  if (day === true || amount === true || topic === true) return 'same';
  return isRecent(promise, mention) ? 'same' : 'other';
}

/** What is promised is called so by everybody, and how it came tells nothing of what it is. */
const PLAIN =
  /系统|平台|软件|项目|设备|正式|顺利|终于|总算|最晚|最迟|最终|成功|大家|可能|抱歉|不好意思|提前|准时|如期|按时|整个|整套|全都|一切|刚刚|昨天|今天|上周|谢谢|恭喜|挺好|很好|不错|.总|[〇零一二三四五六七八九十]+/g;
const HAN = /\p{Script=Han}/u;
const PLAIN_EN = new Set(
  ['system', 'platform', 'software', 'project', 'product', 'tool', 'finally', 'successfully', 'smoothly', 'everything']
    .concat(['team', 'everyone', 'worst', 'case', 'sorry', 'afraid', 'bad', 'new', 'unfortunately', 'thank', 'great'])
    .concat(["can't", "couldn't", "won't", 'correct', 'mov', 'slip', 'delay', 'push', 'late', 'latest', 'bit']),
);
const telling = (words: readonly string[]): string[] =>
  words
    .flatMap((word) => (PLAIN_EN.has(word) ? [] : word.replace(PLAIN, ' ').split(' ')))
    .filter((word) => word.length > 1);

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
