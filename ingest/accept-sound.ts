import { v7 as uuid } from 'uuid';

import { AppError } from '../models/domain/index.js';
import type { Tx } from '../storage/database.js';
import {
  findConversationIds,
  insertConversation,
  listParts,
  lockConversation,
  type StoredPart,
} from '../storage/repositories/conversations.js';
import {
  attachRecording,
  findRecording,
  listConversationsOf,
  type NewRecording,
} from '../storage/repositories/recordings.js';
import { startRun } from '../storage/repositories/runs.js';
import type { AcceptContext, AcceptDeps, Accepted, AcceptedConversation } from './acceptance.js';
import { utcOffset } from './accept-options.js';
import { adopt } from './adopt.js';
import { type AudioInfo, probeAudio } from './audio/probe.js';
import { parseOnce, type Parsed } from './parse-recording.js';
import { besideAudio } from './read-conversation.js';
import type { Received } from './receive.js';
import { type Arrival, type Placement, settle } from './settle.js';

/** @throws AppError `unreadable`, `unsupported_format`, `unavailable` when there is no ffmpeg */
export async function probeReceived(deps: AcceptDeps, received: Received): Promise<AudioInfo> {
  const ffmpeg = await deps.ffmpeg();
  return received.withFile((path) => probeAudio(ffmpeg, path, { fileName: received.fileName }));
}

/**
 * Sound, with or without a transcript beside it: one Conversation. Sound and transcript may also come
 * one after the other, under one `externalId` or as the same transcript bytes.
 */
export async function acceptSound(
  deps: AcceptDeps,
  context: AcceptContext,
  received: Received,
  transcript?: Received,
  probed?: AudioInfo,
): Promise<Accepted> {
  const known = await findRecording(deps.db.db, received.sha256);
  const info = probed ?? (known ? undefined : await probeReceived(deps, received));
  const parsed = transcript && (await parseTranscript(context, received, transcript));
  const { sha256, bytes, fileName } = received;
  const row: NewRecording = info
    ? {
        sha256,
        bytes,
        fileName,
        format: info.format,
        mediaType: info.mediaType,
        durationMs: info.durationMs,
        channels: info.channels,
      }
    : { ...(known as NewRecording) };
  const sound: Arrival = { received, row };
  const text = transcript && parsed && { parsed, arrival: textArrival(transcript, parsed) };
  return settle(deps, text ? [sound, text.arrival] : [sound], (tx, fresh) =>
    placeSound(tx, context, { sound, text, cutOff: info && cutOffNote(fileName, info) }, fresh),
  );
}

function textArrival(received: Received, { format, mediaType }: Parsed): Arrival {
  const { sha256, bytes, fileName } = received;
  return { received, row: { sha256, bytes, fileName, format, mediaType, durationMs: null, channels: null } };
}

async function parseTranscript({ options }: AcceptContext, sound: Received, transcript: Received): Promise<Parsed> {
  const { content, fileName } = transcript;
  if (content === null)
    throw new AppError('invalid_input', `${fileName} is sound itself, not a transcript of ${sound.fileName}.`);
  const parsed = await parseOnce(transcript, options, () => Promise.resolve(content));
  if (parsed.conversations.length === 1) return parsed;
  throw new AppError(
    'invalid_input',
    `${fileName} holds ${parsed.conversations.length} conversations, so it is not the transcript of ${sound.fileName}.`,
  );
}

const cutOffNote = (fileName: string, { announcedMs, durationMs }: AudioInfo): string | undefined =>
  announcedMs === undefined
    ? undefined
    : `${fileName} is cut off: its header announces ${seconds(announcedMs)} s, ${seconds(durationMs)} s are there.`;

const seconds = (ms: number): string => (ms / 1000).toFixed(1);

interface Brought {
  readonly sound: Arrival;
  readonly text: { readonly parsed: Parsed; readonly arrival: Arrival } | undefined;
  readonly cutOff: string | undefined;
}

