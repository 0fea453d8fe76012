import { isHan } from './text.js';

export interface Piece {
  readonly start: number;
  readonly end: number;
  readonly sentence: number;
  readonly endsSentence: boolean;
}

/** English words that start a new clause without a comma; the white space before them is the stop. */
const EN_STOP =
  /\s(?=(?:but|because|although|though|unless|whereas|cause|'cause|cos|cuz|and (?:i|we|you|he|she|they|it|that|if|then|honestly)|so (?:i|we|you|that|if|the)|or (?:i|we|you)|then (?:i|we|you))\b)| - | – | — /g;

/** Nobody speaks a longer clause; what is pasted without a stop is cut, so that the work on a clause stays bounded. */
const LONGEST = 400;

/**
 * Cuts a folded text into clauses with offsets. Sentences end at 。！？ and their like, clauses also at
 * commas, dashes, English conjunctions, and at the blanks that recognizers put into Chinese instead of
 * punctuation. A dot or comma inside a number does not cut.
 */
export function splitClauses(folded: string): Piece[] {
  const pieces: Piece[] = [];
  let start = 0;
  let sentence = 0;
  const close = (end: number, endsSentence: boolean): void => {
    if (folded.slice(start, end).trim() !== '') pieces.push({ start, end, sentence, endsSentence });
    start = end;
    if (endsSentence) sentence += 1;
  };
  EN_STOP.lastIndex = 0;
  let conjunction = EN_STOP.exec(folded);
  for (let at = 0; at < folded.length; at += 1) {
    if (conjunction && at === conjunction.index) {
      if (folded.slice(start, at).trim().length >= 6) close(at + 1, false);
      conjunction = EN_STOP.exec(folded);
    }
    const stop = at - start >= LONGEST && !isHighSurrogate(folded.charCodeAt(at)) ? 'clause' : stopAt(folded, at);
    if (stop === 'sentence') close(at + 1, true);
    else if (stop === 'clause') close(at + 1, false);
  }
  close(folded.length, true);
  return pieces;
}

function stopAt(text: string, at: number): 'sentence' | 'clause' | null {
  switch (text.charAt(at)) {
    case '。':
    case '!':
    case '?':
    case ';':
    case '\n':
      return 'sentence';
    case '.':
      return between(text, at, isDigit) ||
        /^\.\w/.test(text.slice(at, at + 2)) ||
        SHORTENED.test(text.slice(Math.max(0, at - LONGEST_SHORTENED), at))
        ? null
        : 'sentence';
    case '…':
    case ',':
      return between(text, at, isDigit) ? null : 'clause';
    case ' ':
      return between(text, at, isHan) ? 'clause' : null;
    default:
      return null;
  }
}

/** Before a name, or in the middle of what is said: "Mr. Pang", "approx. forty", "e.g. on Mondays". */
const SHORTENED = /(?:^|[^\p{L}])(?:mr|mrs|ms|dr|prof|rev|capt|engr|vs|approx|e\.g|i\.e)$/u;
const LONGEST_SHORTENED = 7;

function between(text: string, at: number, is: (code: number) => boolean): boolean {
  return at > 0 && is(text.charCodeAt(at - 1)) && is(text.charCodeAt(at + 1));
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

function isHighSurrogate(code: number): boolean {
  return code >= 0xd800 && code <= 0xdbff;
}
