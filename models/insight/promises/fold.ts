import type {
  Extent,
  FoldedPromise,
  FoldLedger,
  PlacedMention,
  PromiseLink,
  PromiseMention,
  PromiseTerms,
  TermChange,
} from '../../domain/index.js';
import { putOff } from '../dates/put-off.js';
import { changedExtent } from './extents.js';
import { placeOf as turnOf, sameAgain, speaksOf, type Likeness, type OpenPromise } from './likeness.js';

/** A promise while it grows. */
interface Growing extends OpenPromise {
  id: string;
  promised: PromiseMention[];
  topics: Set<string>;
  words: Set<string>;
  things: Set<string>;
  extents: readonly Extent[];
  places: Set<string>;
  last: PromiseMention;
  due: PromiseTerms['due'];
  amount: PromiseTerms['amount'];
  condition: PromiseTerms['condition'];
  firmness: PromiseTerms['firmness'];
  current: PromiseMention;
  state: FoldedPromise['state'];
  stateMention: PromiseMention | null;
  late: boolean;
  leaned: FoldedPromise['leaned'];
  /** Ids of everything in it. */
  members: Set<string>;
  /** A person said that this is no promise: nothing is added to it. */
  dismissed: boolean;
}

/**
 * The ledger of one customer, made anew of all that was said: each mention in its order in time joins the one promise
 * that it surely belongs to, makes one of its own, or waits for a person. What persons decided goes first.
 */
export const foldLedger: FoldLedger = (mentions, { links, dismissed }) => {
  const promises: Growing[] = [];
  const placed: PlacedMention[] = [];
  const bonds = bondsOf(links);
  for (const mention of [...mentions].sort(inTime)) {
    const open = promises.filter(({ dismissed: out, members }) => !out && !bonds.apart(members, mention.id));
    const alone = dismissed.has(mention.id);
    const bound = alone ? undefined : open.find(({ members }) => bonds.together(members, mention.id));
    const { sure, perhaps } = bound ? { sure: bound, perhaps: [] } : alone ? NOWHERE : choose(open, mention);
    if (mention.kind === 'promised') {
      if (sure) placed.push({ ...again(sure, mention), perhaps: idsOf(perhaps) });
      else {
        promises.push(made(mention, alone));
        placed.push({ mention, promiseId: mention.id, event: 'made', changes: [], perhaps: idsOf(perhaps) });
      }
    } else if (mention.kind === 'postponed') {
      const changes = sure ? postpone(sure, mention) : [];
      const event = sure && changes.length === 0 ? 'repeated' : 'changed';
      placed.push({ mention, promiseId: sure?.id ?? null, event, changes, perhaps: idsOf(perhaps) });
    } else {
      if (sure) tell(sure, mention);
      placed.push({ mention, promiseId: sure?.id ?? null, event: mention.kind, changes: [], perhaps: idsOf(perhaps) });
    }
  }
  return { promises, placed };
};

interface Choice {
  readonly sure: Growing | null;
  readonly perhaps: readonly Growing[];
}
const NOWHERE: Choice = { sure: null, perhaps: [] };
/** More are no help to whoever has to choose. */
const MOST_PERHAPS = 3;

/** The one promise that a mention surely belongs to; where it could be several, all of them, for a person. */
function choose(open: readonly Growing[], mention: PromiseMention): Choice {
  const compare = mention.kind === 'promised' ? sameAgain : speaksOf;
  const by: Record<Likeness, Growing[]> = { same: [], perhaps: [], other: [] };
  for (const promise of open) by[compare(promise, mention)].push(promise);
  const [first, ...others] = mention.kind === 'leaned' ? by.same.slice(-1) : by.same;
  if (first && others.length === 0) return { sure: first, perhaps: [] };
  const exact = by.same.filter((promise) => namesTerms(promise, mention));
  if (exact.length === 1) return { sure: exact[0] as Growing, perhaps: [] };
  return { sure: null, perhaps: [...by.same, ...by.perhaps].slice(-MOST_PERHAPS) };
}

/** It has the day or the amount that the promise stands at. */
const namesTerms = ({ due, amount }: Growing, mention: PromiseMention): boolean =>
  (due !== null && (mention.due === due || mention.days.includes(due))) ||
  (amount !== null && mention.amount?.unit === amount.unit && mention.amount.value === amount.value);

function made(mention: PromiseMention, dismissed: boolean): Growing {
  const { id, due, amount, condition, firmness } = mention;
  return {
    ...{ id, due, amount, condition, firmness, dismissed, current: mention, last: mention, promised: [mention] },
    ...{ topics: new Set(mention.topics), words: new Set(mention.words) },
    ...{ things: new Set(mention.things), extents: mention.extents ?? [] },
    ...{ places: new Set([turnOf(mention)]), members: new Set([id]) },
    ...{ state: 'open', stateMention: null, late: false, leaned: null },
  };
}

