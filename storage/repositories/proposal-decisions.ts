import { and, asc, eq, gte, inArray, or, type SQL } from 'drizzle-orm';

import { AppError, type Provenance, type RecordField } from '../../models/domain/index.js';
import type { Db, Tx } from '../database.js';
import { findContradictions } from '../record/contradictions.js';
import { itemKeyOf, keepingKnown } from '../record/values.js';
import { proposals, type FieldState } from '../schema.js';
import {
  listed,
  matches,
  readProposal,
  withRecord,
  type ListedProposal,
  type NewProposal,
  type ProposalFilter,
  type ProposalRow,
} from './proposals.js';
import { addHistory, changeField, lockCustomer, readClaims, readField, stateOf } from './record-fields.js';
import { parseValue } from './records.js';

/** What a person decides about one proposal. */
export type Decision =
  | { readonly id: string; readonly action: 'accept'; readonly resolves?: boolean | undefined }
  | { readonly id: string; readonly action: 'edit'; readonly value: unknown }
  | { readonly id: string; readonly action: 'reject' };

/**
 * Decides about proposals, all or none of them. Accepting puts the value into the record with its
 * evidence and who accepted it; editing puts the person's value there and locks it.
 * @throws AppError `not_found`, `invalid_input`; `conflict` when one is decided already
 */
export async function decideProposals(
  db: Db,
  decisions: readonly Decision[],
  actor: string,
  at: Date,
): Promise<ListedProposal[]> {
  const ids = decisions.map(({ id }) => id);
  if (new Set(ids).size < ids.length)
    throw new AppError('invalid_input', 'A proposal stands in the list twice: decide about each once.');
  return db.transaction(async (tx) => {
    const owners = await tx
      .selectDistinct({ customerId: proposals.customerId })
      .from(proposals)
      .where(inArray(proposals.id, ids))
      .orderBy(asc(proposals.customerId));
    for (const { customerId } of owners) await lockCustomer(tx, customerId);
    const decided: ListedProposal[] = [];
    for (const decision of decisions) {
      await decide(tx, decision, actor, at);
      decided.push(await readProposal(tx, decision.id));
    }
    return decided;
  });
}

/** Why `acceptAll` left a proposal for a person. */
export interface LeftPending {
  readonly id: string;
  readonly reason: 'locked' | 'contradiction';
}

/**
 * A person accepts every pending proposal that fits, in one transaction. Fields that a person set,
 * and values that contradict each other or the record, are left: those want a decision of their own.
 */
export async function acceptAll(
  db: Db,
  filter: ProposalFilter & { customerId: string },
  actor: string,
  at: Date,
): Promise<{ accepted: string[]; left: LeftPending[] }> {
  return db.transaction(async (tx) => {
    await lockCustomer(tx, filter.customerId);
    return acceptUncontested(tx, filter.customerId, matches({ ...filter, state: 'pending' }), (row) =>
      accept(tx, row, { by: 'person', actor, at, resolves: false }),
    );
  });
}

/**
 * Accepts a conversation's pending proposals without a person, for the fields and from the confidence
 * that are configured; only into items that are empty or that a machine filled, never against a
 * contradiction.
 */
export async function autoAccept(
  tx: Tx,
  target: { customerId: string; conversationId: string },
  minConfidence: Readonly<Partial<Record<RecordField, number>>>,
  at: Date,
): Promise<string[]> {
  const wanted = Object.entries(minConfidence) as [RecordField, number][];
  if (wanted.length === 0) return [];
  await lockCustomer(tx, target.customerId);
  const fits = and(
    matches({ ...target, state: 'pending' }),
    or(...wanted.map(([field, least]) => and(eq(proposals.field, field), gte(proposals.confidence, least)))),
  );
  const { accepted } = await acceptUncontested(tx, target.customerId, fits, async (row) => {
    const current = await readField(tx, row);
    if (current?.provenance.by === 'person') return false;
    return accept(tx, row, { by: 'machine', actor: 'auto-accept', at, resolves: false });
  });
  return accepted;
}

