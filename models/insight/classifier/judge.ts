import type { Evidence, Insights } from '../../domain/index.js';
import { rivalsNamed } from '../detectors/competitors.js';
import type { Reading, TurnReading } from '../reading/reading.js';
import type { Act } from '../script/script-acts.js';
import { isSurelyNot, surelyDone } from '../script/sure-acts.js';
import { citeClauses } from '../reading/spans.js';
import type { Features } from './features.js';
import { judgeBudgets } from './judge-budgets.js';
import { judgePeople } from './judge-people.js';
import { judgeNeeds } from './judge-needs.js';
import { judgeObjections } from './judge-objections.js';
import { judgeCommitments } from './judge-commitments.js';
import { judgeNextSteps } from './judge-next-steps.js';
import { examine, type Judgement, judgementOf } from './judgement.js';
import { probability, scores, type Task } from './model.js';
import { telling } from './weigh.js';

/**
 * The rules' claims as the classifier judges them: what it does not believe goes, what it finds beyond them comes,
 * and where both found the same the rules' details stay. The rules' claims are among what it looks at.
 */
export function judge(reading: Reading, claims: Insights): Insights {
  const judgement = examine(reading, claims);
  const judged: Insights = {
    ...claims,
    objections: judgeObjections(judgement, claims.objections),
    commitments: judgeCommitments(judgement, claims.commitments),
    nextSteps: judgeNextSteps(judgement, claims.nextSteps),
    budgets: judgeBudgets(judgement, claims.budgets),
    stakeholders: judgePeople(judgement, claims.stakeholders),
    ...judgeNeeds(judgement),
  };
  return { ...judged, competitors: [...claims.competitors, ...rivalsNamed(reading, judged)] };
}

/** Where the rep does what a step of the script asks for; null: nowhere. */
export function judgeAct(reading: Reading, claims: () => Insights, act: Act): Evidence | null {
  const sure = surelyDone(act, reading);
  if (sure) return sure;
  const judgement = judgementOf(reading) ?? examine(reading, claims());
  const task = judgement.tasks.get('script step') as Task;
  const answer = task.answers.indexOf(act);
  const best = stepTurns(judgement)[answer];
  const likely = best ? probability(task, answer, best.score) : 0;
  if (!best || likely < (task.threshold[answer] as number)) return null;
  const [clause, more] = best.turn.clauses;
  if (
    !more &&
    likely < DOUBTFUL &&
    (isSurelyAnother(judgement, best.turn) || (PROBES.has(act) && clause?.asks === 'no'))
  )
    return null;
  const at = telling(judgement, 'script step', answer, best.turn);
  return citeClauses(reading, best.turn, best.turn.clauses.slice(at, at + 1))[0];
}

/** A turn of one clause does one thing: what is surely that leaves nothing to what is doubtful. */
const SURELY = 0.9;
const DOUBTFUL = 0.5;

/** These are done by asking: a bare statement is doubtful as one. */
const PROBES: ReadonlySet<Act> = new Set(['need', 'impact', 'budget', 'authority', 'timeline']);

function isSurelyAnother({ tasks, features }: Judgement, { index }: TurnReading): boolean {
  const task = tasks.get('script step') as Task;
  return scores(task, features[index] as Features).some((score, step) => probability(task, step, score) >= SURELY);
}

/** For every step the rep's turn that scores best. */
function stepTurns(judgement: Judgement): Judgement['steps'] & object {
  if (judgement.steps) return judgement.steps;
  const task = judgement.tasks.get('script step') as Task;
  const steps: { turn: TurnReading; score: number }[] = [];
  let heard = false;
  for (const turn of judgement.reading.turns) {
    if (turn.side === 'customer') heard = true;
    if (turn.side !== 'rep' || turn.unreliable || turn.clauses.length === 0) continue;
    scores(task, judgement.features[turn.index] as Features).forEach((score, answer) => {
      // A value is tied to what the customer has said.
      if (!heard && task.answers[answer] === 'value') return;
      if (isSurelyNot(task.answers[answer] as Act, judgement.reading, turn)) return;
      if (score > (steps[answer]?.score ?? -Infinity)) steps[answer] = { turn, score };
    });
  }
  return (judgement.steps = steps);
}
