import { detectLanguage, extract as extractInsights } from '../../models/insight/index.js';
import type { Step } from '../step.js';

/** Makes the insights, through the evidence gate. */
export const extract: Step<'extract'> = {
  name: 'extract',
  async run({ deps: { rules }, draft }) {
    const read = await draft.transcript();
    const transcript = { ...read, language: read.language ?? detectLanguage(read.turns) };
    const { insights, dropped } = extractInsights(transcript, rules);
    draft.keep({ transcript, insights });
    return {
      state: 'done',
      engine: `rules@${rules.hash}`,
      found: { insights, language: transcript.language, rules: rules.hash, dropped },
    };
  },
};
