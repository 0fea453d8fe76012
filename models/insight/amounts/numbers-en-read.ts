import { FILLER, SCALES, SMALL, TENS, VAGUE } from './numbers-en.js';

/** Reads one English number out of words: "one-twenty", "twelve two", "three quarters of a million". */

export interface Word {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** A number with the index of the word after it. */
export interface Part {
  readonly min: number;
  readonly max: number;
  readonly scale: number;
  /** "three hundred": a digit before "or" counts hundreds as well. */
  readonly hundreds: boolean;
  readonly next: number;
}

/** One number from `from` on, with its scale: "four hundred and ten thousand". */
export function readNumber(words: readonly Word[], from: number): Part | null {
  const text = (at: number): string => words[at]?.text ?? '';
  const group = readFraction(words, from) ?? readGroup(words, from);
  if (!group) return null;
  let { min, max, next } = group;
  if (FILLER.has(text(next)) && SCALES.has(text(next + 1))) next += 1;
  let scale = 1;
  for (let factor = SCALES.get(text(next)); factor !== undefined; factor = SCALES.get(text(next))) {
    if (scale > 1 && factor <= scale && !(scale === 1e3 && factor === 1e3)) break;
    scale *= factor;
    next += 1;
  }
  if (scale === 1) return { ...group, next, scale: 1 };
  min *= group.per * scale;
  max *= group.per * scale;
  if (text(next) === 'and' && text(next + 1) === 'a' && text(next + 2) === 'half')
    return { min: min + scale / 2, max: max + scale / 2, scale, hundreds: false, next: next + 3 };
  if (min !== max) return { min, max, scale, hundreds: group.hundreds, next };
  const rest = readRest(words, next, scale);
  const value = min + (rest?.value ?? 0);
  return {
    min: value,
    max: value,
    scale: rest?.scale ?? scale,
    hundreds: group.hundreds && !rest,
    next: rest?.next ?? next,
  };
}

/** What follows a scale: "eleven thousand two hundred and fifty", "two million four", "four lakh sixty". */
function readRest(
  words: readonly Word[],
  from: number,
  scale: number,
): { value: number; scale: number; next: number } | null {
  const joined = words[from]?.text === 'and';
  const group = readGroup(words, from + (joined ? 1 : 0), true);
  if (!group || group.min !== group.max || group.min === 0) return null;
  const factor = SCALES.get(words[group.next]?.text ?? '');
  if (factor !== undefined) {
    if (factor >= scale) return null;
    const more = factor > 1e3 || factor === 1e3 ? readRest(words, group.next + 1, factor) : null;
    return { value: group.min * factor + (more?.value ?? 0), scale: factor, next: more?.next ?? group.next + 1 };
  }
  if (isNumberWord(words[group.next]?.text)) {
    // "two thousand six fifty"
    const tail = scale === 1e3 && group.min < 10 ? below100(words, group.next) : null;
    if (!tail || tail.value < 10 || isNumberWord(words[tail.next]?.text)) return null;
    return { value: group.min * 100 + tail.value, scale, next: tail.next };
  }
  if (scale === 1e3) return group.min < 1000 ? { value: group.min, scale, next: group.next } : null;
  if (joined || group.min >= 1000) return null;
  const unit = scale === 1e7 ? 1e5 : group.min < 10 ? scale / 10 : scale / 1e3 < 1e3 ? 1e3 : scale / 1e3;
  return { value: group.min * unit, scale: unit, next: group.next };
}

const isNumberWord = (word: string | undefined): boolean =>
  word !== undefined && (SMALL.has(word) || TENS.has(word) || word === 'hundred');

interface Group extends Part {
  /** Divides the value when a scale follows: "twelve two k" is 12.2 k. */
  readonly per: number;
}

/** "half a million", "a quarter of a million", "three quarters of a billion". */
function readFraction(words: readonly Word[], from: number): Group | null {
  const text = (at: number): string => words[at]?.text ?? '';
  let at = text(from) === 'a' ? from + 1 : from;
  const parts = text(at) === 'three' && text(at + 1) === 'quarters' ? 3 : 1;
  if (parts === 3) at += 1;
  const share = text(at) === 'half' ? 0.5 : text(at) === 'quarter' || parts === 3 ? 0.25 * parts : null;
  if (share === null) return null;
  at += 1;
  if (text(at) === 'of') at += 1;
  if (text(at) === 'a') at += 1;
  return SCALES.has(text(at)) ? { min: share, max: share, scale: 1, per: 1, hundreds: false, next: at } : null;
}

/** A number below ten thousand without a scale. `rest`: it follows one, where shorthand would be a new number. */
function readGroup(words: readonly Word[], from: number, rest = false): Group | null {
  const text = (at: number): string => words[at]?.text ?? '';
  const of = (value: number, next: number, hundreds = false): Group => ({
    min: value,
    max: value,
    scale: 1,
    per: 1,
    hundreds,
    next,
  });
  const at = text(from) === 'a' ? from + 1 : from;
  const vague = VAGUE.get(text(at));
  if (vague !== undefined) {
    const next = text(at + 1) === 'of' ? at + 2 : at + 1;
    // "A few hundred thousand": three to five; a couple are two.
    const upTo = text(at) === 'few' ? 5 / 3 : 1;
    const some = (value: number, after: number): Group => ({ ...of(value, after), max: value * upTo });
    if (text(next) === 'hundred') return some(vague * 100, next + 1);
    return SCALES.has(text(next)) ? some(vague, next) : null;
  }
  if (text(at) === 'hundred') return hundreds(words, 1, at + 1, of);
  if (at > from || (SCALES.has(text(at)) && !rest)) return SCALES.has(text(at)) ? of(1, at) : null;
  const head = below100(words, at);
  if (!head) return null;
  if (text(head.next) === 'hundred') return hundreds(words, head.value, head.next + 1, of);
  if (rest) return of(head.value, head.next);
  if (text(head.next) === 'point') return decimal(words, head.value, head.next + 1, of);
  if (text(head.next) === 'and') {
    const half = text(head.next + 1) === 'a' ? head.next + 2 : head.next + 1;
    if (text(half) === 'half') return of(head.value + 0.5, half + 1);
    // "Two and a quarter million"; without the scale it may be a quarter of a year.
    if (text(half) === 'quarter' && SCALES.has(text(half + 1))) return of(head.value + 0.25, half + 1);
  }
  if (text(head.next) === 'oh' || text(head.next) === 'zero') {
    const digit = below100(words, head.next + 1);
    return digit && digit.value > 0 && digit.value < 10
      ? of(head.value * 100 + digit.value, digit.next)
      : of(head.value, head.next);
  }
  const tail = head.value > 0 ? below100(words, head.next) : null;
  // "fifty-fifty", "twenty-four seven"
  const phrase = tail?.value === head.value || (head.value === 24 && tail?.value === 7);
  if (!tail || tail.value === 0 || phrase || isNumberWord(text(tail.next))) return of(head.value, head.next);
  return { ...shorthand(head.value, tail.value), scale: 1, hundreds: false, next: tail.next };
}

/** "one-twenty" is 120, "twelve two" 12,200, "twenty-five thirty" and "two three" are ranges. */
function shorthand(head: number, tail: number): { min: number; max: number; per: number } {
  const joined = (value: number, per = 1): { min: number; max: number; per: number } => ({
    min: value,
    max: value,
    per,
  });
  const range = { min: head, max: tail, per: 1 };
  if (tail < 10) return head < 10 && tail === head + 1 ? range : joined(head * 1000 + tail * 100, 1 / 1000);
  if (head < 10) return head >= 8 && tail === 10 ? range : joined(head * 100 + tail);
  if (head < 20) return tail > head && tail <= 20 ? range : joined(head * 100 + tail);
  return head > 20 && tail > head && tail <= head * 2 ? range : joined(head * 100 + tail);
}

function hundreds(
  words: readonly Word[],
  count: number,
  from: number,
  of: (value: number, next: number, hundreds?: boolean) => Group,
): Group {
  const joined = words[from]?.text === 'and';
  const rest = below100(words, from + (joined ? 1 : 0));
  const after = rest ? words[rest.next]?.text : undefined;
  return rest && rest.value > 0 && !isNumberWord(after) && after !== 'point'
    ? of(count * 100 + rest.value, rest.next)
    : of(count * 100, from, count < 10);
}

function decimal(
  words: readonly Word[],
  whole: number,
  from: number,
  of: (value: number, next: number) => Group,
): Group {
  let digits = '';
  let next = from;
  for (; digits.length < 6; next += 1) {
    const word = words[next]?.text ?? '';
    const digit = SMALL.get(word) ?? TENS.get(word);
    if (digit === undefined) break;
    // "point twenty-five" is .25.
    if (digits.endsWith('0') && TENS.has(words[next - 1]?.text ?? '') && digit < 10)
      digits = digits.slice(0, -1) + String(digit);
    else digits += String(digit);
  }
  return digits === '' ? of(whole, from - 1) : of(Number(`${whole}.${digits}`), next);
}

function below100(words: readonly Word[], at: number): { value: number; next: number } | null {
  const word = words[at]?.text ?? '';
  const ten = TENS.get(word);
  if (ten === undefined) {
    const small = SMALL.get(word);
    return small === undefined ? null : { value: small, next: at + 1 };
  }
  const one = SMALL.get(words[at + 1]?.text ?? '');
  return one !== undefined && one > 0 && one < 10 ? { value: ten + one, next: at + 2 } : { value: ten, next: at + 1 };
}
