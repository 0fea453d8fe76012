import type { Evidence, Playbook, PlaybookStep, ScriptAct, ScriptFit, Transcript } from '../../domain/index.js';
import type { Rules } from '../../rules/load.js';
import { judgeAct } from '../classifier/judge.js';
import { explainFit } from '../explain/index.js';
import { claimsOf } from '../extract.js';
import { type Reading, readTranscript } from '../reading/reading.js';
import { isRuled, readRuledAct } from './ruled-acts.js';
import { says, shorten } from '../says.js';
import { actFor, readAct } from './script-acts.js';
import { scoreOf } from './script-weights.js';

/** How a conversation did against a playbook, step by step. A step that nothing reads counts as missed, and says so. */
export function scoreScript(transcript: Transcript, playbook: Playbook, rules: Rules): ScriptFit {
  return scoreReading(readTranscript(transcript, rules), playbook);
}

/** `scoreScript` for a transcript that was read already. */
export function scoreReading(reading: Reading, playbook: Playbook): ScriptFit {
  const awaited = new Set(playbook.steps.flatMap(({ after }) => after));
  const done = new Map(playbook.steps.map((step) => [step.id, readStep(reading, step, awaited.has(step.id))]));
  const steps = playbook.steps.map((step): ScriptFit['steps'][number] => {
    const { evidence, act } = done.get(step.id) as StepReading;
    const named = { id: step.id, ...(act !== null && act !== step.id && { act }) };
    if (evidence === null) {
      const because = says(reading, act === null ? 'script.unread' : 'script.missed', {
        does: step.does[reading.voice],
      });
      return { ...named, covered: false, because, evidence: [] };
    }
    const covered = says(reading, 'script.covered', { quote: shorten(evidence.quote) });
    const late = playbook.steps.find(({ id }) => step.after.includes(id) && comesBefore(done, step.id, id));
    if (!late) return { ...named, covered: true, because: covered, evidence: [evidence] };
    const order = says(reading, 'acts.out_of_order', { after: late.does[reading.voice] });
    return { ...named, covered: true, outOfOrder: true, because: `${covered}${order}`, evidence: [evidence] };
  });
  const missed = playbook.steps.filter(({ id }) => done.get(id)?.evidence === null);
  return explainFit(reading, playbook, {
    playbook: playbook.id,
    score: scoreOf(playbook, new Set(missed.map(({ id }) => id))),
    steps,
    missed: missed.map(({ id, required, say }) => ({ id, required, say: say?.[reading.voice] ?? null, example: null })),
  });
}

interface StepReading {
  readonly evidence: Evidence | null;
  /** Turn of the first words that do it: order goes by them, since the best words may come later. */
  readonly firstTurn: number;
  /** What shows that it was done; null: nothing can see it. */
  readonly act: ScriptAct | null;
}

function readStep(reading: Reading, step: PlaybookStep, isAwaited: boolean): StepReading {
  const act = actFor(step, reading);
  if (act === null) return { evidence: null, firstTurn: Infinity, act };
  if (isRuled(act)) {
    const evidence = readRuledAct(act, reading);
    return { evidence, firstTurn: evidence?.turn ?? Infinity, act };
  }
  const evidence = judgeAct(reading, () => claimsOf(reading), act);
  if (evidence === null) return { evidence, firstTurn: Infinity, act };
  const first = isAwaited ? readAct(act, reading, claimsOf(reading)) : null;
  return { evidence, firstTurn: Math.min(evidence.turn, first?.turn ?? Infinity), act };
}

/** Whether a step was done, and well before the one that belongs before it. */
function comesBefore(done: ReadonlyMap<string, StepReading>, step: string, after: string): boolean {
  const [own, other] = [done.get(step), done.get(after)];
  return own?.evidence != null && other?.evidence != null && own.evidence.turn < other.firstTurn;
}
