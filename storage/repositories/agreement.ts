import { sql } from 'drizzle-orm';

import type { CommitmentCategory } from '../../models/domain/index.js';
import type { DbOrTx } from '../database.js';
import { rows } from '../rows.js';
import { isStandingVerdict } from './flag-history.js';
import { inSight, type Sight } from './sight.js';

/** What people said of the flags of one category; each number counts flags. */
export interface CategoryReviews {
  readonly category: CommitmentCategory;
  /** Their verdict as it stands. */
  readonly confirmed: number;
  readonly dismissed: number;
  /** Where two people gave a verdict: the first's, then the second's. */
  readonly bothConfirmed: number;
  readonly confirmedThenDismissed: number;
  readonly dismissedThenConfirmed: number;
  readonly bothDismissed: number;
  /** What became of disputes; those that somebody had to decide about their own verdict are not counted. */
  readonly disputed: number;
  readonly upheld: number;
  readonly overturned: number;
}

/** Who gave the verdict decided the dispute too: in `reviews r`. */
const decidedAlone = sql`exists (select 1 from flag_history h where h.insight_id = r.insight_id
  and h.action in ('upheld_alone', 'overturned_alone')
  and not exists (select 1 from flag_history later where later.undoes = h.id))`;

/**
 * Counts reviewed flags by category, of those whose verdict was given from `from` on and before `to` (ISO 8601). A person
 * who gave several verdicts on one flag counts with the last; of three people the first two count.
 */
export async function countReviews(
  db: DbOrTx,
  { from, to, visibleTo }: { from?: string | undefined; to?: string | undefined; visibleTo?: Sight | undefined },
): Promise<CategoryReviews[]> {
  return rows<CategoryReviews>(
    db,
    sql`
      with latest as (
        select distinct on (h.insight_id, h.actor) h.insight_id, h.id,
          case when h.action in ('confirmed', 'upheld') then 'confirmed' else 'dismissed' end as verdict
        from flag_history h where ${isStandingVerdict} order by h.insight_id, h.actor, h.id desc),
      ranked as (select l.*, row_number() over (partition by l.insight_id order by l.id) as nth from latest l),
      pairs as (
        select one.insight_id, one.verdict as first, two.verdict as second
        from ranked one join ranked two on two.insight_id = one.insight_id and two.nth = 2 where one.nth = 1)
      select i.category,
        count(*) filter (where r.verdict = 'confirmed')::int as confirmed,
        count(*) filter (where r.verdict = 'dismissed')::int as dismissed,
        count(*) filter (where p.first = 'confirmed' and p.second = 'confirmed')::int as "bothConfirmed",
        count(*) filter (where p.first = 'confirmed' and p.second = 'dismissed')::int as "confirmedThenDismissed",
        count(*) filter (where p.first = 'dismissed' and p.second = 'confirmed')::int as "dismissedThenConfirmed",
        count(*) filter (where p.first = 'dismissed' and p.second = 'dismissed')::int as "bothDismissed",
        count(*) filter (where r.answer = 'disputed' and not r.decided)::int as disputed,
        count(*) filter (where r.decided and r.verdict = 'confirmed' and not ${decidedAlone})::int as upheld,
        count(*) filter (where r.decided and r.verdict = 'dismissed' and not ${decidedAlone})::int as overturned
      from reviews r
      join insights i on i.id = r.insight_id and i.kind = 'commitments'
      left join pairs p on p.insight_id = r.insight_id
      where ${inSight(visibleTo, sql`r.conversation_id`) ?? sql`true`}
        and ${from === undefined ? sql`true` : sql`r.at >= ${from}::timestamptz`}
        and ${to === undefined ? sql`true` : sql`r.at < ${to}::timestamptz`}
      group by i.category order by i.category`,
  );
}
