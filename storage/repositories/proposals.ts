import { and, asc, desc, eq, gte, inArray, lt, or, sql, type SQL } from 'drizzle-orm';

import { AppError, type Completeness, type ProposalState, type RecordField } from '../../models/domain/index.js';
import type { DbOrTx } from '../database.js';
import { conversations, proposals, recordFields } from '../schema.js';
import { inSight, type Sight } from './sight.js';

export type ProposalRow = typeof proposals.$inferSelect;
export type NewProposal = typeof proposals.$inferInsert;

/** A proposal beside what the record holds now. */
export interface ListedProposal extends ProposalRow {
  /** A person set the field: no machine will change it, only a person can accept this. */
  readonly locked: boolean;
  readonly current: Record<string, unknown> | null;
  /** Of the conversation it comes from. */
  readonly completeness: Completeness | null;
}

export interface ProposalFilter {
  readonly customerId?: string | undefined;
  readonly conversationId?: string | undefined;
  readonly field?: RecordField | undefined;
  readonly state?: ProposalState | undefined;
  readonly minConfidence?: number | undefined;
  /** Only from conversations in this sight. */
  readonly visibleTo?: Sight | undefined;
}

/** Position in the list: when it was made, then its id. */
export interface ProposalCursor {
  readonly createdAt: Date;
  readonly id: string;
}

/** Newest first. */
export async function listProposals(
  db: DbOrTx,
  filter: ProposalFilter,
  { limit, after }: { limit: number; after?: ProposalCursor | undefined },
): Promise<ListedProposal[]> {
  const rows = await withRecord(db)
    .where(
      and(
        matches(filter),
        after &&
          or(
            lt(proposals.createdAt, after.createdAt),
            and(eq(proposals.createdAt, after.createdAt), sql`${proposals.id} > ${after.id}`),
          ),
      ),
    )
    .orderBy(desc(proposals.createdAt), asc(proposals.id))
    .limit(limit);
  return rows.map(listed);
}

/** @throws AppError `not_found` */
export async function readProposal(db: DbOrTx, id: string): Promise<ListedProposal> {
  const [row] = await withRecord(db).where(eq(proposals.id, id));
  if (!row) throw new AppError('not_found', `There is no proposal ${id}.`);
  return listed(row);
}

/** @throws AppError `not_found` when one of them is from a conversation out of sight */
export async function requireProposalsInSight(
  db: DbOrTx,
  sight: Sight | undefined,
  ids: readonly string[],
): Promise<void> {
  if (sight === undefined) return;
  const found = await db
    .select({ id: proposals.id })
    .from(proposals)
    .where(and(inArray(proposals.id, [...ids]), inSight(sight, sql`${proposals.conversationId}`)));
  const hidden = ids.find((id) => !found.some((row) => row.id === id));
  if (hidden !== undefined) throw new AppError('not_found', `There is no proposal ${hidden}.`);
}

/** How many wait for a person, of those that may be seen. */
export async function countPending(db: DbOrTx, customerId: string, visibleTo?: Sight): Promise<number> {
  return db.$count(proposals, matches({ customerId, state: 'pending', visibleTo }));
}

/** Proposals beside what the record holds. */
export const withRecord = (db: DbOrTx) =>
  db
    .select({
      ...{ proposal: proposals, locked: recordFields.locked, current: recordFields.value },
      completeness: conversations.completeness,
    })
    .from(proposals)
    .leftJoin(conversations, eq(conversations.id, proposals.conversationId))
    .leftJoin(
      recordFields,
      and(
        eq(recordFields.customerId, proposals.customerId),
        eq(recordFields.field, proposals.field),
        eq(recordFields.itemKey, proposals.itemKey),
      ),
    )
    .$dynamic();

export const listed = (row: {
  proposal: ProposalRow;
  locked: boolean | null;
  current: Record<string, unknown> | null;
  completeness: Completeness | null;
}): ListedProposal => ({
  ...row.proposal,
  locked: row.locked ?? false,
  current: row.current,
  completeness: row.completeness,
});

export const matches = (filter: ProposalFilter): SQL | undefined =>
  and(
    filter.customerId === undefined ? undefined : eq(proposals.customerId, filter.customerId),
    filter.conversationId === undefined ? undefined : eq(proposals.conversationId, filter.conversationId),
    filter.field && eq(proposals.field, filter.field),
    filter.state && eq(proposals.state, filter.state),
    filter.minConfidence === undefined ? undefined : gte(proposals.confidence, filter.minConfidence),
    inSight(filter.visibleTo, sql`${proposals.conversationId}`),
  );
