import { and, asc, desc, eq, lt, sql } from 'drizzle-orm';
import { v7 as uuid } from 'uuid';

import { AppError } from '../../models/domain/index.js';
import type { Db, DbOrTx } from '../database.js';
import { dealHistory, dealProposals, deals, type DealTerms } from '../schema.js';
import { refuseStale } from '../stale.js';
import { customerInSight, type Sight } from './sight.js';
import { findCustomer } from './customers.js';

export type DealRow = typeof deals.$inferSelect;
export type DealProposalRow = typeof dealProposals.$inferSelect & { readonly deal: DealRow };

export interface NewDeal extends Partial<DealTerms> {
  readonly customerId: string;
  readonly name: string;
  readonly openedAt?: Date | undefined;
  readonly closedAt?: Date | null | undefined;
}

export type DealPatch = Partial<DealTerms & { name: string; openedAt: Date; closedAt: Date | null }>;

/** @throws AppError `not_found` when there is no such customer */
export async function createDeal(db: Db, input: NewDeal, actor: string, at: Date): Promise<DealRow> {
  return db.transaction(async (tx) => {
    await findCustomer(tx, input.customerId);
    const outcome = input.outcome ?? 'open';
    const [deal] = await tx
      .insert(deals)
      .values({
        ...{ id: uuid(), customerId: input.customerId, name: input.name, stage: input.stage ?? outcome, outcome },
        ...{ amount: input.amount ?? null, currency: input.currency ?? null, openedAt: input.openedAt ?? at },
        closedAt: input.closedAt ?? (outcome === 'open' ? null : at),
      })
      .returning();
    const made = deal as DealRow;
    await tx.insert(dealHistory).values({ ...changeOf(made), before: null, actor, at });
    return made;
  });
}

/**
 * Changes a deal and writes down how its stage, outcome or amount changed. Winning or losing closes it
 * (now, unless the patch says when); opening it again takes that back.
 * @param expectedVersion null changes whatever version is there
 * @throws AppError `not_found`, `precondition_failed`
 */
export async function updateDeal(
  db: Db,
  id: string,
  patch: DealPatch,
  { expectedVersion, actor, at }: { expectedVersion: number | null; actor: string; at: Date },
): Promise<DealRow> {
  return db.transaction(async (tx) => {
    const [before] = await tx.select().from(deals).where(eq(deals.id, id)).for('update');
    if (!before) throw noDeal(id);
    refuseStale(before.version, expectedVersion);
    const [after] = await tx
      .update(deals)
      .set({ ...closing(before, patch, at), ...patch, version: sql`${deals.version} + 1` })
      .where(eq(deals.id, id))
      .returning();
    const [was, is] = [termsOf(before), termsOf(after as DealRow)];
    if (JSON.stringify(was) !== JSON.stringify(is))
      await tx.insert(dealHistory).values({ ...changeOf(after as DealRow), before: was, actor, at });
    return after as DealRow;
  });
}

/** @throws AppError `not_found` */
export async function findDeal(db: DbOrTx, id: string): Promise<DealRow> {
  const [deal] = await db.select().from(deals).where(eq(deals.id, id));
  if (!deal) throw noDeal(id);
  return deal;
}

export interface DealFilter {
  readonly customerId?: string | undefined;
  readonly outcome?: DealTerms['outcome'] | undefined;
  readonly stage?: string | undefined;
  /** Only of customers in this sight. */
  readonly visibleTo?: Sight | undefined;
}

/** Newest first; ids carry the time, so `after` is the last row's id. */
export async function listDeals(
  db: DbOrTx,
  filter: DealFilter,
  { limit, after }: { limit: number; after?: string | undefined },
): Promise<DealRow[]> {
  return db
    .select()
    .from(deals)
    .where(
      and(
        filter.customerId === undefined ? undefined : eq(deals.customerId, filter.customerId),
        filter.outcome && eq(deals.outcome, filter.outcome),
        filter.stage === undefined ? undefined : eq(deals.stage, filter.stage),
        customerInSight(filter.visibleTo, sql`${deals.customerId}`),
        after === undefined ? undefined : lt(deals.id, after),
      ),
    )
    .orderBy(desc(deals.id))
    .limit(limit);
}

/** The deals that a conversation may belong to, for a person to choose from. */
export async function listDealProposals(db: DbOrTx, conversationId: string): Promise<DealProposalRow[]> {
  const found = await db
    .select({ proposal: dealProposals, deal: deals })
    .from(dealProposals)
    .innerJoin(deals, eq(deals.id, dealProposals.dealId))
    .where(eq(dealProposals.conversationId, conversationId))
    .orderBy(asc(dealProposals.dealId));
  return found.map(({ proposal, deal }) => ({ ...proposal, deal }));
}

const termsOf = ({ stage, outcome, amount, currency }: DealRow): DealTerms => ({ stage, outcome, amount, currency });

const changeOf = (deal: DealRow) => ({
  ...{ id: uuid(), dealId: deal.id, customerId: deal.customerId, after: termsOf(deal) },
});

function closing(before: DealRow, patch: DealPatch, at: Date): { closedAt?: Date | null } {
  if (patch.outcome === undefined || patch.outcome === before.outcome) return {};
  return { closedAt: patch.outcome === 'open' ? null : (before.closedAt ?? at) };
}

const noDeal = (id: string): AppError => new AppError('not_found', `There is no deal ${id}: check the id.`);
