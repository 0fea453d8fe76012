import type { Analysis, Transcript } from '../models/domain/index.js';
import { ScriptExamples } from '../models/insight/index.js';

/** So many wait for examples from those after them: enough for a team's week, and 2 MB. */
const HELD = 100;

/** Lets analyses out in their order, each with examples from up to a hundred after it and all before it. */
export class HeldAnalyses<T extends Analysis> {
  private readonly held: { readonly analysis: T; readonly number: number }[] = [];
  private readonly examples = new ScriptExamples();
  private count = 0;

  constructor(private readonly out: (analysis: T) => void) {}

  /** @param turns what was analysed, for examples in whole sentences */
  add(analysis: T, turns?: Transcript['turns']): void {
    this.held.push({ analysis, number: this.count });
    this.examples.add(analysis, this.count, turns);
    this.count += 1;
    if (this.held.length > HELD) this.letOut();
  }

  /** Nothing more comes. */
  end(): void {
    while (this.held.length > 0) this.letOut();
  }

  private letOut(): void {
    const next = this.held.shift();
    if (next) this.out({ ...next.analysis, ...this.examples.complete(next.analysis, next.number) });
  }
}
