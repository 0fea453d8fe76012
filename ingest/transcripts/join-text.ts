/** Scripts (and their punctuation) that are written without spaces. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303f\uff00-\uffef]/u;

/** Pieces of one person's speech as one text: with spaces as Latin script wants them, without as Chinese does. */
export function joinText(pieces: readonly string[]): string {
  let text = '';
  let last = '';
  for (const piece of pieces) {
    if (piece === '') continue;
    text += last === '' || isUnspaced(last, piece) ? piece : ` ${piece}`;
    last = piece;
  }
  return text.trim();
}

function isUnspaced(before: string, after: string): boolean {
  // Two UTF-16 units hold one character of any plane.
  const left = before.slice(-2);
  const right = after.slice(0, 2);
  return /\s$/.test(left) || /^\s/.test(right) || UNSPACED.test(left.slice(-1)) || UNSPACED.test([...right][0] ?? '');
}
