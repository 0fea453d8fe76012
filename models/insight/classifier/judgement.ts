import type { Budget, Evidence, Insights } from '../../domain/index.js';
import type { Reading, TurnReading } from '../reading/reading.js';
import { type Features, turnFeatures, type TurnWords } from './features.js';
import { loadClassifier, type ownWeights, type Task } from './model.js';
import { turnWords } from './signals.js';

/** One conversation as the classifier reads it. */
export interface Judgement {
  readonly reading: Reading;
  readonly words: readonly TurnWords[];
  readonly features: readonly Features[];
  readonly tasks: ReadonlyMap<string, Task>;
  readonly version: string;
  /** Worked out when the script is scored. */
  steps?: readonly ({ readonly turn: TurnReading; readonly score: number } | undefined)[];
  /** The words that weighed most, by question, answer and turn. */
  readonly phrases: Map<string, readonly string[]>;
  latestWeights?: { readonly key: string; readonly weights: ReturnType<typeof ownWeights> };
  /** Worked out when the budget is judged. */
  budgets?: readonly Budget[];
}

/** By reading: extracting and scoring want the same one. */
const judgements = new WeakMap<Reading, Judgement>();

/** Reads the words of a conversation once, with what the rules claim of it among them. */
export function examine(reading: Reading, claims: Insights): Judgement {
  const known = judgements.get(reading);
  if (known) return known;
  const { tasks, version } = loadClassifier();
  const words = turnWords(reading, claims);
  const features = words.map((_, at) => turnFeatures(words, at));
  const judgement: Judgement = { reading, words, features, tasks, version, phrases: new Map() };
  judgements.set(reading, judgement);
  return judgement;
}

/** Claims by the turn that they rest on first. */
export function byTurn<T extends { readonly evidence: readonly [Evidence, ...Evidence[]] }>(
  claims: readonly T[],
): (turn: number) => readonly T[] {
  const turns = new Map<number, T[]>();
  for (const claim of claims) {
    const { turn } = claim.evidence[0];
    const here = turns.get(turn);
    if (here) here.push(claim);
    else turns.set(turn, [claim]);
  }
  return (turn) => turns.get(turn) ?? [];
}

/** What was made of a conversation, if it was judged. */
export const judgementOf = (reading: Reading): Judgement | undefined => judgements.get(reading);
