import { asc, eq, getTableColumns, inArray, sql, type SQL } from 'drizzle-orm';

import {
  AppError,
  type Completeness,
  type ConversationKind,
  type ImportedConversation,
  type Participant,
  type Transcript,
  type Turn,
  type WordsOf,
} from '../../models/domain/index.js';
import type { DbOrTx } from '../database.js';
import { offsetMinutesOf, toIso } from '../instants.js';
import { conversationRecordings, conversations, deals, participants, recordings, turns } from '../schema.js';
import { tsvectorOf, tsvectorWithoutPlaces } from '../search-words.js';
import { storableText } from '../storable-text.js';

export type ConversationRow = typeof conversations.$inferSelect;

/** What is known of a Conversation before its transcript is. */
export interface NewConversation {
  id: string;
  kind: ConversationKind;
  externalId?: string | null;
  title?: string | null;
  startedAt?: Date | null;
  utcOffsetMinutes?: number;
  durationMs?: number | null;
  customerId?: string | null;
  matchedBy?: string | null;
  ownerKeyId?: string | null;
  notes?: string[];
}

/** Await it, or have it done as a part of another statement. */
export function insertConversation(tx: DbOrTx, conversation: NewConversation) {
  const title = conversation.title == null ? null : storableText(conversation.title);
  return tx.insert(conversations).values({ ...conversation, title });
}

export async function findConversation(db: DbOrTx, id: string): Promise<ConversationRow | undefined> {
  const [row] = await db.select().from(conversations).where(eq(conversations.id, id));
  return row;
}

/** The Conversation with what it was made of, oldest first. */
export async function findConversationParts(
  db: DbOrTx,
  id: string,
): Promise<{ conversation: ConversationRow; parts: StoredPart[] } | undefined> {
  const found = await db
    .select({ conversation: conversations, part: PART })
    .from(conversations)
    .leftJoin(conversationRecordings, eq(conversationRecordings.conversationId, conversations.id))
    .leftJoin(recordings, eq(recordings.sha256, conversationRecordings.sha256))
    .where(eq(conversations.id, id))
    .orderBy(...OLDEST_FIRST);
  const [first] = found;
  return (
    first && {
      conversation: first.conversation,
      parts: found.flatMap(({ part }) => (part?.fileName == null ? [] : [part as StoredPart])),
    }
  );
}

const PART = {
  sha256: conversationRecordings.sha256,
  part: conversationRecordings.part,
  threadId: conversationRecordings.threadId,
  options: conversationRecordings.options,
  fileName: recordings.fileName,
  format: recordings.format,
  soundRemovedAt: recordings.soundRemovedAt,
};
const OLDEST_FIRST = [asc(conversationRecordings.createdAt), asc(conversationRecordings.sha256)];

/** By the names that their senders or their sources gave them (`wecom:<roomid>`). */
export async function findConversationIds(db: DbOrTx, externalIds: readonly string[]): Promise<Map<string, string>> {
  if (externalIds.length === 0) return new Map();
  const found = await db
    .select({ id: conversations.id, externalId: conversations.externalId })
    .from(conversations)
    .where(inArray(conversations.externalId, [...externalIds]));
  return new Map(found.flatMap(({ id, externalId }) => (externalId === null ? [] : [[externalId, id] as const])));
}

/** The stage of the Conversation's deal; null: it has none. */
export async function readDealStage(db: DbOrTx, id: string): Promise<string | null> {
  const [row] = await db
    .select({ stage: deals.stage })
    .from(conversations)
    .innerJoin(deals, eq(deals.id, conversations.dealId))
    .where(eq(conversations.id, id));
  return row?.stage ?? null;
}

/** Keeps others from extending the Conversation until the transaction ends. */
export async function lockConversation(tx: DbOrTx, id: string): Promise<void> {
  await tx.select({ id: conversations.id }).from(conversations).where(eq(conversations.id, id)).for('update');
}

/** A Recording's role in a Conversation. */
export interface ConversationPart {
  sha256: string;
  part: 'audio' | 'text';
  /** Which thread of the Recording; '' when it holds one only. */
  threadId: string;
  /** The ImportOptions it was sent with. */
  options: Record<string, unknown>;
}

export interface StoredPart extends ConversationPart {
  fileName: string;
  format: string;
  soundRemovedAt: Date | null;
}

/** The completeness manifests of these Conversations; what nobody has counted yet is left out. */
export async function completenessOf(db: DbOrTx, ids: readonly string[]): Promise<ReadonlyMap<string, Completeness>> {
  if (ids.length === 0) return new Map();
  const found = await db
    .select({ id: conversations.id, completeness: conversations.completeness })
    .from(conversations)
    .where(inArray(conversations.id, [...ids]));
  return new Map(found.flatMap(({ id, completeness }) => (completeness === null ? [] : [[id, completeness]])));
}

