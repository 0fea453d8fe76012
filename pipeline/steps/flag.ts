import { flag as applyPolicy } from '../../models/insight/index.js';
import { replaceInsights } from '../../storage/repositories/insights.js';
import type { Step } from '../step.js';

/** Holds the commitments against the policy. */
export const flag: Step<'flag'> = {
  name: 'flag',
  async run({ conversationId, deps, draft }) {
    const policy = await deps.policy();
    const insights = await draft.insights();
    const commitments = applyPolicy(insights.commitments, await draft.transcript(), policy);
    draft.keep({ insights: { ...insights, commitments } });
    return {
      state: 'done',
      engine: `${policy.id}@${policy.version}`,
      ...(commitments.length > 0 && { save: (tx) => replaceInsights(tx, conversationId, { commitments }) }),
    };
  },
};
