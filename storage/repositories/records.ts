import { isDeepStrictEqual } from 'node:util';

import { and, desc, eq, inArray, lt, sql } from 'drizzle-orm';

import { AppError, RECORD_FIELDS, type Provenance, type RecordField } from '../../models/domain/index.js';
import type { Db, DbOrTx, Tx } from '../database.js';
import { findContradictions, type Contradiction } from '../record/contradictions.js';
import { itemKeyOf, RECORD_VALUES, type RecordValue } from '../record/values.js';
import { toIso } from '../instants.js';
import { conversations, proposals, recordFields, recordHistory, type FieldState } from '../schema.js';
import { refuseStale } from '../stale.js';
import {
  addHistory,
  changeField,
  isField,
  lockCustomer,
  readField,
  readClaims,
  stateOf,
  writeField,
  type FieldName,
} from './record-fields.js';

export type RecordFieldRow = typeof recordFields.$inferSelect;
export type HistoryRow = typeof recordHistory.$inferSelect;

export interface CustomerRecord {
  readonly fields: readonly RecordFieldRow[];
  readonly contradictions: readonly Contradiction[];
}

/** The customer's current values, in the order of `RECORD_FIELDS`, and what contradicts what. */
export async function readRecord(db: DbOrTx, customerId: string): Promise<CustomerRecord> {
  const rows = await db.select().from(recordFields).where(eq(recordFields.customerId, customerId));
  const order = (row: RecordFieldRow) => RECORD_FIELDS.indexOf(row.field);
  return {
    fields: rows.sort((a, b) => order(a) - order(b) || (a.itemKey < b.itemKey ? -1 : 1)),
    contradictions: await readContradictions(db, customerId),
  };
}

/** A current value, with when its words were said, and whether a person accepted it as it was proposed. */
export interface SaidField extends RecordFieldRow {
  /** ISO 8601 in the offset of the conversation; null: unknown, or nobody said it. */
  readonly saidAt: string | null;
  readonly accepted: boolean;
}

/** The current values of several customers, without what contradicts them. */
export async function readRecordFields(db: DbOrTx, customerIds: readonly string[]): Promise<SaidField[]> {
  if (customerIds.length === 0) return [];
  const found = await db
    .select({
      row: recordFields,
      ...{ proposalId: proposals.id, saidAt: proposals.saidAt, edited: proposals.editedValue },
      utcOffsetMinutes: conversations.utcOffsetMinutes,
    })
    .from(recordFields)
    .leftJoin(proposals, eq(proposals.id, sql`${recordFields.provenance}->>'proposalId'`))
    .leftJoin(conversations, eq(conversations.id, proposals.conversationId))
    .where(inArray(recordFields.customerId, [...customerIds]));
  return found.map(({ row, proposalId, saidAt, edited, utcOffsetMinutes }) => ({
    ...row,
    saidAt: saidAt && toIso(saidAt, utcOffsetMinutes ?? 0),
    accepted: proposalId !== null && edited === null && row.provenance.by === 'person',
  }));
}

export async function readContradictions(db: DbOrTx, customerId: string): Promise<Contradiction[]> {
  return findContradictions(await readClaims(db, customerId));
}

/** A value as the API takes it. @throws AppError `invalid_input` naming the field and what is wrong with it */
export function parseValue<F extends RecordField>(field: F, value: unknown): RecordValue<F> {
  const parsed = RECORD_VALUES[field].safeParse(value);
  if (parsed.success) return parsed.data as RecordValue<F>;
  const [issue] = parsed.error.issues;
  const at = [field, ...(issue?.path ?? [])].join('.');
  throw new AppError('invalid_input', `${at}: ${issue?.message ?? 'not a value of this field'}`, {
    details: { field: at },
  });
}

export interface HandWritten {
  readonly customerId: string;
  readonly field: RecordField;
  readonly value: unknown;
  /** Which item is replaced, when its key changes with the value (a corrected name). */
  readonly itemKey?: string | undefined;
  /** Version of the field that the person saw, 0 for an empty one; left out: whatever is there. */
  readonly expectedVersion?: number | undefined;
  readonly actor: string;
  readonly at: Date;
}

/**
 * A person writes a value: it is locked against machines from now on, and settles contradictions.
 * @throws AppError `invalid_input`, `not_found`, `precondition_failed`
 */
export async function setField(db: Db, input: HandWritten): Promise<{ itemKey: string; historyId: string }> {
  const { customerId, field, actor, at } = input;
  const value = parseValue(field, input.value);
  const itemKey = itemKeyOf(field, value);
  const provenance: Provenance = {
    ...{ by: 'person', actor, conversationId: null, proposalId: null, rule: null },
    ...{ evidence: [], at: at.toISOString() },
  };
  return db.transaction(async (tx) => {
    await lockCustomer(tx, customerId);
    const seen = await readField(tx, { customerId, field, itemKey: input.itemKey ?? itemKey });
    refuseStale(seen?.version ?? 0, input.expectedVersion);
    const base = { customerId, field, proposalId: null, actor, at, resolves: true };
    if (input.itemKey !== undefined && input.itemKey !== itemKey)
      await changeField(tx, { ...base, itemKey: input.itemKey, after: null });
    const after: FieldState = { value, provenance, locked: true, confidence: 1 };
    return { itemKey, historyId: await changeField(tx, { ...base, itemKey, after }) };
  });
}

