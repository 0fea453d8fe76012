import { type Analysis, type ScriptExample, type Transcript, wholeSentence } from '../../domain/index.js';

interface Shown {
  /** Which analysis it is from: ids of files may be alike. */
  readonly from: number;
  readonly score: number;
  readonly example: ScriptExample;
}

/**
 * What was done well in some conversations, for others that missed it. Of every step in every language the best two
 * are kept, so that a conversation is never its own example.
 */
export class ScriptExamples {
  private readonly best = new Map<string, readonly Shown[]>();

  /**
   * @param from tells this analysis from the others
   * @param turns what was analysed: whole sentences are shown, and what is too short for one is not; without it the quotes
   */
  add(
    { id, language, scriptFit: { playbook, score, steps } }: Analysis,
    from: number,
    turns?: Transcript['turns'],
  ): void {
    for (const { id: step, evidence } of steps) {
      const [first] = evidence;
      if (!first) continue;
      const text = turns?.[first.turn]?.text;
      const place = text === undefined ? first : wholeSentence(text, first);
      if (place === null) continue;
      const { start, end } = place;
      const quote = text?.slice(start, end) ?? first.quote;
      const shown = { from, score, example: { conversationId: id, turn: first.turn, start, end, quote } };
      const key = keyOf(playbook, step, language);
      this.best.set(key, [...(this.best.get(key) ?? []), shown].sort((a, b) => b.score - a.score).slice(0, 2));
    }
  }

  /** The analysis with an example for each missed step that another one did, in the same language. */
  complete(analysis: Analysis, from: number): Analysis {
    const { language, scriptFit } = analysis;
    const missed = scriptFit.missed?.map((step) => {
      const shown = this.best.get(keyOf(scriptFit.playbook, step.id, language))?.find((one) => one.from !== from);
      return shown ? { ...step, example: shown.example } : step;
    });
    return missed === undefined ? analysis : { ...analysis, scriptFit: { ...scriptFit, missed } };
  }
}

const keyOf = (playbook: string, step: string, language: string): string => JSON.stringify([playbook, step, language]);
