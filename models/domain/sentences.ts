/** So far to either side of the words an end of their sentence is looked for: pasted text may have none. */
const REACH = 200;
/** Shorter than this a sentence shows nothing: “看到这里”. Chinese says more in a character. */
const LEAST_UNITS = { han: 8, latin: 20 } as const;
const HAN = /\p{Script=Han}/u;

/** Whether a sentence ends with the unit at `at`; a dot inside a number or an address does not end one. */
const endsAt = (text: string, at: number): boolean =>
  /[。！？!?\n]/.test(text.charAt(at)) || (text.charAt(at) === '.' && /^(?:\s|$)/.test(text.slice(at + 1, at + 2)));

/**
 * The whole sentence, or the sentences, around a stretch of a text; null where that is too short to learn from, or
 * goes on too long.
 * @returns UTF-16 offsets into the text, without white space at either end
 */
export function wholeSentence(
  text: string,
  { start, end }: { readonly start: number; readonly end: number },
): { start: number; end: number } | null {
  let from = start;
  while (from > 0 && !endsAt(text, from - 1)) from -= 1;
  let to = Math.max(from + 1, end);
  while (to < text.length && !endsAt(text, to - 1)) to += 1;
  if (start - from > REACH || to - end > REACH) return null;
  const whole = text.slice(from, to);
  const said = whole.trim();
  if (said.length < (HAN.test(said) ? LEAST_UNITS.han : LEAST_UNITS.latin)) return null;
  const first = from + whole.indexOf(said);
  return { start: first, end: first + said.length };
}
