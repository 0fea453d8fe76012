import {
  type Commitment,
  INSIGHT_KINDS,
  type InsightKind,
  type InsightOf,
  type Insights,
  type Playbook,
  type ScriptFit,
  type Transcript,
} from '../../domain/index.js';
import type { Rules } from '../../rules/load.js';
import { judgementOf } from '../classifier/judgement.js';
import { extractFrom } from '../extract.js';
import { type Reading, readTranscript } from '../reading/reading.js';
import { type Judged, ruleOf, ruleOfScore, ruleOfStep } from './rule.js';
import { sequenceOf, sequenceOfScore, sequenceOfStep } from './sequence.js';

/**
 * Every Insight with its explanation: what the course of the conversation and what the rules say to it. The record's
 * layer stays empty here: it is added for those who may see the record (record.ts).
 */
export function explain(reading: Reading, insights: Insights): Insights {
  const explained = INSIGHT_KINDS.map((kind) => [
    kind,
    explainKind<InsightKind>(reading, kind, insights[kind], insights, null),
  ]);
  return Object.fromEntries(explained) as Insights;
}

/** The same of commitments that a policy was applied to: its verdict is part of the rule's layer. */
export const explainJudged = (reading: Reading, insights: Insights, judged: Judged): Commitment[] =>
  explainKind(reading, 'commitments', insights.commitments, insights, judged);

/** `explain` for a transcript. */
export const explainInsights = (transcript: Transcript, insights: Insights, rules: Rules): Insights =>
  explain(judgedReading(transcript, rules), insights);

/** `explainJudged` for a transcript. */
export const explainCommitments = (
  transcript: Transcript,
  insights: Insights,
  rules: Rules,
  judged: Judged,
): Commitment[] => explainJudged(judgedReading(transcript, rules), insights, judged);

/** The reading with what the classifier made of it, so that a step that runs alone explains as the whole run does. */
function judgedReading(transcript: Transcript, rules: Rules): Reading {
  const reading = readTranscript(transcript, rules);
  if (judgementOf(reading) === undefined) extractFrom(reading);
  return reading;
}

/** A script fit with its explanation, step by step and as a whole. */
export function explainFit(reading: Reading, playbook: Playbook, fit: ScriptFit): ScriptFit {
  const missed = new Set(fit.steps.filter(({ covered }) => !covered).map(({ id }) => id));
  const steps = fit.steps.map((step): ScriptFit['steps'][number] => {
    const asked = playbook.steps.find(({ id }) => id === step.id);
    const rule = asked ? ruleOfStep(reading, playbook, asked, missed) : '';
    return { ...step, explanation: { record: '', sequence: sequenceOfStep(reading, step), rule } };
  });
  return {
    ...fit,
    explanation: {
      record: '',
      sequence: sequenceOfScore(reading, steps),
      rule: ruleOfScore(reading, playbook, fit.score, missed),
    },
    steps,
  };
}

function explainKind<K extends InsightKind>(
  reading: Reading,
  kind: K,
  list: readonly InsightOf<K>[],
  all: Insights,
  judged: Judged | null,
): InsightOf<K>[] {
  return list.map((insight) => ({
    ...insight,
    explanation: {
      record: '',
      sequence: sequenceOf(reading, kind, insight, all),
      rule: ruleOf(reading, kind, insight, judged),
    },
  }));
}

export type { Judged } from './rule.js';
