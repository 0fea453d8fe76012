import { llmRule, type LlmReader } from '../models/insight/index.js';
import type { Config } from './config.js';

/** The LLM that the configuration names, if any. Its client is loaded at the first conversation, and opens nothing before. */
export function llmFrom({ llm, phoneRegion }: Config): LlmReader | undefined {
  if (llm === null) return undefined;
  let opened: Promise<LlmReader> | undefined;
  const open = (): Promise<LlmReader> =>
    (opened ??= import('../models/insight/llm/index.js').then(({ openLlmReader }) => openLlmReader(llm, phoneRegion)));
  return {
    rule: llmRule(llm.model),
    extract: async (...given) => (await open()).extract(...given),
    summarize: async (...given) => (await open()).summarize(...given),
  };
}
