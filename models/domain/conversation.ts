import { z } from 'zod';

/** Which side of the deal somebody stands on. `unknown` is an honest answer. */
export const Side = z.enum(['rep', 'customer', 'unknown']);
export type Side = z.infer<typeof Side>;

export const ConversationKind = z.enum(['call', 'meeting', 'chat']);
export type ConversationKind = z.infer<typeof ConversationKind>;

export const Language = z.enum(['zh', 'en', 'mixed']);
export type Language = z.infer<typeof Language>;

/** ISO 8601 date and time with an offset or Z. */
export const Instant = z.iso.datetime({ offset: true });

/** ISO 8601 calendar date, `2026-03-31`. */
export const CalendarDate = z.iso.date();

/** Where the side of a Participant comes from; a person's word beats everything. */
export const SideSource = z.enum(['person', 'export', 'staff_list', 'channel', 'attribution', 'none']);
export type SideSource = z.infer<typeof SideSource>;

/** One voice or account in one Conversation. `id` is unique within the Conversation. */
export const Participant = z.object({
  id: z.string().min(1),
  side: Side.default('unknown'),
  /** 0 to 1: how sure `side` is. 1 when the export or a person says so. */
  sideConfidence: z.number().min(0).max(1).default(0),
  sideSource: SideSource.default('none'),
  name: z.string().nullish(),
  title: z.string().nullish(),
  /** Audio channel, from 0, when each side was recorded on its own. */
  channel: z.number().int().min(0).nullish(),
  phone: z.string().nullish(),
  email: z.string().nullish(),
  /** The account's id in the system it came from (WeCom userid, Slack user, …). */
  externalId: z.string().nullish(),
});
export type Participant = z.infer<typeof Participant>;

/**
 * What one Participant said or wrote before another did. Calls and meetings carry `startMs`/`endMs`
 * from the start of the recording, chats carry `sentAt`; what the source does not tell stays null.
 */
export const Turn = z.object({
  /** Participant id; null where the source names no speaker. */
  speaker: z.string().nullable(),
  text: z.string(),
  startMs: z.number().int().min(0).nullish(),
  endMs: z.number().int().min(0).nullish(),
  sentAt: Instant.nullish(),
  /** 0 to 1, from the transcriber; null for what people typed. */
  confidence: z.number().min(0).max(1).nullish(),
  /** The transcriber was guessing; no Insight may rest on this turn. */
  unreliable: z.boolean().optional(),
  /** The message's id in its source, so that a later export of the same thread adds only what is new. */
  externalId: z.string().nullish(),
  /** What the source says, where a person corrected it; absent in all other turns. */
  original: z.object({ text: z.string(), speaker: z.string().nullable() }).optional(),
});
export type Turn = z.infer<typeof Turn>;

/** What made a Transcript: `imported`/format for imports, the engine and model otherwise. */
export const TranscriptEngine = z.object({ name: z.string(), model: z.string().nullable() });
export type TranscriptEngine = z.infer<typeof TranscriptEngine>;

/** The ordered Turns of one Conversation with what the analysis needs beside them. */
export const Transcript = z.object({
  id: z.string(),
  kind: ConversationKind,
  language: Language.nullish(),
  startedAt: Instant.nullish(),
  participants: z.array(Participant),
  turns: z.array(Turn),
});
export type Transcript = z.infer<typeof Transcript>;

/** Why a message or a stretch could not be read. */
export const UnreadableReason = z.enum([
  'recalled',
  'encrypted',
  'attachment_absent',
  'unsupported_kind',
  'malformed',
  'empty',
  'no_time',
  'no_speech',
  'unreliable',
]);
export type UnreadableReason = z.infer<typeof UnreadableReason>;

/**
 * The completeness manifest: how much of the source is in the Transcript.
 * `total = read + unreadable + notices`; nothing disappears without being counted.
 */
export const Completeness = z.object({
  unit: z.enum(['messages', 'cues', 'segments', 'rows']),
  total: z.number().int().min(0),
  /** Became part of a Turn. */
  read: z.number().int().min(0),
  /** System notices ("Messages are end-to-end encrypted", joined, agreed to archiving): nobody said them. */
  notices: z.number().int().min(0),
  unreadable: z.number().int().min(0),
  reasons: z.partialRecord(UnreadableReason, z.number().int().min(1)),
});
export type Completeness = z.infer<typeof Completeness>;

/** What an importer makes of one thread, call or meeting inside a Recording. */
export const ImportedConversation = z.object({
  /** Stable name of the thread within its source (room, channel, chat id, call id); null when the source has none. */
  threadId: z.string().nullable(),
  kind: ConversationKind,
  title: z.string().nullish(),
  language: Language.nullish(),
  startedAt: Instant.nullish(),
  durationMs: z.number().int().min(0).nullish(),
  participants: z.array(Participant),
  turns: z.array(Turn),
  completeness: Completeness,
  engine: TranscriptEngine,
  /** Things a reader should know ("date order taken as day/month: 14/03 decides it"). */
  notes: z.array(z.string()),
});
export type ImportedConversation = z.infer<typeof ImportedConversation>;
