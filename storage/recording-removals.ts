import { asc, eq } from 'drizzle-orm';

import type { Db } from './database.js';
import { type ObjectStore, recordingKey, removeBelow, transcriptionFolder } from './object-store.js';
import { insertRecording } from './repositories/recordings.js';
import { recordingRemovals, recordings } from './schema.js';

/**
 * Removes the bytes of deleted Recordings from the object store. They were noted with the deletion, so that a process
 * that ends in between leaves nothing behind: the next one removes it.
 * @returns of how many
 */
export async function removeDeletedRecordings(db: Db, store: ObjectStore): Promise<number> {
  const noted = await db.select().from(recordingRemovals).orderBy(asc(recordingRemovals.createdAt));
  let removed = 0;
  for (const { sha256 } of noted) if (await removeOne(db, store, sha256)) removed += 1;
  return removed;
}

/** The row that is there meanwhile makes whoever sends the same bytes again wait; false: somebody did, and they stay. */
const removeOne = (db: Db, store: ObjectStore, sha256: string): Promise<boolean> =>
  db.transaction(async (tx) => {
    const placeholder = { sha256, bytes: 0, fileName: '', format: '', mediaType: '', durationMs: null, channels: null };
    const gone = await insertRecording(tx, placeholder);
    if (gone) {
      await store.remove(recordingKey(sha256));
      // A worker that was at it may leave one stretch more, until it hears of it; the sweeper finds that.
      await removeBelow(store, transcriptionFolder(sha256));
      await tx.delete(recordings).where(eq(recordings.sha256, sha256));
    }
    await tx.delete(recordingRemovals).where(eq(recordingRemovals.sha256, sha256));
    return gone;
  });
