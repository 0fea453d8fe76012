import { isDeepStrictEqual } from 'node:util';

import { and, eq, inArray, sql } from 'drizzle-orm';
import { v7 as uuid } from 'uuid';

import { AppError, type RecordField } from '../../models/domain/index.js';
import type { DbOrTx, Tx } from '../database.js';
import { contradicts, type Claim } from '../record/contradictions.js';
import { customers, promiseMentions, proposals, recordFields, recordHistory, type FieldState } from '../schema.js';

/** Names one field, or one item of a list field, of one customer's record. */
export interface FieldName {
  readonly customerId: string;
  readonly field: RecordField;
  readonly itemKey: string;
}

/** A change of one field, and what is put aside with it. */
export interface FieldChange extends FieldName {
  /** Null takes the item out. */
  readonly after: FieldState | null;
  readonly proposalId: string | null;
  readonly actor: string;
  readonly at: Date;
  /** The person says that this settles it: whatever contradicts it is put aside. */
  readonly resolves: boolean;
}

/**
 * Makes decisions about one customer wait for each other, so that what a decision looked at is still
 * so when it writes. Not `for update`: that would also stop whoever inserts rows that refer to the
 * customer, and a publishing step holding proposals would then wait for a decision that waits for it.
 * @throws AppError `not_found`
 */
export async function lockCustomer(tx: Tx, customerId: string): Promise<void> {
  const rows = await tx
    .select({ id: customers.id })
    .from(customers)
    .where(eq(customers.id, customerId))
    .for('no key update');
  if (rows.length === 0) throw new AppError('not_found', `There is no customer ${customerId}.`);
}

/** The field as it is now, null when it is empty. */
export async function readField(db: DbOrTx, name: FieldName): Promise<(FieldState & { version: number }) | null> {
  const [row] = await db.select().from(recordFields).where(isField(name));
  if (!row) return null;
  const { value, provenance, locked, confidence, version } = row;
  return { value, provenance, locked, confidence, version };
}

/**
 * Writes the field, its history, and puts aside the proposals that it settles, in the caller's
 * transaction, under `lockCustomer`. Returns the history entry's id.
 */
export async function changeField(tx: Tx, change: FieldChange): Promise<string> {
  const before = await readField(tx, change);
  const superseded = await putAside(tx, change);
  await writeField(tx, change, change.after, change.at);
  return addHistory(tx, change, {
    action: change.after ? 'set' : 'removed',
    before: before && stateOf(before),
    after: change.after,
    superseded,
  });
}

/** Makes the field what `state` says, without history. */
export async function writeField(tx: Tx, name: FieldName, state: FieldState | null, at: Date): Promise<void> {
  if (state === null) {
    await tx.delete(recordFields).where(isField(name));
    return;
  }
  const { customerId, field, itemKey } = name;
  const content = { ...stateOf(state), updatedAt: at };
  await tx
    .insert(recordFields)
    .values({ customerId, field, itemKey, ...content })
    .onConflictDoUpdate({
      target: [recordFields.customerId, recordFields.field, recordFields.itemKey],
      set: { ...content, version: sql`${recordFields.version} + 1` },
    });
}

export async function addHistory(
  tx: Tx,
  name: FieldName & { proposalId: string | null; actor: string; at: Date },
  entry: Pick<typeof recordHistory.$inferInsert, 'action' | 'before' | 'after' | 'superseded'>,
): Promise<string> {
  const { customerId, field, itemKey, proposalId, actor, at } = name;
  const id = uuid();
  await tx.insert(recordHistory).values({ id, customerId, field, itemKey, proposalId, actor, at, ...entry });
  return id;
}

/** Everything that stands or was said about a field (or all fields), for finding contradictions. */
export async function readClaims(db: DbOrTx, customerId: string, field?: RecordField): Promise<Claim[]> {
  const current = await db
    .select({ row: recordFields, saidAt: proposals.saidAt })
    .from(recordFields)
    .leftJoin(proposals, eq(proposals.id, sql`${recordFields.provenance}->>'proposalId'`))
    .where(and(eq(recordFields.customerId, customerId), field && eq(recordFields.field, field)));
  const said = await db
    .select()
    .from(proposals)
    .where(
      and(
        eq(proposals.customerId, customerId),
        inArray(proposals.state, ['pending', 'accepted']),
        field && eq(proposals.field, field),
      ),
    );
  const standing = new Set(current.map(({ row }) => row.provenance.proposalId));
  const placed = await readLedgerPlaces(
    db,
    [...current.map(({ row }) => row), ...said].filter((one) => one.field === 'promises').map(({ value }) => value),
  );
  return [
    ...current.map(({ row, saidAt }) => ({
      field: row.field,
      itemKey: row.itemKey,
      value: row.value,
      evidence: row.provenance.evidence,
      conversationId: row.provenance.conversationId,
      saidAt: saidAt?.toISOString() ?? row.provenance.at,
      proposalId: row.provenance.proposalId,
      ledger: placed.get(String(row.value.promiseId)),
      current: true,
    })),
    ...said
      .filter(({ id }) => !standing.has(id))
      .map((row) => ({
        field: row.field,
        itemKey: row.itemKey,
        value: row.value,
        evidence: row.evidence,
        conversationId: row.conversationId,
        saidAt: row.saidAt?.toISOString() ?? null,
        proposalId: row.id,
        ledger: placed.get(String(row.value.promiseId)),
        current: false,
      })),
  ];
}

