import type { Insights, Playbook, ScriptFit, Transcript } from '../domain/index.js';
import type { Rules } from '../rules/load.js';
import { type Reading, readTranscript } from './reading.js';
import { says, shorten } from './says.js';
import { actFor, readAct } from './script-acts.js';

/** How a conversation did against a playbook, step by step. A step that no rule reads counts as missed, and says so. */
export function scoreScript(transcript: Transcript, insights: Insights, playbook: Playbook, rules: Rules): ScriptFit {
  return scoreReading(readTranscript(transcript, rules), insights, playbook);
}

/** `scoreScript` for a transcript that was read already. */
export function scoreReading(reading: Reading, insights: Insights, playbook: Playbook): ScriptFit {
  let reached = 0;
  let possible = 0;
  const steps = playbook.steps.map((step): ScriptFit['steps'][number] => {
    possible += step.weight;
    const act = actFor(step, reading);
    const evidence = act === null ? null : readAct(act, reading, insights);
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
