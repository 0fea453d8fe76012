import { type Insights, LEARNT_ACTS } from '../../domain/index.js';
import { mix } from '../reading/hash.js';
import type { Reading } from '../reading/reading.js';
import { readAct } from '../script/script-acts.js';
import { signalHash, type TurnWords, wordsOf } from './features.js';

/**
 * The turns as the classifier reads them. What the rules claimed and the ideas that the lexicon knows are
 * features like words: training decides how far each is believed.
 */
export function turnWords(reading: Reading, claims: Insights): TurnWords[] {
  const signals = reading.turns.map(({ clauses }) => {
    const found: number[] = [];
    for (const { hits, asks } of clauses) {
      if (asks === 'asks') found.push(ASKS);
      for (const { concept, hash } of hits) {
        // Who is named is no idea.
        if (concept.startsWith('names.')) continue;
        found.push(mix(SAID, hash));
        if (asks === 'asks') found.push(mix(ASKED, hash));
      }
    }
    return found;
  });
  const claimed = (turn: number, ...what: string[]): void => {
    signals[turn]?.push(...what.map(signalHash));
  };
  for (const { category, evidence } of claims.objections)
    claimed(evidence[0].turn, 'objection', `objection ${category}`);
  for (const { category, risk, condition, evidence } of claims.commitments)
    claimed(
      evidence[0].turn,
      'commitment',
      `commitment ${category}`,
      `commitment ${risk}`,
      ...(condition === null ? [] : ['commitment on condition']),
    );
  for (const { owner, due, evidence } of claims.nextSteps)
    claimed(evidence[0].turn, 'next step', `next step ${owner}`, ...(due === null ? [] : ['next step dated']));
  for (const { stance, evidence } of claims.budgets) claimed(evidence[0].turn, 'budget', `budget ${stance}`);
  for (const { role, evidence } of claims.stakeholders) claimed(evidence[0].turn, 'stakeholder', `stakeholder ${role}`);
  for (const act of LEARNT_ACTS) {
    const evidence = readAct(act, reading, claims);
    if (evidence) claimed(evidence.turn, `act ${act}`);
  }
  return reading.turns.map((turn, at) => wordsOf(turn, signals[at] as number[]));
}

const ASKS = signalHash('asks');
const SAID = signalHash('said');
const ASKED = signalHash('asked');
