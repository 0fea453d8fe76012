import type { Analysis, Insights, Language, Playbook, Policy, Transcript } from '../domain/index.js';
import { policyWith } from '../rules/company.js';
import type { Rules } from '../rules/load.js';
import { explain, explainJudged } from './explain/index.js';
import { extractFrom } from './extract.js';
import { flag } from './flag.js';
import type { LlmReader } from './llm/index.js';
import { measure } from './metrics.js';
import { readTranscript } from './reading/reading.js';
import { scoreReading } from './script/script-fit.js';
import { summarize } from './summary.js';
import { detectLanguage } from './reading/text.js';

export interface AnalysisOptions {
  readonly rules: Rules;
  readonly playbook: Playbook;
  readonly policy: Policy;
  /** Vouch's own version, for the analysis' `engine`. */
  readonly version: string;
}

/** The whole analysis of one transcript: pure, no I/O. Works with unknown speakers, without times, and for nothing at all. */
export function analyze(transcript: Transcript, options: AnalysisOptions): Analysis {
  const known = inItsLanguage(transcript);
  return analysisOf(known, extractFrom(readTranscript(known, options.rules)), options);
}

/** `analyze` with an LLM that reads along; what it did not do is in the analysis' `notes`. */
export async function analyzeWithLlm(
  transcript: Transcript,
  options: AnalysisOptions,
  llm: LlmReader,
  signal?: AbortSignal,
): Promise<Analysis> {
  const { rules } = options;
  const known = inItsLanguage(transcript);
  const found = await llm.extract(known, rules, extractFrom(readTranscript(known, rules)), signal);
  const analysis = analysisOf(known, found, options);
  const { summary, notes } = await llm.summarize(known, rules, analysis, analysis.summary, signal);
  const all = [...found.notes, ...notes];
  return { ...analysis, summary, ...(all.length > 0 && { notes: all.map((note) => `LLM: ${note}`) }) };
}

const inItsLanguage = (transcript: Transcript): Transcript & { language: Language } => ({
  ...transcript,
  language: transcript.language ?? detectLanguage(transcript.turns),
});

function analysisOf(
  known: Transcript & { language: Language },
  { insights, dropped }: { insights: Insights; dropped: number },
  { rules, playbook, policy: given, version }: AnalysisOptions,
): Analysis {
  const policy = policyWith(given, rules);
  const reading = readTranscript(known, rules);
  const commitments = flag(insights.commitments, known, policy);
  const flagged = {
    ...explain(reading, insights),
    commitments: explainJudged(reading, { ...insights, commitments }, { policy }),
  };
  const scriptFit = scoreReading(reading, playbook);
  return {
    id: known.id,
    schema: 'vouch.analysis/1',
    language: known.language,
    engine: { name: 'vouch', version, rules: rules.hash },
    ...flagged,
    scriptFit,
    metrics: measure(known),
    summary: summarize(known, flagged, scriptFit, rules),
    dropped: { withoutEvidence: dropped },
  };
}
