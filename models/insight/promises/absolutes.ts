import type { Commitment, Policy } from '../../domain/index.js';
import { fold, isWordUnit } from '../text.js';

/** Right before the words these take the assurance back: "not guaranteed", “没法百分百”. */
const TAKEN_BACK =
  /(?:不|没|没有|不能|没法|无法|不敢|不是|并非|别)$|(?:\bnot|n't|\bno|\bcannot|\bcan not|\bwithout)(?: a| an| be| really| ever)? $/;

/** Whether the words of a commitment hold one of the policy's absolutes, said as such. */
export function isAbsolute(
  { evidence }: Pick<Commitment, 'evidence'>,
  { absolutes }: Pick<Policy, 'absolutes'>,
): boolean {
  const harmless = absolutes.except.map(fold);
  const words = [...absolutes.zh, ...absolutes.en].map(fold);
  return evidence.some(({ quote }) => {
    const text = harmless.reduce((left, word) => left.replaceAll(word, ' '.repeat(word.length)), fold(quote));
    return words.some((word) => says(text, word));
  });
}

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
