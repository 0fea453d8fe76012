import type { Commitment, Evidence, Policy, Transcript } from '../../domain/index.js';
import { type Piece, splitClauses } from '../reading/clauses.js';
import { fold, isWordUnit } from '../reading/text.js';
import { onlyAssures } from './assurances.js';

/** Right before the words these take the assurance back: "not guaranteed", “没法百分百”. */
const TAKEN_BACK =
  /(?:不|没|没有|不能|没法|无法|不敢|不是|并非|别)$|(?:\bnot|n't|\bno|\bcannot|\bcan not|\bwithout)(?: a| an| be| really| ever)? $/;

/** So far to either side of a promise its sentence is read: pasted text may go on without a stop. */
const REACH = 240;

type Absolutes = Pick<Policy, 'absolutes'>;

/** A policy's words, folded once. */
interface Words {
  readonly harmless: readonly string[];
  readonly absolute: readonly string[];
}

/**
 * Whether a commitment is made in one of the policy's absolutes, said as such: in its own clauses, or beside them where
 * a clause of the sentence, the short sentence after it, or the speaker's next message holds an assurance and nothing
 * else ("…, guaranteed.", “无论如何，…”, “…。这个我保证。”). Words about another matter do not count.
 * @param transcript where it was said; without it only its own words are looked at
 */
export function isAbsolute(
  { evidence }: Pick<Commitment, 'evidence'>,
  policy: Absolutes,
  transcript: Pick<Transcript, 'turns'> = { turns: [] },
): boolean {
  const words = wordsOf(policy);
  return evidence.some((place) => {
    const read = sentenceOf(place, transcript, words);
    if (read === null) return holds(without(words.harmless, fold(place.quote)), words);
    const { text, own, beside } = read;
    const says = own.some((piece) => holds(text.slice(piece.start, piece.end), words));
    // "Guaranteed" by itself tells how firm the promise beside it is, and is not forbidden a second time.
    if (says)
      return (
        !own.every((piece) => assures(text, piece, words)) || beside.every((piece) => addsNothing(text, piece, words))
      );
    return beside.some((piece) => assures(text, piece, words)) || isAssuredAfter(read, place, transcript, words);
  });
}

const folded = new WeakMap<Absolutes['absolutes'], Words>();

function wordsOf({ absolutes }: Absolutes): Words {
  let words = folded.get(absolutes);
  if (!words) {
    words = {
      harmless: absolutes.except.map(fold),
      // The longer first: "guarantee" would leave the end of "guaranteed" behind.
      absolute: [...absolutes.zh, ...absolutes.en].map(fold).sort((a, b) => b.length - a.length),
    };
    folded.set(absolutes, words);
  }
  return words;
}

/** The sentence of a promise: its own clauses, the others of the sentence, and what is said right after it. */
interface Sentence {
  /** Folded, without the words that mean something else. */
  readonly text: string;
  readonly own: readonly Piece[];
  readonly beside: readonly Piece[];
  readonly after: readonly Piece[];
}

/** Null where the words are no longer there: a correction may have changed them. */
function sentenceOf(
  { turn, start, end, quote }: Evidence,
  { turns }: Pick<Transcript, 'turns'>,
  { harmless }: Words,
): Sentence | null {
  const source = turns[turn];
  if (source === undefined || source.text.slice(start, end) !== quote) return null;
  const from = Math.max(0, start - REACH);
  const text = without(harmless, fold(source.text.slice(from, end + REACH)));
  const pieces = splitClauses(text);
  const own = pieces.filter((piece) => piece.start < end - from && piece.end > start - from);
  const [first, last] = [own[0], own.at(-1)];
  if (!first || !last) return null;
  const isIn = ({ sentence }: Piece): boolean => sentence >= first.sentence && sentence <= last.sentence;
  return {
    ...{ text, own },
    beside: pieces.filter((piece) => isIn(piece) && !own.includes(piece)),
    after: pieces.filter(({ sentence }) => sentence === last.sentence + 1),
  };
}

/** The short sentence after it, or the speaker's next message where it ends the turn. */
function isAssuredAfter(
  { text, after }: Sentence,
  { turn }: Evidence,
  { turns }: Pick<Transcript, 'turns'>,
  words: Words,
): boolean {
  if (after.length > 0) return assuresAll(text, after, words);
  const next = turns[turn + 1];
  if (next === undefined || next.speaker !== turns[turn]?.speaker || next.text.length > REACH) return false;
  const message = without(words.harmless, fold(next.text));
  return assuresAll(message, splitClauses(message), words);
}

/** One of the clauses assures, and none says anything else. */
const assuresAll = (text: string, pieces: readonly Piece[], words: Words): boolean =>
  pieces.some((piece) => assures(text, piece, words)) && pieces.every((piece) => addsNothing(text, piece, words));

function assures(text: string, piece: Piece, words: Words): boolean {
  return holds(text.slice(piece.start, piece.end), words) && addsNothing(text, piece, words);
}

/** It says nothing but how firm something is. */
const addsNothing = (text: string, { start, end }: Piece, words: Words): boolean =>
  onlyAssures(blanked(text.slice(start, end), words));

const blanked = (text: string, { absolute }: Words): string =>
  absolute.reduce((left, word) => left.replaceAll(word, ' '.repeat(word.length)), text);

/** The text with words that mean something else blanked out; offsets stay. */
const without = (harmless: readonly string[], text: string): string =>
  harmless.reduce((left, word) => left.replaceAll(word, ' '.repeat(word.length)), text);

const holds = (text: string, { absolute }: Words): boolean => absolute.some((word) => says(text, word));

function says(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    const end = at + word.length;
    const glued =
      (isWordUnit(word.charCodeAt(0)) && at > 0 && isWordUnit(text.charCodeAt(at - 1))) ||
      (isWordUnit(word.charCodeAt(word.length - 1)) && end < text.length && isWordUnit(text.charCodeAt(end)));
    if (!glued && !TAKEN_BACK.test(text.slice(Math.max(0, at - 16), at))) return true;
  }
  return false;
}
