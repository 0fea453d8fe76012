import type { Analysis, Playbook, Policy, Transcript } from '../domain/index.js';
import type { Rules } from '../rules/load.js';
import { extractFrom } from './extract.js';
import { flag } from './flag.js';
import { measure } from './metrics.js';
import { readTranscript } from './reading.js';
import { scoreReading } from './script-fit.js';
import { summarize } from './summary.js';
import { detectLanguage } from './text.js';

export interface AnalysisOptions {
  readonly rules: Rules;
  readonly playbook: Playbook;
  readonly policy: Policy;
  /** Vouch's own version, for the analysis' `engine`. */
  readonly version: string;
}

/** The whole analysis of one transcript: pure, no I/O. Works with unknown speakers, without times, and for nothing at all. */
export function analyze(transcript: Transcript, { rules, playbook, policy, version }: AnalysisOptions): Analysis {
  const language = transcript.language ?? detectLanguage(transcript.turns);
  const known: Transcript = { ...transcript, language };
  const reading = readTranscript(known, rules);
  const { insights, dropped } = extractFrom(reading);
  const flagged = { ...insights, commitments: flag(insights.commitments, known, policy) };
  const scriptFit = scoreReading(reading, flagged, playbook);
  return {
    id: transcript.id,
    schema: 'vouch.analysis/1',
    language,
    engine: { name: 'vouch', version, rules: rules.hash },
    ...flagged,
    scriptFit,
    metrics: measure(known),
    summary: summarize(known, flagged, scriptFit, rules),
    dropped: { withoutEvidence: dropped },
  };
}
