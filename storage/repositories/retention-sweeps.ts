import { eq, sql } from 'drizzle-orm';

import type { DbOrTx } from '../database.js';
import { rows } from '../rows.js';
import { settings } from '../schema.js';
import { readSetting, writeSetting } from './settings.js';

/** What is too old is looked for once a day. */
const EVERY_MS = 86_400_000;
/** A sweep that said nothing for so long lost its process: another goes on. */
const LOST_AFTER_MS = 10 * 60_000;

const NAME = 'retention.sweep';

/** Takes the sweep that is due, for one process of all. */
export async function claimSweep(db: DbOrTx, now: Date): Promise<boolean> {
  const before = (ms: number): string => new Date(now.getTime() - ms).toISOString();
  const claimed = await rows(
    db,
    sql`insert into settings (name, value, updated_at) values (${NAME}, '{"state":"running"}', ${now.toISOString()}::timestamptz)
        on conflict (name) do update set value = excluded.value, updated_at = excluded.updated_at
        where settings.updated_at < case settings.value ->> 'state'
          when 'running' then ${before(LOST_AFTER_MS)}::timestamptz else ${before(EVERY_MS)}::timestamptz end
        returning name`,
  );
  return claimed.length > 0;
}

/** It still runs. */
export async function renewSweep(db: DbOrTx, now: Date): Promise<void> {
  await writeSetting(db, NAME, { state: 'running' }, now);
}

/** It is over; the next one comes in a day. */
export async function endSweep(db: DbOrTx, now: Date): Promise<void> {
  await writeSetting(db, NAME, { state: 'done' }, now);
}

/** The next look sweeps: what is to be kept has changed. */
export async function sweepSoon(db: DbOrTx): Promise<void> {
  await db.delete(settings).where(eq(settings.name, NAME));
}

/** When it last ended; null while there was none or one runs. */
export async function lastSweepAt(db: DbOrTx): Promise<Date | null> {
  const row = await readSetting(db, NAME);
  return row?.value['state'] === 'done' ? row.updatedAt : null;
}
