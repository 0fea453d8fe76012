import { eq } from 'drizzle-orm';

import type { DbOrTx } from '../database.js';
import { recordings } from '../schema.js';
import { storableText } from '../storable-text.js';

export type RecordingRow = typeof recordings.$inferSelect;
export type NewRecording = Omit<RecordingRow, 'createdAt'>;

/** @returns whether the Recording is new; one with the same bytes is kept as it is. */
export async function insertRecording(tx: DbOrTx, recording: NewRecording): Promise<boolean> {
  const inserted = await tx
    .insert(recordings)
    .values({ ...recording, fileName: storableText(recording.fileName) })
    .onConflictDoNothing()
    .returning({ sha256: recordings.sha256 });
  return inserted.length > 0;
}

export async function findRecording(db: DbOrTx, sha256: string): Promise<RecordingRow | undefined> {
  const [row] = await db.select().from(recordings).where(eq(recordings.sha256, sha256));
  return row;
}
