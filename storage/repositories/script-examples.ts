import { sql, type SQL } from 'drizzle-orm';

import type { Evidence, Language, ScriptExample, ScriptFit } from '../../models/domain/index.js';
import type { DbOrTx } from '../database.js';
import { rows } from '../rows.js';
import { inSight, type Sight } from './sight.js';

/** Of so many conversations with the best scores one of a won deal comes first. */
const AMONG = 50;

/** The statements that write which steps a Conversation did, for those that missed them. */
export function savingScriptSteps(conversationId: string, { playbook, score, steps }: ScriptFit): SQL[] {
  const done = JSON.stringify(steps.flatMap(({ id, covered }) => (covered ? [id] : [])));
  return [
    sql`delete from script_steps where conversation_id = ${conversationId}
      and step not in (select jsonb_array_elements_text(${done}::jsonb))`,
    sql`insert into script_steps (conversation_id, playbook, step, score)
      select ${conversationId}, ${playbook}, step, ${score}::real
      from jsonb_array_elements_text(${done}::jsonb) as done(step)
      on conflict (conversation_id, step) do update set playbook = excluded.playbook, score = excluded.score`,
  ];
}

/**
 * How other Conversations did the steps that one missed, by step: same playbook and language, within the reader's
 * sight, a won deal's first and then the best score. A step that nobody did is not there.
 */
export async function readScriptExamples(
  db: DbOrTx,
  wanted: {
    readonly conversationId: string;
    readonly language: Language;
    readonly playbook: string;
    readonly steps: readonly string[];
  },
  sight?: Sight,
): Promise<Map<string, ScriptExample>> {
  const { conversationId, language, playbook, steps } = wanted;
  if (steps.length === 0) return new Map();
  const found = await rows<{ step: string; id: string; evidence: Evidence; text: string }>(
    db,
    sql`select missed.step, best.id, best.evidence, t.text
      from jsonb_array_elements_text(${JSON.stringify(steps)}::jsonb) as missed(step)
      cross join lateral (
        select top.id, top.evidence from (
          select c.id, s.score, coalesce(d.outcome = 'won', false) won,
            (select done -> 'evidence' -> 0 from jsonb_array_elements(c.script_fit -> 'steps') done
              where done ->> 'id' = missed.step) evidence
          from script_steps s
          join conversations c on c.id = s.conversation_id
          left join deals d on d.id = c.deal_id
          where s.playbook = ${playbook} and s.step = missed.step and c.language = ${language}
            and c.id <> ${conversationId} and ${inSight(sight, sql`c.id`) ?? sql`true`}
          order by s.score desc limit ${AMONG}) top
        order by top.won desc, top.score desc, top.id limit 1) best
      join turns t on t.conversation_id = best.id and t.turn = (best.evidence ->> 'turn')::int`,
  );
  return new Map(
    found.flatMap(({ step, id, evidence: { turn, start, end, quote }, text }) =>
      // A run that is on its way may have changed the turns already.
      text.slice(start, end) === quote ? [[step, { conversationId: id, turn, start, end, quote }] as const] : [],
    ),
  );
}

/** The fit with what was found for the steps it missed. */
export const withExamples = (fit: ScriptFit, examples: ReadonlyMap<string, ScriptExample>): ScriptFit =>
  fit.missed === undefined
    ? fit
    : { ...fit, missed: fit.missed.map((step) => ({ ...step, example: examples.get(step.id) ?? null })) };
