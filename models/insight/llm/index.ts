import type { Insights, Summary, Transcript } from '../../domain/index.js';
import type { Rules } from '../../rules/load.js';
import { readTranscript } from '../reading/reading.js';
import { type LlmSettings, openLlmClient } from './client.js';
import { extractWithLlm, type Extracted } from './extraction.js';
import { llmRule } from './rule.js';
import { summarizeWithLlm } from './summary.js';

export type { LlmSettings } from './client.js';
export type { Extracted } from './extraction.js';

/** An LLM that reads along: what it says is added to what the rules found, through the same gate. It fails no conversation. */
export interface LlmReader {
  /** `llm:<model>@<version>`: the source of what it finds. */
  readonly rule: string;
  /** @throws the signal's reason when it is aborted, and nothing else */
  extract(
    transcript: Transcript,
    rules: Rules,
    base: { readonly insights: Insights; readonly dropped: number },
    signal?: AbortSignal,
  ): Promise<Extracted>;
  /** `template`: the rules' summary, which stands where the LLM's does not hold. */
  summarize(
    transcript: Transcript,
    rules: Rules,
    insights: Insights,
    template: Summary,
    signal?: AbortSignal,
  ): Promise<{ readonly summary: Summary; readonly notes: readonly string[] }>;
}

/** Of a conversation's tokens; steps may run in different processes, so each has its own share. */
const SUMMARY_SHARE = 0.2;

/** Opens nothing by itself: the first question does. `phoneRegion`: the country of numbers without a prefix, for redaction. */
export function openLlmReader(settings: LlmSettings, phoneRegion: string): LlmReader {
  const client = openLlmClient(settings);
  const rule = llmRule(settings.model);
  const forSummary = Math.floor(settings.tokens * SUMMARY_SHARE);
  return {
    rule,
    extract: (transcript, rules, base, signal) =>
      extractWithLlm(readTranscript(transcript, rules), base, {
        ...{ client, rule, phoneRegion, signal },
        tokens: settings.tokens - forSummary,
      }),
    summarize: (transcript, rules, insights, template, signal) =>
      summarizeWithLlm(readTranscript(transcript, rules), insights, template, {
        ...{ client, rule, phoneRegion, signal },
        tokens: forSummary,
      }),
  };
}