/** A person takes a value out. @throws AppError `not_found` when the field is empty */
export async function removeField(db: Db, name: FieldName, actor: string, at: Date): Promise<string> {
  return db.transaction(async (tx) => {
    await lockCustomer(tx, name.customerId);
    const [row] = await tx.select({ field: recordFields.field }).from(recordFields).where(isField(name));
    if (!row) throw new AppError('not_found', `The record of customer ${name.customerId} has no such ${name.field}.`);
    return changeField(tx, { ...name, after: null, proposalId: null, actor, at, resolves: false });
  });
}

/** Newest first; `before` is the id of the last entry of the page before. */
export async function readHistory(
  db: DbOrTx,
  customerId: string,
  { limit, before, field }: { limit: number; before?: string | undefined; field?: RecordField | undefined },
): Promise<HistoryRow[]> {
  return db
    .select()
    .from(recordHistory)
    .where(
      and(
        eq(recordHistory.customerId, customerId),
        before === undefined ? undefined : lt(recordHistory.id, before),
        field && eq(recordHistory.field, field),
      ),
    )
    .orderBy(desc(recordHistory.id))
    .limit(limit);
}

/**
 * Takes a decision back: the field gets the value it had, the proposal and those put aside with it
 * the state they had. Itself an entry in the history.
 * @throws AppError `not_found`; `conflict` when the field was changed since, or it was undone already
 */
export async function undoEntry(
  db: Db,
  historyId: string,
  actor: string,
  at: Date,
  customerId?: string,
): Promise<HistoryRow> {
  const [found] = await db
    .select()
    .from(recordHistory)
    .where(
      and(
        eq(recordHistory.id, historyId),
        customerId === undefined ? undefined : eq(recordHistory.customerId, customerId),
      ),
    );
  if (!found) throw new AppError('not_found', `There is no history entry ${historyId}.`);
  return db.transaction(async (tx) => {
    await lockCustomer(tx, found.customerId);
    return undo(tx, found, actor, at);
  });
}

/** Takes the last decision on a proposal back; as `undoEntry`. */
export async function undoProposal(db: Db, proposalId: string, actor: string, at: Date): Promise<HistoryRow> {
  const [found] = await db
    .select()
    .from(recordHistory)
    .where(eq(recordHistory.proposalId, proposalId))
    .orderBy(desc(recordHistory.id))
    .limit(1);
  if (!found)
    throw new AppError('conflict', `Nothing was decided about proposal ${proposalId}: there is nothing to undo.`);
  return undoEntry(db, found.id, actor, at);
}

async function undo(tx: Tx, entry: HistoryRow, actor: string, at: Date): Promise<HistoryRow> {
  if (entry.action === 'undone')
    throw new AppError('conflict', 'This was undone already: decide about the proposal again instead.');
  const [current] = await tx.select().from(recordFields).where(isField(entry));
  if (entry.action === 'rejected') await requireState(tx, entry.proposalId, 'rejected');
  else {
    if (!sameState(current ?? null, entry.after))
      throw new AppError(
        'conflict',
        'The field was changed since, or this was undone already: undo the later change first.',
        {
          details: { field: entry.field, itemKey: entry.itemKey },
        },
      );
    await writeField(tx, entry, entry.before, at);
  }
  if (entry.proposalId !== null)
    await tx
      .update(proposals)
      .set({ state: 'pending', editedValue: null, decidedBy: null, decidedAt: null })
      .where(eq(proposals.id, entry.proposalId));
  for (const state of ['pending', 'accepted'] as const) {
    const ids = entry.superseded.filter((put) => put.state === state).map(({ id }) => id);
    if (ids.length > 0)
      await tx
        .update(proposals)
        .set({ state })
        .where(and(inArray(proposals.id, ids), eq(proposals.state, 'superseded')));
  }
  const id = await addHistory(
    tx,
    { ...entry, actor, at },
    {
      ...{ action: 'undone', before: current ? stateOf(current) : null, superseded: [] },
      after: entry.action === 'rejected' ? (current ? stateOf(current) : null) : entry.before,
    },
  );
  const [written] = await tx.select().from(recordHistory).where(eq(recordHistory.id, id));
  return written as HistoryRow;
}

async function requireState(tx: Tx, proposalId: string | null, state: 'rejected'): Promise<void> {
  const [row] = await tx
    .select({ state: proposals.state })
    .from(proposals)
    .where(sql`${proposals.id} = ${proposalId}`);
  if (row?.state !== state) throw new AppError('conflict', 'The proposal was decided again since: undo that first.');
}

/** The time of the decision stands in the provenance, so equal means the very same decision. */
function sameState(a: FieldState | null, b: FieldState | null): boolean {
  if (a === null || b === null) return a === b;
  return a.locked === b.locked && isDeepStrictEqual([a.value, a.provenance], [b.value, b.provenance]);
}
