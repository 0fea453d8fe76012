import { correctedWords } from '../../models/domain/index.js';
import { detectLanguage, explainInsights, extract as extractInsights } from '../../models/insight/index.js';
import { rulesInForce } from '../rules-in-force.js';
import type { Step } from '../step.js';

/** Makes the insights, through the evidence gate. */
export const extract: Step<'extract'> = {
  name: 'extract',
  async run({ deps, draft, signal }) {
    const { llm } = deps;
    const rules = await rulesInForce(deps);
    const read = await draft.transcript();
    const transcript = { ...read, language: read.language ?? detectLanguage(read.turns) };
    const byRules = extractInsights(transcript, rules);
    const {
      insights: found,
      dropped,
      notes,
    } = llm ? await llm.extract(transcript, rules, byRules, signal) : { ...byRules, notes: [] };
    const insights = explainInsights(transcript, found, rules);
    draft.keep({ transcript, insights });
    return {
      state: 'done',
      engine: [`rules@${rules.hash}`, ...(llm ? [llm.rule] : [])].join(' '),
      found: {
        ...{ insights, corrected: correctedWords(transcript), language: transcript.language },
        ...{ rules: rules.hash, dropped, llmNotes: { extract: notes } },
      },
    };
  },
};