/** Where the promises of some values stand in the ledger, and whether their words changed what was promised. */
async function readLedgerPlaces(
  db: DbOrTx,
  values: readonly Record<string, unknown>[],
): Promise<Map<string, { promiseId: string; changed: boolean }>> {
  const ids = values.flatMap(({ promiseId }) => (typeof promiseId === 'string' ? promiseId : []));
  if (ids.length === 0) return new Map();
  const { id, promiseId, changes } = promiseMentions;
  const found = await db.select({ id, promiseId, changes }).from(promiseMentions).where(inArray(id, ids));
  return new Map(
    found.flatMap((row) => {
      if (row.promiseId === null) return [];
      // Days and amounts are compared as they are.
      const changed = row.changes.some(({ term }) => term === 'extent');
      return [[row.id, { promiseId: row.promiseId, changed }] as const];
    }),
  );
}

export const isField = ({ customerId, field, itemKey }: FieldName) =>
  and(eq(recordFields.customerId, customerId), eq(recordFields.field, field), eq(recordFields.itemKey, itemKey));

export const stateOf = ({ value, provenance, locked, confidence }: FieldState): FieldState => ({
  value,
  provenance,
  locked,
  confidence,
});

/** A proposal as it was before it was put aside. */
type PutAside = { id: string; state: 'pending' | 'accepted' };

/**
 * Proposals that the change leaves nothing to say: pending ones of the same value, and, when it
 * settles the matter, those that contradict the new value or the one it replaces. A contradicting
 * item elsewhere in the record (another promise about the same thing) is taken out, as its own entry.
 */
async function putAside(tx: Tx, change: FieldChange): Promise<PutAside[]> {
  const { after } = change;
  if (after === null) return [];
  const claims = await readClaims(tx, change.customerId, change.field);
  const here = (claim: Claim) => claim.itemKey === change.itemKey;
  const made: Claim = {
    ...{ field: change.field, itemKey: change.itemKey, value: after.value, evidence: [], conversationId: null },
    ...{ saidAt: null, proposalId: change.proposalId, current: true },
  };
  const replaced = claims.find((claim) => claim.current && here(claim));
  const settles = (claim: Claim) =>
    change.resolves && (contradicts(claim, made) || (replaced !== undefined && contradicts(claim, replaced)));
  const same = (claim: Claim) => here(claim) && isDeepStrictEqual(claim.value, after.value);
  const others = claims.filter((claim) => claim.proposalId !== change.proposalId || claim.proposalId === null);

  for (const rival of others.filter((claim) => claim.current && !here(claim) && settles(claim)))
    await removeRival(tx, change, rival);
  const settled = others.filter((claim) =>
    claim.current ? change.resolves && here(claim) : settles(claim) || same(claim),
  );
  return supersede(tx, settled);
}

async function removeRival(tx: Tx, change: FieldChange, rival: Claim): Promise<void> {
  const name = { customerId: change.customerId, field: rival.field, itemKey: rival.itemKey };
  const before = await readField(tx, name);
  if (before === null) return;
  const superseded = await supersede(tx, [rival]);
  await writeField(tx, name, null, change.at);
  const { actor, at } = change;
  await addHistory(
    tx,
    { ...name, proposalId: null, actor, at },
    { action: 'removed', before: stateOf(before), after: null, superseded },
  );
}

async function supersede(tx: Tx, claims: readonly Claim[]): Promise<PutAside[]> {
  const ids = claims.flatMap(({ proposalId }) => proposalId ?? []);
  if (ids.length === 0) return [];
  const rows = await tx
    .select({ id: proposals.id, state: proposals.state })
    .from(proposals)
    .where(and(inArray(proposals.id, ids), inArray(proposals.state, ['pending', 'accepted'])));
  if (rows.length > 0)
    await tx
      .update(proposals)
      .set({ state: 'superseded' })
      .where(
        inArray(
          proposals.id,
          rows.map(({ id }) => id),
        ),
      );
  return rows as PutAside[];
}
