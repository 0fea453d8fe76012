import { measure, scoreScript } from '../../models/insight/index.js';
import { readDealStage } from '../../storage/repositories/conversations.js';
import { rulesInForce } from '../rules-in-force.js';
import type { Step } from '../step.js';

/** Holds the conversation against the playbook, and measures it. */
export const score: Step<'score'> = {
  name: 'score',
  async run({ conversationId, db, deps, draft }) {
    const playbook = await deps.playbook(() => readDealStage(db, conversationId));
    const transcript = await draft.transcript();
    const scriptFit = scoreScript(transcript, playbook, await rulesInForce(deps));
    const metrics = measure(transcript);
    draft.keep({ scriptFit });
    return {
      state: 'done',
      engine: `${playbook.id}@${playbook.version}`,
      found: { scriptFit, metrics },
    };
  },
};