async function placeSound(
  tx: Tx,
  context: AcceptContext,
  brought: Brought,
  fresh: ReadonlySet<Arrival>,
): Promise<Placement> {
  const { sound, text } = brought;
  const [sameBytes] = fresh.has(sound) ? [] : await listConversationsOf(tx, sound.row.sha256, 'audio');
  const textIn = text && !fresh.has(text.arrival) ? await listConversationsOf(tx, text.arrival.row.sha256, 'text') : [];
  const found = sameBytes ? { id: sameBytes.id, reason: 'same_bytes' as const } : await lookFor(tx, context, textIn);
  if (!found) return create(tx, context, brought, textIn.length > 0);

  await lockConversation(tx, found.id);
  const parts = await listParts(tx, found.id);
  const used = new Set<Arrival>();
  if (lacks(parts, 'audio')) used.add(sound);
  if (text && lacks(parts, 'text')) used.add(text.arrival);
  await attach(tx, found.id, context, brought, used, textIn.length > 0);
  const adopted = await adopt(tx, context, found.id);
  const runs = used.size > 0 ? [await startRun(tx, found.id, 'extended')] : adopted;
  const conversation: AcceptedConversation = { ...found, created: false, extended: used.size > 0 };
  return { conversations: [conversation], used, runs };
}

const lacks = (parts: readonly StoredPart[], kind: 'audio' | 'text'): boolean =>
  !parts.some(({ part }) => part === kind);

/** The Conversation of the sender's name; else that of the same transcript, which came before its sound. */
async function lookFor(
  tx: Tx,
  { input }: AcceptContext,
  textIn: readonly { id: string }[],
): Promise<{ id: string; reason: 'same_bytes' | 'same_external_id' } | null> {
  const named = input.externalId && (await findConversationIds(tx, [input.externalId])).get(input.externalId);
  if (named) return { id: named, reason: 'same_external_id' };
  for (const { id } of textIn) if (lacks(await listParts(tx, id), 'audio')) return { id, reason: 'same_bytes' };
  return null;
}

async function create(tx: Tx, context: AcceptContext, brought: Brought, textIsElsewhere: boolean): Promise<Placement> {
  const { input, options, newcomer } = context;
  const { sound, text, cutOff } = brought;
  const told = text?.parsed.conversations[0];
  const startedAt = options.startedAt ?? told?.startedAt;
  const id = uuid();
  await insertConversation(tx, {
    ...newcomer,
    id,
    externalId: input.externalId ?? null,
    kind: input.kind ?? told?.kind ?? 'call',
    title: input.title ?? told?.title ?? null,
    startedAt: startedAt == null ? null : new Date(startedAt),
    utcOffsetMinutes: utcOffset(startedAt, options.timeZone),
    durationMs: sound.row.durationMs,
    notes: cutOff === undefined ? [] : [cutOff],
  });
  const used = new Set(text ? [sound, text.arrival] : [sound]);
  await attach(tx, id, context, brought, used, textIsElsewhere);
  return { conversations: [{ id, created: true, extended: false }], used, runs: [await startRun(tx, id, 'ingest')] };
}

async function attach(
  tx: Tx,
  id: string,
  { options }: AcceptContext,
  { sound, text, cutOff }: Brought,
  used: ReadonlySet<Arrival>,
  textIsElsewhere: boolean,
): Promise<void> {
  const { sha256 } = sound.row;
  if (used.has(sound))
    await attachRecording(tx, id, {
      sha256,
      part: 'audio',
      threadId: '',
      options: { ...options, ...(cutOff ? { cutOff } : {}) },
    });
  if (!text || !used.has(text.arrival)) return;
  // Two recordings may have transcripts of the same bytes ("no answer"); a thread is one Conversation's otherwise.
  const threadId = textIsElsewhere ? besideAudio(sha256) : '';
  await attachRecording(tx, id, { sha256: text.arrival.row.sha256, part: 'text', threadId, options: { ...options } });
}
