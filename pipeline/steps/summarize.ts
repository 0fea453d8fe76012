import { summarize as makeSummary } from '../../models/insight/index.js';
import type { Step } from '../step.js';

/** Writes the summary: sentences, each citing its evidence. */
export const summarize: Step<'summarize'> = {
  name: 'summarize',
  async run({ deps: { rules }, draft }) {
    const summary = makeSummary(await draft.transcript(), await draft.insights(), await draft.scriptFit());
    return {
      state: 'done',
      engine: `rules@${rules.hash}`,
      found: { summary },
    };
  },
};