/** What the Conversation was made of, oldest first. */
export async function listParts(db: DbOrTx, conversationId: string): Promise<StoredPart[]> {
  return db
    .select(PART)
    .from(conversationRecordings)
    .innerJoin(recordings, eq(recordings.sha256, conversationRecordings.sha256))
    .where(eq(conversationRecordings.conversationId, conversationId))
    .orderBy(...OLDEST_FIRST);
}

/**
 * Replaces Participants and Turns by what `imported` holds and writes its facts to the Conversation. A
 * side that a person set (`sideSource` `person`) stays, and so does a title that is there already. Saving
 * twice leaves the same.
 * @param wordsOf takes texts apart for searching; without it they are not found
 */
export async function saveTranscript(
  tx: DbOrTx,
  conversationId: string,
  imported: ImportedConversation,
  wordsOf?: WordsOf,
): Promise<void> {
  const parts = savingTranscript(conversationId, imported, wordsOf).map(
    (write, i) => sql`${sql.identifier(`part_${i}`)} as (${write})`,
  );
  await tx.execute(sql`with ${sql.join(parts, sql`, `)} select 1`);
}

/** The statements of `saveTranscript`, each on rows of its own, to be part of another statement: 40 turns then cost as much as one. */
export function savingTranscript(
  conversationId: string,
  imported: ImportedConversation,
  wordsOf: WordsOf = () => [],
): SQL[] {
  const people = imported.participants.map(participantRow);
  const words = imported.turns.map(({ text }) => wordsOf(storableText(text)));
  const said = JSON.stringify(
    imported.turns.map((turn, index) => ({ ...turnRow(turn, index), words: tsvectorOf(words[index] ?? []) })),
  );
  return [
    sql`delete from participants where conversation_id = ${conversationId}
          and id not in (select jsonb_array_elements_text(${JSON.stringify(people.map(({ id }) => id))}::jsonb))`,
    sql`insert into participants (conversation_id, id, ordinal, side, side_confidence, side_source, name, title,
        channel, phone, email, external_id)
      select ${conversationId}, id, ordinal, side, side_confidence, side_source, name, title,
        channel, phone, email, external_id
      from jsonb_to_recordset(${JSON.stringify(people)}::jsonb) as p(
        id text, ordinal int, side text, side_confidence real, side_source text, name text, title text,
        channel int, phone text, email text, external_id text)
      on conflict (conversation_id, id) do update set
        ordinal = excluded.ordinal,
        side = case when participants.side_source = 'person' then participants.side else excluded.side end,
        side_confidence = case when participants.side_source = 'person'
          then participants.side_confidence else excluded.side_confidence end,
        side_source = case when participants.side_source = 'person' then 'person' else excluded.side_source end,
        name = excluded.name, title = excluded.title, channel = excluded.channel, phone = excluded.phone,
        email = excluded.email, external_id = excluded.external_id`,
    sql`delete from turns where conversation_id = ${conversationId} and turn >= ${imported.turns.length}`,
    sql`insert into turns (conversation_id, turn, speaker, text, start_ms, end_ms, sent_at, confidence, unreliable,
        external_id, original, words)
      select ${conversationId}, turn, speaker, text, start_ms, end_ms, sent_at, confidence, unreliable, external_id,
        original, words
      from jsonb_to_recordset(${said}::jsonb) as t(
        turn int, speaker text, text text, start_ms int, end_ms int, sent_at timestamptz, confidence real,
        unreliable boolean, external_id text, original jsonb, words tsvector)
      on conflict (conversation_id, turn) do update set
        speaker = excluded.speaker, text = excluded.text, start_ms = excluded.start_ms, end_ms = excluded.end_ms,
        sent_at = excluded.sent_at, confidence = excluded.confidence, unreliable = excluded.unreliable,
        external_id = excluded.external_id, original = excluded.original, words = excluded.words`,
    sql`insert into conversation_words (conversation_id, words)
      values (${conversationId}, ${tsvectorWithoutPlaces(words)}::tsvector)
      on conflict (conversation_id) do update set words = excluded.words`,
    sql`update conversations set
      title = coalesce(title, ${imported.title == null ? null : storableText(imported.title)}),
      language = coalesce(${imported.language ?? null}, language),
      started_at = coalesce(${imported.startedAt ?? null}::timestamptz, started_at),
      utc_offset_minutes = coalesce(${offsetOf(imported)}::int, utc_offset_minutes),
      duration_ms = coalesce(${imported.durationMs ?? null}::int, duration_ms),
      completeness = ${JSON.stringify(imported.completeness)}::jsonb,
      engine = ${JSON.stringify(imported.engine)}::jsonb,
      notes = ${JSON.stringify(imported.notes.map(storableText))}::jsonb
    where id = ${conversationId}`,
  ];
}

const offsetOf = ({ startedAt, turns: said }: ImportedConversation): number | null =>
  [startedAt, ...said.map((turn) => turn.sentAt)].map(offsetMinutesOf).find((minutes) => minutes !== null) ?? null;

