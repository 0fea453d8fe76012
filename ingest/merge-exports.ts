import type { Completeness, ImportedConversation, Participant, Turn } from '../models/domain/index.js';

/**
 * Several exports of one conversation as one, given oldest first. Chats grow: messages are told apart
 * by their id in the source, else by time, sender and text (as often as one export has them). Of a
 * call or meeting the newest transcript counts.
 */
export function mergeExports(
  exports: readonly [ImportedConversation, ...ImportedConversation[]],
): ImportedConversation {
  const [first, ...rest] = exports;
  return rest.reduce(mergeTwo, first);
}

/** Whether `added` tells something that `known` does not. */
export function addsNews(known: ImportedConversation, added: ImportedConversation): boolean {
  const merged = mergeTwo(known, added).turns;
  return merged.length !== known.turns.length || merged.some((turn, index) => turn.text !== known.turns[index]?.text);
}

/** Whether two chats share a message: then they are exports of the same thread. */
export function overlaps(known: ImportedConversation, added: ImportedConversation): boolean {
  return align(known.turns, added.turns).some((at) => at !== null);
}

function mergeTwo(known: ImportedConversation, added: ImportedConversation): ImportedConversation {
  if (added.kind !== 'chat') return { ...added, title: added.title ?? known.title };
  const matches = align(known.turns, added.turns);
  const turns = byTime(weave(known.turns, added.turns, matches));
  const times = turns.flatMap(({ sentAt }) => sentAt ?? []);
  return {
    ...known,
    title: added.title ?? known.title,
    language: added.language ?? known.language,
    startedAt: times[0] ?? earliest(known.startedAt, added.startedAt),
    participants: mergeParticipants(known.participants, added.participants),
    turns,
    engine: added.engine,
    ...mergeCounts(known, added, matches, turns.filter(({ text }) => text.trim() !== '').length),
  };
}

/** For each of `added` the index in `known` of the same message, null when it is new. */
function align(known: readonly Turn[], added: readonly Turn[]): (number | null)[] {
  const places = new Map<string, number[]>();
  known.forEach((turn, index) => {
    const key = keyOf(turn);
    const same = places.get(key);
    if (same) same.push(index);
    else places.set(key, [index]);
  });
  const used = new Map<string, number>();
  return added.map((turn) => {
    const key = keyOf(turn);
    const nth = used.get(key) ?? 0;
    used.set(key, nth + 1);
    return places.get(key)?.[nth] ?? null;
  });
}

const keyOf = (turn: Turn): string =>
  turn.externalId != null
    ? `id ${turn.externalId}`
    : JSON.stringify([turn.sentAt == null ? null : Date.parse(turn.sentAt), turn.speaker, turn.text]);

/**
 * Both lists as one: what is new stands where `added` has it, before the known message that follows
 * there. A message that was edited meanwhile has its newest text.
 */
function weave(known: readonly Turn[], added: readonly Turn[], matches: readonly (number | null)[]): Turn[] {
  const before = new Map<number, Turn[]>();
  const newest = [...known];
  let waiting: Turn[] = [];
  added.forEach((turn, index) => {
    const at = matches[index] ?? null;
    if (at === null) return waiting.push(turn);
    newest[at] = turn;
    before.set(at, [...(before.get(at) ?? []), ...waiting]);
    waiting = [];
    return undefined;
  });
  return [...newest.flatMap((turn, index) => [...(before.get(index) ?? []), turn]), ...waiting];
}

/** Stable; a turn without a time stays behind the one before it. */
function byTime(turns: readonly Turn[]): Turn[] {
  let last = Number.NEGATIVE_INFINITY;
  return turns
    .map((turn) => ({ turn, at: (last = turn.sentAt == null ? last : Date.parse(turn.sentAt)) }))
    .sort((a, b) => (a.at === b.at ? 0 : a.at - b.at))
    .map(({ turn }) => turn);
}

function mergeParticipants(known: readonly Participant[], added: readonly Participant[]): Participant[] {
  const people = new Map(known.map((person) => [person.id, person]));
  for (const person of added) {
    const before = people.get(person.id);
    const told = Object.fromEntries(Object.entries(person).filter(([, value]) => value != null));
    const surer = before && before.sideConfidence > person.sideConfidence ? before : person;
    const { side, sideConfidence, sideSource } = surer;
    people.set(person.id, { ...person, ...before, ...told, side, sideConfidence, sideSource });
  }
  return [...people.values()];
}

const earliest = (a: string | null | undefined, b: string | null | undefined): string | null | undefined =>
  a == null || b == null ? (a ?? b) : Date.parse(a) <= Date.parse(b) ? a : b;

const OVERLAP_NOTE =
  'Exports of this chat overlap: unreadable messages and notices in the overlap may be counted twice.';

/** What could not be read has no identity, so overlapping exports are counted as what they are: an upper bound, with a note. */
function mergeCounts(
  known: ImportedConversation,
  added: ImportedConversation,
  matches: readonly (number | null)[],
  read: number,
): Pick<ImportedConversation, 'completeness' | 'notes'> {
  const common = matches.filter((at) => at !== null).length;
  const notes = [...new Set([...known.notes, ...added.notes])];
  // The newer export holds all that the older one does.
  if (common === known.turns.length) return { completeness: counted(added.completeness, read), notes };
  // It holds nothing new.
  if (common === added.turns.length) return { completeness: counted(known.completeness, read), notes };
  const [a, b] = [known.completeness, added.completeness];
  const reasons: Completeness['reasons'] = { ...a.reasons };
  for (const [reason, count] of Object.entries(b.reasons) as [keyof typeof reasons, number][])
    reasons[reason] = (reasons[reason] ?? 0) + count;
  const sum = { ...b, reasons, notices: a.notices + b.notices, unreadable: a.unreadable + b.unreadable };
  const doubtful = common > 0 && sum.notices + sum.unreadable > 0;
  return {
    completeness: counted(sum, read),
    notes: doubtful ? [...notes.filter((note) => note !== OVERLAP_NOTE), OVERLAP_NOTE] : notes,
  };
}

const counted = (counts: Completeness, read: number): Completeness => ({
  ...counts,
  read,
  total: read + counts.notices + counts.unreadable,
});
