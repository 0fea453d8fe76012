import { buffer } from 'node:stream/consumers';

import { AppError, type ImportedConversation } from '../models/domain/index.js';
import type { DbOrTx } from '../storage/database.js';
import { type ObjectStore, recordingKey } from '../storage/object-store.js';
import { type ConversationRow, findConversationParts, type StoredPart } from '../storage/repositories/conversations.js';
import type { ImportOptions } from './importer.js';
import { mergeExports } from './merge-exports.js';
import { parseOnce, threadKey } from './parse-recording.js';

export interface ReadDeps {
  readonly store: ObjectStore;
  readonly db: DbOrTx;
}

/**
 * Reads what a Conversation was made of: its text Recordings, each through its importer, merged into
 * one. What its sender said of it (kind, title, time) wins over the importer. Shared: do not change it.
 * @throws AppError `no_transcript` when it has none: sound alone; `not_found`, `unreadable`
 */
export async function readConversation(deps: ReadDeps, conversationId: string): Promise<ImportedConversation> {
  return (await readWithRow(deps, conversationId)).imported;
}

/** The same, with the Conversation as it was stored before. */
export async function readWithRow(
  { store, db }: ReadDeps,
  conversationId: string,
): Promise<{ row: ConversationRow; imported: ImportedConversation }> {
  const found = await findConversationParts(db, conversationId);
  if (!found) throw new AppError('not_found', `There is no conversation ${conversationId}: check the id.`);
  const { conversation: row, parts } = found;
  const [first, ...rest] = await Promise.all(
    parts.filter(({ part }) => part === 'text').map((part) => readPart(store, part)),
  );
  if (!first)
    throw new AppError(
      'no_transcript',
      'This recording has no transcript: put one beside it (same name, .vtt, .srt or .json) and add both again.',
    );
  const merged = mergeExports([first, ...rest]);
  const imported = {
    ...merged,
    kind: row.kind,
    title: row.title ?? merged.title,
    startedAt: merged.startedAt ?? row.startedAt?.toISOString() ?? null,
    durationMs: row.durationMs ?? merged.durationMs,
    notes: [...merged.notes, ...soundNotes(parts)],
  };
  return { row, imported };
}

async function readPart(store: ObjectStore, part: StoredPart): Promise<ImportedConversation> {
  const { conversations } = await parseOnce(part, part.options as unknown as ImportOptions, async () =>
    buffer(await store.read(recordingKey(part.sha256))),
  );
  const found = isBesideAudio(part.threadId)
    ? conversations[0]
    : conversations.find((_, index) => threadKey(conversations, index) === part.threadId);
  if (!found) throw new AppError('unreadable', `${part.fileName} does not hold this conversation any more.`);
  return found;
}

/** Thread id of a transcript that stands beside `audioSha256`, where the same bytes are a conversation of their own already. */
export const besideAudio = (audioSha256: string): string => `@${audioSha256}`;

export const isBesideAudio = (threadId: string): boolean => /^@[0-9a-f]{64}$/.test(threadId);

/** What a reader should know of the sound: a part of it may be missing. */
export function soundNotes(parts: readonly { part: string; options: Record<string, unknown> }[]): string[] {
  return parts.flatMap(({ part, options }) =>
    part === 'audio' && typeof options['cutOff'] === 'string' ? [options['cutOff']] : [],
  );
}
