import { v7 as uuid } from 'uuid';

import { AppError, type ImportedConversation } from '../models/domain/index.js';
import type { Tx } from '../storage/database.js';
import {
  findConversationIds,
  insertConversation,
  listParts,
  lockConversation,
} from '../storage/repositories/conversations.js';
import { attachRecording, listConversationsOf } from '../storage/repositories/recordings.js';
import { type StartedRun, startFirstRun, startRun } from '../storage/repositories/runs.js';
import type { AcceptContext, AcceptDeps, Accepted, AcceptedConversation } from './acceptance.js';
import { utcOffset } from './accept-options.js';
import { adopt } from './adopt.js';
import { acceptSound, probeReceived } from './accept-sound.js';
import type { ImportOptions } from './importer.js';
import { addsNews, overlaps } from './merge-exports.js';
import { parseOnce, type Parsed, threadKey } from './parse-recording.js';
import { isBesideAudio, readConversation } from './read-conversation.js';
import type { Received } from './receive.js';
import { type Arrival, type Placement, settle } from './settle.js';

/**
 * Transcripts and chat exports: a Conversation for each thread; a thread that is known already is
 * extended when there is something new in it.
 */
export async function acceptText(
  deps: AcceptDeps,
  context: AcceptContext,
  received: Received,
  transcript?: Received,
): Promise<Accepted> {
  const parsed = await parseReceived(received, context.options);
  if (parsed === null) return acceptSound(deps, context, received, transcript, await probeReceived(deps, received));
  if (transcript)
    throw new AppError(
      'invalid_input',
      `${transcript.fileName} was sent as the transcript of ${received.fileName}, which has no sound: send each by itself.`,
    );
  const { sha256, bytes, fileName } = received;
  const row = { sha256, bytes, fileName, format: parsed.format, mediaType: parsed.mediaType };
  const arrival: Arrival = { received, row: { ...row, durationMs: null, channels: null } };
  return settle(deps, [arrival], async (tx, fresh) =>
    placeThreads(tx, deps, context, arrival, fresh.has(arrival), parsed),
  );
}

/** Null when the bytes are neither text nor an archive, so that they may be sound that the first look did not know. */
async function parseReceived(received: Received, options: ImportOptions): Promise<Parsed | null> {
  const { content, sniffed, fileName } = received;
  if (sniffed === 'silk')
    throw new AppError(
      'unsupported_format',
      `${fileName} is a voice message in WeChat's SILK format, which is not read: convert it to WAV or MP3 first.`,
    );
  if (content === null) return null;
  try {
    return await parseOnce(received, options, () => Promise.resolve(content));
  } catch (error) {
    if (error instanceof AppError && error.code === 'unsupported_format' && isBinary(content)) return null;
    throw error;
  }
}

/** Neither text (which has no NUL) nor a ZIP archive. */
const isBinary = (content: Buffer): boolean => content.includes(0) && !content.subarray(0, 2).equals(Buffer.from('PK'));

async function placeThreads(
  tx: Tx,
  deps: AcceptDeps,
  context: AcceptContext,
  arrival: Arrival,
  isFresh: boolean,
  parsed: Parsed,
): Promise<Placement> {
  const { sha256 } = arrival.row;
  const known = isFresh ? [] : await listConversationsOf(tx, sha256, 'text');
  const threads = parsed.conversations.map((thread, index) => ({
    thread,
    key: threadKey(parsed.conversations, index),
    ...externalIdOf(parsed, index, context.input.externalId),
  }));
  const ids = await findConversationIds(
    tx,
    threads.flatMap(({ externalId }) => externalId ?? []),
  );
  const conversations: AcceptedConversation[] = [];
  const runs: StartedRun[] = [];
  let attached = false;
  for (const { thread, key, externalId, given } of threads) {
    const sameBytes = known.find(({ threadId }) => threadId === key || (key === '' && isBesideAudio(threadId)));
    const sameId = externalId === null ? undefined : ids.get(externalId);
    if (sameBytes) {
      runs.push(...(await adopt(tx, context, sameBytes.id)));
      conversations.push({ id: sameBytes.id, created: false, extended: false, reason: 'same_bytes' });
      continue;
    }
    const extended = sameId !== undefined && (await wants(tx, deps, sameId, thread, given));
    const id = sameId ?? uuid();
    if (sameId === undefined || extended) {
      const attaching = attachRecording(tx, id, {
        ...{ sha256, part: 'text' as const, threadId: key },
        options: { ...context.options },
      });
      if (sameId === undefined) {
        const inserting = insertConversation(tx, newConversation(id, externalId, thread, context));
        runs.push(await startFirstRun(tx, id, [inserting, attaching]));
      } else {
        await attaching;
        await adopt(tx, context, id);
        runs.push(await startRun(tx, id, 'extended'));
      }
      attached = true;
    } else runs.push(...(await adopt(tx, context, sameId)));
    conversations.push(
      sameId === undefined
        ? { id, created: true, extended: false }
        : { id, created: false, extended, reason: 'same_external_id' },
    );
    if (externalId !== null) ids.set(externalId, id);
  }
  return { conversations, used: new Set(attached ? [arrival] : []), runs };
}

/** The sender's name for the thread, else the importer's. `given`: the sender's. */
function externalIdOf(
  parsed: Parsed,
  index: number,
  given: string | undefined,
): { externalId: string | null; given: boolean } {
  const key = threadKey(parsed.conversations, index);
  if (given !== undefined) return { externalId: key === '' ? given : `${given}/${key}`, given: true };
  const threadId = parsed.conversations[index]?.threadId;
  return { externalId: threadId == null ? null : `${parsed.format}:${threadId}`, given: false };
}

/**
 * Whether the thread adds to a Conversation of the same name. A name that the sender gave may stand on
 * another conversation by mistake, so only what evidently belongs there is added: a transcript where
 * there is none, or a later export of the same chat.
 */
async function wants(
  tx: Tx,
  { store }: AcceptDeps,
  id: string,
  thread: ImportedConversation,
  given: boolean,
): Promise<boolean> {
  await lockConversation(tx, id);
  const parts = await listParts(tx, id);
  if (!parts.some(({ part }) => part === 'text')) return true;
  const known = await readConversation({ store, db: tx }, id);
  if (given && !(thread.kind === 'chat' && known.kind === 'chat' && overlaps(known, thread))) return false;
  return addsNews(known, thread);
}

function newConversation(
  id: string,
  externalId: string | null,
  thread: ImportedConversation,
  { input, options, newcomer }: AcceptContext,
) {
  const startedAt = thread.startedAt ?? thread.turns.find(({ sentAt }) => sentAt != null)?.sentAt ?? options.startedAt;
  return {
    ...newcomer,
    id,
    externalId,
    kind: input.kind ?? thread.kind,
    title: input.title ?? thread.title ?? null,
    startedAt: startedAt == null ? null : new Date(startedAt),
    utcOffsetMinutes: utcOffset(startedAt, options.timeZone),
    durationMs: thread.durationMs ?? null,
    notes: thread.notes,
  };
}
