import { and, asc, eq, inArray } from 'drizzle-orm';

import type { DbOrTx } from '../database.js';
import { conversationRecordings, recordings, runs } from '../schema.js';
import { storableText } from '../storable-text.js';
import type { ConversationPart } from './conversations.js';

export type RecordingRow = typeof recordings.$inferSelect;
export type NewRecording = Omit<RecordingRow, 'createdAt' | 'soundRemovedAt'>;

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

/** For a Recording that nothing turned out to need. */
export async function deleteRecording(tx: DbOrTx, sha256: string): Promise<void> {
  await tx.delete(recordings).where(eq(recordings.sha256, sha256));
}

/** Await it, or have it done as a part of another statement. */
export function attachRecording(tx: DbOrTx, conversationId: string, part: ConversationPart) {
  return tx
    .insert(conversationRecordings)
    .values({ ...part, conversationId })
    .onConflictDoNothing();
}

/** The Conversations that a Recording is part of. */
export async function listConversationsOf(
  db: DbOrTx,
  sha256: string,
  part: 'audio' | 'text',
): Promise<{ id: string; threadId: string }[]> {
  return db
    .select({ id: conversationRecordings.conversationId, threadId: conversationRecordings.threadId })
    .from(conversationRecordings)
    .where(and(eq(conversationRecordings.sha256, sha256), eq(conversationRecordings.part, part)))
    .orderBy(asc(conversationRecordings.conversationId));
}

/** Those of the given Recordings that a running run is made of. */
export async function recordingsInWork(db: DbOrTx, sha256s: readonly string[]): Promise<Set<string>> {
  const rows = await db
    .selectDistinct({ sha256: conversationRecordings.sha256 })
    .from(conversationRecordings)
    .innerJoin(runs, eq(runs.conversationId, conversationRecordings.conversationId))
    .where(and(eq(runs.state, 'running'), inArray(conversationRecordings.sha256, [...sha256s])));
  return new Set(rows.map(({ sha256 }) => sha256));
}