/** The promise is said again: what is new in it holds from now on, and one that was broken is open again. */
function again(promise: Growing, mention: PromiseMention): Omit<PlacedMention, 'perhaps'> {
  const due = newDay(promise, mention);
  const changes = changesOf(promise, { ...mention, due });
  for (const topic of mention.topics) promise.topics.add(topic);
  for (const word of mention.words) promise.words.add(word);
  for (const thing of mention.things ?? []) promise.things.add(thing);
  if (mention.extents && mention.extents.length > 0) promise.extents = mention.extents;
  promise.promised.push(mention);
  promise.places.add(turnOf(mention));
  promise.members.add(mention.id);
  promise.last = mention;
  promise.due = due ?? promise.due;
  promise.amount = mention.amount ?? promise.amount;
  promise.condition = promise.condition ?? mention.condition;
  if (promise.state === 'broken') Object.assign(promise, { state: 'open', stateMention: null });
  // “上线要晚一周” says no more what is promised: the words that made it do.
  const words = mention.delayDays == null ? { current: mention } : {};
  if (changes.length > 0) Object.assign(promise, { ...words, firmness: mention.firmness });
  return { mention, promiseId: promise.id, event: changes.length > 0 ? 'changed' : 'repeated', changes };
}

/** A day, an amount or a condition that is not named again stays, and so does a way out that is not closed in so many words. */
function changesOf(promise: Growing, { due, amount, condition, firmness, extents = [] }: PromiseMention): TermChange[] {
  const changes: TermChange[] = [];
  if (due !== null && due !== promise.due) changes.push({ term: 'due', before: promise.due, after: due });
  if (amount !== null && (amount.value !== promise.amount?.value || amount.unit !== promise.amount.unit))
    changes.push({ term: 'amount', before: promise.amount, after: amount });
  if (condition !== null && promise.condition === null)
    changes.push({ term: 'condition', before: null, after: condition });
  const extent = changedExtent(promise.extents, extents);
  if (extent !== null) changes.push({ term: 'extent', ...extent });
  const loosened = firmness === 'hedged' && promise.firmness !== 'hedged';
  const firmed = firmness === 'absolute' && promise.firmness === 'hedged';
  if (loosened || firmed) changes.push({ term: 'firmness', before: promise.firmness, after: firmness });
  return changes;
}

/** The day that the words name, or the promised one and the delay that they name. */
function newDay({ due }: Growing, mention: PromiseMention): string | null {
  if (due === null) return mention.due;
  if (mention.delayDays == null)
    return mention.due ?? (mention.category === 'deadline' ? putOff(due, mention.what) : null);
  // The calendar's month where the grammar reads the delay, thirty days where it does not.
  const read = putOff(due, mention.what);
  if (read !== null) return read;
  const day = new Date(`${due}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() + mention.delayDays);
  return day.toISOString().slice(0, 10);
}

/** Its day is put off; where no day is named it is less sure than it was. The words that made it still say what it is. */
function postpone(promise: Growing, mention: PromiseMention): TermChange[] {
  promise.members.add(mention.id);
  promise.last = mention;
  const due = newDay(promise, mention);
  if (due !== null && due !== promise.due) {
    const change: TermChange = { term: 'due', before: promise.due, after: due };
    promise.due = due;
    return [change];
  }
  if (due !== null || promise.firmness === 'hedged') return [];
  const change: TermChange = { term: 'firmness', before: promise.firmness, after: 'hedged' };
  promise.firmness = 'hedged';
  return [change];
}

function tell(promise: Growing, mention: PromiseMention): void {
  promise.members.add(mention.id);
  if (mention.kind === 'leaned')
    promise.leaned ??= { conversationId: mention.conversationId, evidence: mention.evidence[0] };
  else if (mention.kind !== 'promised' && mention.kind !== 'postponed') {
    const wasDue = promise.due !== null && promise.state === 'broken';
    const afterwards = promise.due !== null && mention.cameAbout != null && mention.cameAbout > promise.due;
    promise.late = mention.kind === 'kept' && (afterwards || mention.late === true || wasDue);
    promise.state = mention.kind;
    promise.stateMention = mention;
    promise.last = mention;
  }
}

/** Who a person put together, and who apart. Few promises have any, so that nothing is looked for elsewhere. */
function bondsOf(links: readonly PromiseLink[]) {
  const above = new Map<string, string>();
  const root = (id: string): string => {
    let at = id;
    for (let next = above.get(at); next !== undefined; next = above.get(at)) at = next;
    return at;
  };
  const named = new Set<string>();
  const parted = new Set<string>();
  for (const { a, b, same } of links) {
    named.add(a).add(b);
    if (!same) parted.add(`${a} ${b}`).add(`${b} ${a}`);
    else if (root(a) !== root(b)) above.set(root(a), root(b));
  }
  const some = (members: ReadonlySet<string>, id: string, is: (member: string) => boolean): boolean =>
    named.has(id) && [...members].some((member) => named.has(member) && is(member));
  return {
    together: (members: ReadonlySet<string>, id: string) => some(members, id, (member) => root(member) === root(id)),
    apart: (members: ReadonlySet<string>, id: string) => some(members, id, (member) => parted.has(`${member} ${id}`)),
  };
}

const idsOf = (promises: readonly Growing[]): string[] => promises.map(({ id }) => id);

/** By the time it was said; then by place, so that the order is always the same. */
function inTime(a: PromiseMention, b: PromiseMention): number {
  const time = ({ saidAt }: PromiseMention): number => (saidAt === null ? 0 : Date.parse(saidAt));
  const [left, right] = [a.evidence[0], b.evidence[0]];
  return (
    time(a) - time(b) ||
    compareText(a.conversationId, b.conversationId) ||
    left.turn - right.turn ||
    left.start - right.start ||
    compareText(a.id, b.id)
  );
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
