/** Raise when prompts or checks change what becomes of the same words. */
const VERSION = 1;

/** The source that an Insight names when an LLM found it. */
export const llmRule = (model: string): string => `llm:${model}@${VERSION}`;
