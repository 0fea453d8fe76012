const CHINESE = /[\p{Script=Han}\u3000-\u303f\uff00-\uffef]/u;
const CLOSING = /^[,.;:!?%)\]}'’…]/;

/** Puts words one after the other as one would write them: no space beside a Chinese character or before a comma. */
export function joinWords(words: readonly string[]): string {
  return words
    .map((word) => word.trim())
    .filter((word) => word !== '')
    .reduce((text, word) => text + (needsSpace(text, word) ? ' ' : '') + word, '');
}

const needsSpace = (text: string, word: string): boolean =>
  text !== '' && !CHINESE.test([...text].at(-1) ?? '') && !CHINESE.test([...word][0] ?? '') && !CLOSING.test(word);
