import { and, asc, eq, inArray, sql, type SQL } from 'drizzle-orm';

import {
  AppError,
  correctTurn,
  sourceOf,
  type CorrectedTurn,
  type CorrectionPlace,
  type SourceTurn,
  type StandingCorrection,
  type Turn,
  type WordsOf,
} from '../../models/domain/index.js';
import type { DbOrTx } from '../database.js';
import { conversations, participants, turnCorrections, turns } from '../schema.js';
import { tsvectorOf } from '../search-words.js';
import { storableText } from '../storable-text.js';

export type CorrectionRow = typeof turnCorrections.$inferSelect;

/** Which Turn of which Conversation a person corrects, as they read it. */
export interface TurnEdit {
  readonly conversationId: string;
  /** The Conversation's, as it was read. */
  readonly version: number;
  readonly turn: number;
  readonly actor: string;
  readonly actorName: string;
  readonly at: Date;
}

/** The new version, and whether anything changed; null when the version is no longer the current one. */
export type Corrected = { version: number; moved: boolean } | null;

/**
 * Writes what a person says a Turn should be. What it said before stays in the history, and so does what the source says.
 * @throws AppError `not_found` without such a turn; `invalid_input` when the speaker takes no part in the conversation
 */
export async function addCorrection(
  tx: DbOrTx,
  edit: TurnEdit,
  change: { readonly text?: string | undefined; readonly speaker?: string | undefined },
  wordsOf: WordsOf,
): Promise<Corrected> {
  const found = await lockTurn(tx, edit);
  if (found === null) return null;
  if (change.speaker !== undefined) await requireParticipant(tx, edit.conversationId, change.speaker);
  const { source, entries } = found;
  const before = entries.at(-1)?.after ?? { text: null, speaker: null };
  const text = change.text === undefined ? before.text : storableText(change.text);
  const speaker = change.speaker ?? before.speaker;
  const after: CorrectedTurn = {
    // Words that are as the source has them were confirmed, where the transcriber was guessing.
    text: text === source.text && !source.unreliable ? null : text,
    speaker: speaker === source.speaker ? null : speaker,
  };
  if (after.text === before.text && after.speaker === before.speaker) return { version: edit.version, moved: false };
  return append(tx, edit, found, { action: 'corrected', before, after }, wordsOf);
}

/**
 * Takes back the last correction of a Turn that still stands, as a new entry.
 * @throws AppError `not_found` without such a turn; `conflict` when none stands
 */
export async function undoCorrection(tx: DbOrTx, edit: TurnEdit, wordsOf: WordsOf): Promise<Corrected> {
  const found = await lockTurn(tx, edit);
  if (found === null) return null;
  const standing: CorrectionRow[] = [];
  for (const entry of found.entries) {
    if (entry.action === 'corrected') standing.push(entry);
    else standing.pop();
  }
  const last = standing.at(-1);
  if (last === undefined) throw new AppError('conflict', 'No correction of this turn is left to take back.');
  return append(tx, edit, found, { action: 'undone', before: last.after, after: last.before }, wordsOf);
}

/** Every correction of a Conversation, oldest first. */
export function listCorrections(db: DbOrTx, conversationId: string): Promise<CorrectionRow[]> {
  return db
    .select()
    .from(turnCorrections)
    .where(eq(turnCorrections.conversationId, conversationId))
    .orderBy(asc(turnCorrections.version));
}

/** What the Turns say now that persons ever corrected, by Conversation and position. */
export async function correctedWords(
  db: DbOrTx,
  conversationIds: readonly string[],
): Promise<ReadonlyMap<string, ReadonlyMap<number, string>>> {
  const found = await db
    .selectDistinct({ conversationId: turns.conversationId, turn: turns.turn, text: turns.text })
    .from(turnCorrections)
    .innerJoin(
      turns,
      and(eq(turns.conversationId, turnCorrections.conversationId), eq(turns.turn, turnCorrections.turn)),
    )
    .where(inArray(turnCorrections.conversationId, [...conversationIds]));
  const words = new Map<string, Map<number, string>>();
  for (const { conversationId, turn, text } of found) {
    const its = words.get(conversationId) ?? new Map<number, string>();
    words.set(conversationId, its.set(turn, text));
  }
  return words;
}