/**
 * What `readTranscript` gives once `imported` is saved to a Conversation that has no transcript yet, so that
 * it need not be asked; null where the database would not give the same (it rounds confidences to seven digits).
 */
export function transcriptAfterSaving(
  conversation: ConversationRow,
  imported: ImportedConversation,
): Transcript | null {
  const { participants: people, turns: said } = imported;
  const confidences = [
    ...people.map(({ sideConfidence }) => sideConfidence),
    ...said.map(({ confidence }) => confidence),
  ];
  if (conversation.engine !== null || confidences.some((value) => String(value ?? 0).length > 7)) return null;
  const offset = offsetOf(imported) ?? conversation.utcOffsetMinutes;
  const time = (iso: string | null | undefined): string | null => (iso == null ? null : toIso(new Date(iso), offset));
  return {
    id: conversation.id,
    kind: conversation.kind,
    language: imported.language ?? conversation.language,
    startedAt: time(imported.startedAt ?? conversation.startedAt?.toISOString()),
    participants: people.map((person, ordinal) => {
      const { side_confidence, side_source, external_id, ordinal: _, ...row } = participantRow(person, ordinal);
      return { ...row, sideConfidence: side_confidence, sideSource: side_source, externalId: external_id };
    }),
    turns: said.map((turn, index) => {
      const { start_ms, end_ms, unreliable, external_id, ...row } = turnRow(turn, index);
      const { speaker, text, confidence } = row;
      return {
        ...{ speaker, text, startMs: start_ms, endMs: end_ms, sentAt: time(row.sent_at), confidence },
        ...(unreliable ? { unreliable } : {}),
        externalId: external_id,
      };
    }),
  };
}

const participantRow = (person: Participant, ordinal: number) => ({
  id: storableText(person.id),
  ordinal,
  side: person.side,
  side_confidence: person.sideConfidence,
  side_source: person.sideSource,
  name: person.name == null ? null : storableText(person.name),
  title: person.title == null ? null : storableText(person.title),
  channel: person.channel ?? null,
  phone: person.phone == null ? null : storableText(person.phone),
  email: person.email == null ? null : storableText(person.email),
  external_id: person.externalId == null ? null : storableText(person.externalId),
});

const turnRow = (turn: Turn, index: number) => ({
  turn: index,
  speaker: turn.speaker === null ? null : storableText(turn.speaker),
  text: storableText(turn.text),
  start_ms: turn.startMs ?? null,
  end_ms: turn.endMs ?? null,
  sent_at: turn.sentAt ?? null,
  confidence: turn.confidence ?? null,
  unreliable: turn.unreliable === true,
  external_id: turn.externalId == null ? null : storableText(turn.externalId),
  // Told apart by what a person did, never by what a source brings along.
  ...(turn.original && { original: turn.original }),
});

/**
 * The Transcript as it stands: Participants in their order, times with the offset of where the
 * Conversation took place.
 * @throws AppError `not_found`
 */
export async function readTranscript(db: DbOrTx, conversationId: string): Promise<Transcript> {
  const people = await db
    .select({ conversation: conversations, person: participants })
    .from(conversations)
    .leftJoin(participants, eq(participants.conversationId, conversations.id))
    .where(eq(conversations.id, conversationId))
    .orderBy(asc(participants.ordinal));
  const conversation = people[0]?.conversation;
  if (!conversation) throw new AppError('not_found', `There is no conversation ${conversationId}.`);
  const { words: _words, ...spoken } = getTableColumns(turns);
  const said = await db
    .select(spoken)
    .from(turns)
    .where(eq(turns.conversationId, conversationId))
    .orderBy(asc(turns.turn));
  return transcriptOf(
    conversation,
    people.flatMap(({ person }) => (person ? [person] : [])),
    said,
  );
}

type StoredTurn = Omit<typeof turns.$inferSelect, 'words' | 'conversationId' | 'turn'>;

/** The Transcript that rows of a Conversation make, Participants and Turns in their order. */
export function transcriptOf(
  {
    id,
    kind,
    language,
    startedAt,
    utcOffsetMinutes: offset,
  }: Pick<ConversationRow, 'id' | 'kind' | 'language' | 'startedAt' | 'utcOffsetMinutes'>,
  people: readonly (typeof participants.$inferSelect)[],
  said: readonly StoredTurn[],
): Transcript {
  return {
    id,
    kind,
    language,
    startedAt: startedAt && toIso(startedAt, offset),
    participants: people.map(({ conversationId: _of, ordinal: _ordinal, ...person }) => person),
    turns: said.map((row) => ({
      speaker: row.speaker,
      text: row.text,
      startMs: row.startMs,
      endMs: row.endMs,
      sentAt: row.sentAt && toIso(row.sentAt, offset),
      confidence: row.confidence,
      ...(row.unreliable ? { unreliable: true } : {}),
      externalId: row.externalId,
      ...(row.original ? { original: row.original } : {}),
    })),
  };
}
