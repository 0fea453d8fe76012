import { sql, type SQL } from 'drizzle-orm';

import {
  type Evidence,
  type Language,
  type ScriptExample,
  type ScriptFit,
  wholeSentence,
} from '../../models/domain/index.js';
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

/** What is looked for: steps that a Conversation missed. */
export interface Wanted {
  readonly conversationId: string;
  readonly language: Language;
  readonly playbook: string;
  readonly steps: readonly string[];
}

const missedSteps = ({ steps }: Wanted): SQL => sql`jsonb_array_elements_text(${JSON.stringify(steps)}::jsonb)`;

/** Step by step down the index of scores: a few rows each, however many conversations there are. */
const bestOfAll = (wanted: Wanted): SQL =>
  sql`select missed.step, top.id from ${missedSteps(wanted)} as missed(step)
    cross join lateral (
      select likely.id from (
        select c.id, s.score, coalesce(d.outcome = 'won', false) won
        from script_steps s
        join conversations c on c.id = s.conversation_id
        left join deals d on d.id = c.deal_id
        where s.playbook = ${wanted.playbook} and s.step = missed.step and c.language = ${wanted.language}
          and c.id <> ${wanted.conversationId}
        order by s.score desc limit ${AMONG}) likely
      order by likely.won desc, likely.score desc, likely.id limit 1) top`;

/** Over the conversations in sight at once: whoever does not see all sees few. */
const bestInSight = (wanted: Wanted, sight: Sight): SQL =>
  sql`with seen as materialized (
      select c.id, coalesce(d.outcome = 'won', false) won from conversations c left join deals d on d.id = c.deal_id
      where c.language = ${wanted.language} and c.id <> ${wanted.conversationId}
        and ${inSight(sight, sql`c.id`) ?? sql`true`})
    select distinct on (s.step) s.step, s.conversation_id id
    from seen join script_steps s on s.conversation_id = seen.id
    where s.playbook = ${wanted.playbook} and s.step in (select ${missedSteps(wanted)})
    order by s.step, seen.won desc, s.score desc, s.conversation_id`;

/**
 * How other Conversations did the steps that one missed, by step: same playbook and language, within the reader's
 * sight, a won deal's first and then the best score. A step that nobody did is not there.
 */
export async function readScriptExamples(
  db: DbOrTx,
  wanted: Wanted,
  sight?: Sight,
): Promise<Map<string, ScriptExample>> {
  if (wanted.steps.length === 0) return new Map();
  const found = await rows<{ step: string; id: string; evidence: Evidence; text: string }>(
    db,
    sql`select best.step, best.id, done.evidence, t.text
      from (${sight === undefined ? bestOfAll(wanted) : bestInSight(wanted, sight)}) best
      join conversations c on c.id = best.id
      cross join lateral (select fit.step -> 'evidence' -> 0 evidence
        from jsonb_array_elements(c.script_fit -> 'steps') as fit(step) where fit.step ->> 'id' = best.step) done
      join turns t on t.conversation_id = best.id and t.turn = (done.evidence ->> 'turn')::int`,
  );
  return new Map(
    found.flatMap(({ step, id, evidence, text }) => {
      // A run that is on its way may have changed the turns already.
      if (text.slice(evidence.start, evidence.end) !== evidence.quote) return [];
      const whole = wholeSentence(text, evidence);
      if (whole === null) return [];
      const { start, end } = whole;
      const { turn } = evidence;
      return [[step, { conversationId: id, turn, start, end, quote: text.slice(start, end) }] as const];
    }),
  );
}

/** The fit with what was found for the steps it missed. */
export const withExamples = (fit: ScriptFit, examples: ReadonlyMap<string, ScriptExample>): ScriptFit =>
  fit.missed === undefined
    ? fit
    : { ...fit, missed: fit.missed.map((step) => ({ ...step, example: examples.get(step.id) ?? null })) };
