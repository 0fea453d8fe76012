/**
 * What a turn looks like to the weights of `wordings.json`: which words and pairs of words are in it, and
 * for Chinese which characters, pairs and threes. Digits are all alike. Each counts once.
 */
export function wordingsOf(text: string): Set<string> {
  const found = new Set<string>();
  const plain = text.normalize('NFKC').toLowerCase().replace(/[‘’]/g, "'").replace(/\d+/g, '0');
  for (const [run] of plain.matchAll(/\p{Script=Han}+/gu)) {
    const characters = [...run];
    for (let size = 1; size <= 3; size += 1)
      for (let i = 0; i + size <= characters.length; i += 1) found.add(characters.slice(i, i + size).join(''));
  }
  const words = ['^', ...(plain.match(/[\p{L}\p{N}']+|[?？]/gu) ?? []).flatMap(apart), '$'];
  words.forEach((word, i) => {
    if (i > 0 && i + 1 < words.length) found.add(word);
    if (i > 0) found.add(`${words[i - 1]} ${word}`);
  });
  return found;
}

/** Chinese has been taken care of; beside it only its place is kept. */
const apart = (word: string): string[] => word.match(/\p{Script=Han}+|[^\p{Script=Han}]+/gu)?.map(short) ?? [];
const short = (word: string): string => (/\p{Script=Han}/u.test(word) ? '字' : word === '？' ? '?' : word);
