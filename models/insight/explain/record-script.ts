import { type RecordField, ScriptAct, type ScriptFit } from '../../domain/index.js';
import type { Rules } from '../../rules/load.js';
import { says } from '../says.js';
import { sentence } from './parts.js';
import { inField, isOurs, type KnownRecord, sinceOf, tell, type Telling, tellingIn } from './record.js';

/** What of the record each act fills; the others leave nothing there. */
const FILLS: Partial<Record<ScriptAct, RecordField>> = {
  need: 'goals',
  impact: 'pains',
  budget: 'budget',
  authority: 'decision_chain',
  next_step: 'next_steps',
  concerns: 'objections',
};

/**
 * The script fit with the record's layer of its explanation: which of what its steps ask for the customer's record
 * holds, and since when. Only for who may see the record. What was scored before there were explanations stays as it is.
 */
export function explainFitByRecord(fit: ScriptFit, record: KnownRecord, rules: Rules): ScriptFit {
  if (fit.explanation === undefined) return fit;
  const telling = tellingIn(fit.explanation, record, rules);
  const asked = new Set<RecordField>();
  const steps = fit.steps.map((step) => {
    const act = ScriptAct.safeParse(step.act ?? step.id).data;
    const field = act && FILLS[act];
    if (!field || !step.explanation) return step;
    asked.add(field);
    return { ...step, explanation: { ...step.explanation, record: sentence(telling, [ofField(telling, field)]) } };
  });
  return { ...fit, steps, explanation: { ...fit.explanation, record: ofScore(telling, [...asked]) } };
}

function ofField(telling: Telling, field: RecordField): string {
  const name = says(telling, `record.field_${field}`);
  const [first] = inField(telling, field).toSorted((a, b) => (sinceOf(a) < sinceOf(b) ? -1 : 1));
  if (!first) return says(telling, 'record.lacks', { fields: name });
  return tell(telling, isOurs(telling, first) ? 'holds_from_here' : 'holds_since', first, { field: name });
}

function ofScore(telling: Telling, asked: readonly RecordField[]): string {
  const names = (held: boolean): string =>
    asked
      .filter((field) => inField(telling, field).length > 0 === held)
      .map((field) => says(telling, `record.field_${field}`))
      .join(telling.voice === 'zh' ? '、' : ', ');
  const [held, lacking] = [names(true), names(false)];
  return sentence(telling, [
    held === '' ? '' : says(telling, 'record.holds', { fields: held }),
    lacking === '' ? '' : says(telling, 'record.lacks', { fields: lacking }),
  ]);
}
