/**
 * The standard error of a figure over sentences: by how much it changes when each of them is left out in turn (the
 * jackknife, Tukey 1958). Errors come in heaps (a sentence, a voice), so that counting words as if each were a throw
 * of its own would say too little; and a quotient of two rates has no formula as plain as this.
 *
 * @param figure of any of the sentences
 * @returns infinity for a single sentence, and where some sentence left out leaves no figure
 */
export function standardError<T>(sentences: readonly T[], figure: (some: readonly T[]) => number): number {
  const count = sentences.length;
  if (count < 2) return Infinity;
  const without = sentences.map((_, left) => figure(sentences.filter((_, i) => i !== left)));
  const mean = without.reduce((sum, each) => sum + each, 0) / count;
  const squares = without.reduce((sum, each) => sum + (each - mean) ** 2, 0);
  const found = Math.sqrt(((count - 1) / count) * squares);
  return Number.isFinite(found) ? found : Infinity;
}
