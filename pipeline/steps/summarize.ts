import { summarize as makeSummary } from '../../models/insight/index.js';
import { rulesInForce } from '../rules-in-force.js';
import type { Step } from '../step.js';

/** Writes the summary: sentences, each citing its evidence. */
export const summarize: Step<'summarize'> = {
  name: 'summarize',
  async run({ deps, draft, signal }) {
    const { llm } = deps;
    const rules = await rulesInForce(deps);
    const [transcript, insights] = [await draft.transcript(), await draft.insights()];
    const template = makeSummary(transcript, insights, await draft.scriptFit());
    const { summary, notes } = llm
      ? await llm.summarize(transcript, rules, insights, template, signal)
      : { summary: template, notes: [] };
    return {
      state: 'done',
      engine: summary.by ?? `rules@${rules.hash}`,
      found: { summary, llmNotes: { summarize: notes } },
    };
  },
};
