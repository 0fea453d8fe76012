import type { Insights, Playbook, ScriptFit, Transcript } from '../domain/index.js';
import type { Rules } from '../rules/load.js';

export function scoreScript(
  _transcript: Transcript,
  _insights: Insights,
  playbook: Playbook,
  _rules: Rules,
): ScriptFit {
  return {
    playbook: playbook.id,
    score: 0,
    steps: playbook.steps.map(({ id }) => ({ id, covered: false, evidence: [] })),
  };
}
