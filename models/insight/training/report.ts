import type { Labelled } from './fit.js';

/** How often each answer was right on whole conversations of writers left out, as a line of text. */
export function reportOf(
  name: string,
  answerNames: readonly string[],
  labelled: readonly Labelled[],
  probabilities: readonly Float64Array[],
  thresholds: readonly number[],
): string {
  const f1s = answerNames.map((_, answer) => {
    let [tp, fp, fn] = [0, 0, 0];
    labelled.forEach(({ yes, origin }, n) => {
      if (yes[answer] === null || origin !== 'conversation') return;
      const said = (probabilities[answer]?.[n] as number) >= (thresholds[answer] as number);
      if (said && yes[answer]) tp += 1;
      else if (said) fp += 1;
      else if (yes[answer]) fn += 1;
    });
    return (2 * tp) / (2 * tp + fp + fn || 1);
  });
  const known = ({ yes, origin }: Labelled): boolean => origin === 'conversation' && yes.some((one) => one !== null);
  const measured = labelled.filter(known).length;
  const best = labelled.filter((one, n) => {
    const { yes } = one;
    if (!known(one)) return false;
    const at = answerNames.reduce(
      (top, _, answer) => ((probabilities[answer]?.[n] as number) > (probabilities[top]?.[n] as number) ? answer : top),
      0,
    );
    return yes[at];
  }).length;
  return `${name}: ${labelled.length} examples; on whole conversations of writers left out: ${answerNames.map((answer, n) => `${answer} F1 ${(f1s[n] as number).toFixed(2)} from ${(thresholds[n] as number).toFixed(2)}`).join(', ')}${answerNames.length > 1 ? `; best answer right ${((100 * best) / measured).toFixed(1)} %` : ''}`;
}
