import type { Insights, Transcript } from '../domain/index.js';
import type { Rules } from '../rules/load.js';
import { judge } from './classifier/judge.js';
import { budgets } from './detectors/budgets.js';
import { commitments } from './detectors/commitments.js';
import { competitors } from './detectors/competitors.js';
import { nextSteps } from './detectors/next-steps.js';
import { objections } from './detectors/objections.js';
import { stakeholders } from './detectors/stakeholders.js';
import { gate } from './gate.js';
import { settle } from './pledges/index.js';
import { type Reading, readTranscript } from './reading/reading.js';

/** Every kind of Insight that a transcript's words carry, through the evidence gate. */
export function extract(transcript: Transcript, rules: Rules): { insights: Insights; dropped: number } {
  return extractFrom(readTranscript(transcript, rules));
}

/** `extract` for a transcript that was read already: the rules propose, the classifier judges, what is promised is settled, the gate proves. */
export function extractFrom(reading: Reading): { insights: Insights; dropped: number } {
  const judged = judge(reading, claimsOf(reading));
  return gate({ ...judged, commitments: settle(reading, judged.commitments) }, reading.transcript.turns);
}

/** What the rules alone make of the words. */
export function claimsOf(reading: Reading): Insights {
  return {
    budgets: budgets(reading),
    stakeholders: stakeholders(reading),
    objections: objections(reading),
    commitments: commitments(reading),
    nextSteps: nextSteps(reading),
    // Of these the lexicon's words alone tell too little: the classifier weighs them among the rest.
    goals: [],
    pains: [],
    competitors: competitors(reading),
  };
}
