import { eq, sql } from 'drizzle-orm';

import type { DbOrTx } from '../database.js';
import { settings } from '../schema.js';

/** Names of what is set for everybody. */
export type SettingName = 'retention' | 'retention.sweep';
export type SettingRow = typeof settings.$inferSelect;

/** Undefined: nobody set it. */
export async function readSetting(db: DbOrTx, name: SettingName): Promise<SettingRow | undefined> {
  const [row] = await db.select().from(settings).where(eq(settings.name, name));
  return row;
}

export async function writeSetting(
  db: DbOrTx,
  name: SettingName,
  value: Readonly<Record<string, unknown>>,
  now: Date,
): Promise<void> {
  const row = { value: { ...value }, updatedAt: now };
  await db
    .insert(settings)
    .values({ name, ...row })
    .onConflictDoUpdate({ target: settings.name, set: { ...row, version: sql`${settings.version} + 1` } });
}
