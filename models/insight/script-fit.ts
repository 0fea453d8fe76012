import type { Playbook, ScriptFit, Transcript } from '../domain/index.js';
import type { Rules } from '../rules/load.js';
import { judgeAct } from './classifier/judge.js';
import { claimsOf } from './extract.js';
import { type Reading, readTranscript } from './reading.js';
import { says, shorten } from './says.js';
import { actFor } from './script-acts.js';

/** How a conversation did against a playbook, step by step. A step that nothing reads counts as missed, and says so. */
export function scoreScript(transcript: Transcript, playbook: Playbook, rules: Rules): ScriptFit {
  return scoreReading(readTranscript(transcript, rules), playbook);
}

/** `scoreScript` for a transcript that was read already. */
export function scoreReading(reading: Reading, playbook: Playbook): ScriptFit {
  let reached = 0;
  let possible = 0;
  const steps = playbook.steps.map((step): ScriptFit['steps'][number] => {
    possible += step.weight;
    const act = actFor(step, reading);
    const evidence = act === null ? null : judgeAct(reading, () => claimsOf(reading), act);
    const does = step.does[reading.voice];
    if (evidence === null)
      return {
        id: step.id,
        covered: false,
        because: says(reading, act === null ? 'script.unread' : 'script.missed', { does }),
        evidence: [],
      };
    reached += step.weight;
    return {
      id: step.id,
      covered: true,
      because: says(reading, 'script.covered', { quote: shorten(evidence.quote) }),
      evidence: [evidence],
    };
  });
  return { playbook: playbook.id, score: Math.round((100 * reached) / possible), steps };
}
