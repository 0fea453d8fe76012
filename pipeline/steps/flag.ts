import { staffRoles } from '../../models/attribution/index.js';
import { correctedWords } from '../../models/domain/index.js';
import {
  explainCommitments,
  extract,
  flag as applyPolicy,
  mergeStored,
  policyWith,
} from '../../models/insight/index.js';
import { rulesInForce } from '../rules-in-force.js';
import type { Step } from '../step.js';

/** Holds the commitments against the policy: what it allows to whoever made them. */
export const flag: Step<'flag'> = {
  name: 'flag',
  async run({ deps, draft }) {
    const rules = await rulesInForce(deps);
    const policy = policyWith(await deps.policy(), rules);
    const insights = await draft.insights();
    const transcript = await draft.transcript();
    // What was judged before has that policy's words in it, so a second judgement starts from new ones.
    const judged = insights.commitments.some((commitment) => commitment.allowed !== null);
    const found = judged
      ? mergeStored(extract(transcript, rules).insights.commitments, insights.commitments)
      : insights.commitments;
    const roleOf = staffRoles(transcript, deps.managers ?? []);
    const flagged = { ...insights, commitments: applyPolicy(found, transcript, policy, roleOf) };
    const commitments = explainCommitments(transcript, flagged, rules, { policy, roleOf });
    draft.keep({ insights: { ...insights, commitments } });
    return {
      state: 'done',
      engine: `${policy.id}@${policy.version}`,
      found: { insights: { commitments }, corrected: correctedWords(transcript) },
    };
  },
};
