/** What a recording and the dialogue that was spoken in it have in common: what the record is made of, without the wording. */
import type { Analysis } from '../../../models/domain/index.js';

export interface Dialogue {
  readonly turns: readonly (readonly [speaker: string, text: string])[];
}

/** Calls of fixtures/ that have no transcript beside them. */
export const RECORDINGS = ['lumen-callback', 'yaoshi-renewal-call'] as const;

const clock = (seconds: number): string => new Date(seconds * 1000).toISOString().slice(11, 23);

/** The dialogue as it was written: five seconds a turn. */
export const asWebVtt = ({ turns }: Dialogue): string =>
  [
    'WEBVTT',
    ...turns.map(([speaker, text], i) => `\n${clock(i * 5)} --> ${clock(i * 5 + 5)}\n${speaker}: ${text}`),
    '',
  ].join('\n');

export const gist = ({
  budgets,
  commitments,
  stakeholders,
}: Pick<Analysis, 'budgets' | 'commitments' | 'stakeholders'>) => ({
  budgets: budgets.map(({ min, max, currency }) => [min, max, currency]),
  promises: [...new Set(commitments.map(({ category }) => category))].sort(),
  deciders: stakeholders.filter(({ role }) => role === 'decision_maker').length,
});