async function acceptUncontested(
  tx: Tx,
  customerId: string,
  condition: SQL | undefined,
  take: (row: ListedProposal) => Promise<boolean>,
): Promise<{ accepted: string[]; left: LeftPending[] }> {
  const rows = (await withRecord(tx).where(condition).orderBy(asc(proposals.id))).map(listed);
  const contested = new Set(
    findContradictions(await readClaims(tx, customerId)).flatMap(({ values }) =>
      values.map((claim) => claim.proposalId),
    ),
  );
  const result: { accepted: string[]; left: LeftPending[] } = { accepted: [], left: [] };
  for (const row of rows)
    if (row.locked) result.left.push({ id: row.id, reason: 'locked' });
    else if (contested.has(row.id)) result.left.push({ id: row.id, reason: 'contradiction' });
    else if (await take(row)) result.accepted.push(row.id);
  return result;
}

async function decide(tx: Tx, decision: Decision, actor: string, at: Date): Promise<void> {
  const row = await readProposal(tx, decision.id);
  if (row.state !== 'pending')
    throw new AppError('conflict', `Proposal ${row.id} is ${row.state} already: undo that first.`, {
      details: { proposalId: row.id, state: row.state },
    });
  if (decision.action === 'accept')
    await accept(tx, row, { by: 'person', actor, at, resolves: decision.resolves ?? false });
  else if (decision.action === 'edit') await edit(tx, row, decision.value, actor, at);
  else await reject(tx, row, actor, at);
}

/** False when an equal value was accepted just before, in the same transaction. */
async function accept(
  tx: Tx,
  row: ProposalRow,
  { by, actor, at, resolves }: { by: Provenance['by']; actor: string; at: Date; resolves: boolean },
): Promise<boolean> {
  const taken = await close(tx, row.id, { state: 'accepted', decidedBy: actor, decidedAt: at });
  if (!taken) return false;
  const current = await readField(tx, row);
  const after: FieldState = {
    value: keepingKnown(row.field, row.value, current?.value ?? null),
    provenance: provenanceOf(row, by, actor, at),
    locked: current?.locked ?? false,
    confidence: row.confidence,
  };
  const { customerId, field, itemKey } = row;
  await changeField(tx, { customerId, field, itemKey, after, proposalId: row.id, actor, at, resolves });
  return true;
}

async function edit(tx: Tx, row: ProposalRow, input: unknown, actor: string, at: Date): Promise<void> {
  const value = parseValue(row.field, input);
  const itemKey = itemKeyOf(row.field, value);
  await close(tx, row.id, { state: 'edited', editedValue: value, decidedBy: actor, decidedAt: at });
  const after: FieldState = { value, provenance: provenanceOf(row, 'person', actor, at), locked: true, confidence: 1 };
  const { customerId, field } = row;
  await changeField(tx, { customerId, field, itemKey, after, proposalId: row.id, actor, at, resolves: true });
}

async function reject(tx: Tx, row: ProposalRow, actor: string, at: Date): Promise<void> {
  await close(tx, row.id, { state: 'rejected', decidedBy: actor, decidedAt: at });
  const current = await readField(tx, row);
  const state = current && stateOf(current);
  const { customerId, field, itemKey } = row;
  await addHistory(
    tx,
    { customerId, field, itemKey, proposalId: row.id, actor, at },
    { action: 'rejected', before: state, after: state, superseded: [] },
  );
}

async function close(tx: Tx, id: string, decided: Partial<NewProposal>): Promise<boolean> {
  const rows = await tx
    .update(proposals)
    .set(decided)
    .where(and(eq(proposals.id, id), eq(proposals.state, 'pending')))
    .returning({ id: proposals.id });
  return rows.length > 0;
}

const provenanceOf = (row: ProposalRow, by: Provenance['by'], actor: string, at: Date): Provenance => ({
  by,
  actor,
  conversationId: row.conversationId,
  proposalId: row.id,
  rule: row.rule,
  evidence: row.evidence,
  at: at.toISOString(),
});