/** How each Turn that was ever corrected stands by its last entry. */
export async function standingCorrections(db: DbOrTx, conversationId: string): Promise<StandingCorrection[]> {
  const last = new Map<number, StandingCorrection>();
  for (const { first, source, after } of await listCorrections(db, conversationId))
    last.set(first, { first, source, corrected: after });
  return [...last.values()];
}

/** The statement that writes where corrected Turns stand after a new reading; what the source says of one that is gone is kept. */
export const savingPlaces = (conversationId: string, places: readonly CorrectionPlace[]): SQL =>
  sql`update turn_corrections c set turn = p.turn, source = coalesce(p.source, c.source)
      from jsonb_to_recordset(${JSON.stringify(places)}::jsonb) as p (first int, turn int, source jsonb)
      where c.conversation_id = ${conversationId} and c.first = p.first`;

interface LockedTurn {
  readonly row: typeof turns.$inferSelect;
  readonly source: SourceTurn;
  /** Earlier corrections of it, oldest first. */
  readonly entries: readonly CorrectionRow[];
}

async function lockTurn(tx: DbOrTx, { conversationId, version, turn }: TurnEdit): Promise<LockedTurn | null> {
  const [current] = await tx
    .select({ id: conversations.id })
    .from(conversations)
    .where(and(eq(conversations.id, conversationId), eq(conversations.version, version)))
    .for('update');
  if (current === undefined) return null;
  const [row] = await tx
    .select()
    .from(turns)
    .where(and(eq(turns.conversationId, conversationId), eq(turns.turn, turn)));
  if (row === undefined) throw new AppError('not_found', `There is no turn ${turn} in this conversation.`);
  const entries = (await listCorrections(tx, conversationId)).filter((entry) => entry.turn === turn);
  return { row, source: entries.at(-1)?.source ?? sourceOf(turn, turnOf(row)), entries };
}

const turnOf = ({ sentAt, original: _, ...row }: typeof turns.$inferSelect): Turn => ({
  ...row,
  sentAt: sentAt?.toISOString() ?? null,
});

async function requireParticipant(tx: DbOrTx, conversationId: string, id: string): Promise<void> {
  const [known] = await tx
    .select({ id: participants.id })
    .from(participants)
    .where(and(eq(participants.conversationId, conversationId), eq(participants.id, id)));
  if (known === undefined)
    throw new AppError('invalid_input', `There is no participant ${id} in this conversation.`, {
      details: { field: 'speaker' },
    });
}

async function append(
  tx: DbOrTx,
  { conversationId, version, turn, actor, actorName, at }: TurnEdit,
  { row, source, entries }: LockedTurn,
  entry: Pick<CorrectionRow, 'action' | 'before' | 'after'>,
  wordsOf: WordsOf,
): Promise<Corrected> {
  const next = version + 1;
  const first = entries[0]?.first ?? next;
  await tx.update(conversations).set({ version: next }).where(eq(conversations.id, conversationId));
  await tx
    .insert(turnCorrections)
    .values({ conversationId, version: next, first, turn, source, ...entry, actor, actorName, at });
  const corrected = correctTurn(turnOf(row), source, entry.after);
  await tx
    .update(turns)
    .set({
      text: corrected.text,
      speaker: corrected.speaker,
      confidence: corrected.confidence ?? null,
      unreliable: corrected.unreliable === true,
      original: corrected.original ?? null,
      words: sql`${tsvectorOf(wordsOf(corrected.text))}::tsvector`,
    })
    .where(and(eq(turns.conversationId, conversationId), eq(turns.turn, turn)));
  await tx.execute(sql`
    update conversation_words set words = array_to_tsvector(array(
      select distinct unnest(tsvector_to_array(t.words)) from turns t where t.conversation_id = ${conversationId}))
    where conversation_id = ${conversationId}`);
  return { version: next, moved: true };
}
