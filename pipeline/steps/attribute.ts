import { attributeSides } from '../../models/attribution/index.js';
import type { Participant } from '../../models/domain/index.js';
import { rulesInForce } from '../rules-in-force.js';
import type { Step } from '../step.js';

/** Finds out which side each participant stands on, where neither the export nor a person said. */
export const attribute: Step<'attribute'> = {
  name: 'attribute',
  async run({ draft, deps }) {
    const stored = await draft.transcript();
    // An earlier attribution is forgotten first, so that a second run judges the same as the first.
    const transcript = { ...stored, participants: stored.participants.map(unattributed) };
    if (transcript.participants.every((person) => person.side !== 'unknown')) {
      draft.keep({ transcript });
      return { state: 'skipped', reason: 'every side is known already' };
    }
    const participants = attributeSides(transcript, await rulesInForce(deps), { staff: deps.staff ?? [] });
    draft.keep({ transcript: { ...transcript, participants } });
    return { state: 'done', found: { sides: participants } };
  },
};

function unattributed(person: Participant): Participant {
  if (person.sideSource !== 'attribution') return person;
  return { ...person, side: 'unknown', sideConfidence: 0, sideSource: 'none' };
}
