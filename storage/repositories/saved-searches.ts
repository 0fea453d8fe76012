import { and, asc, eq, gt } from 'drizzle-orm';
import { v7 as uuid } from 'uuid';

import { AppError } from '../../models/domain/index.js';
import type { DbOrTx } from '../database.js';
import { savedSearches } from '../schema.js';

export type SavedSearchRow = typeof savedSearches.$inferSelect;
/** Enough for a person; a program that saves in a loop is stopped. */
const MOST = 200;

/** One's own, in the order they were saved; `after` is the last row's id. */
export async function listSavedSearches(
  db: DbOrTx,
  ownerId: string,
  { limit, after }: { limit: number; after?: string | undefined },
): Promise<SavedSearchRow[]> {
  return db
    .select()
    .from(savedSearches)
    .where(and(eq(savedSearches.ownerId, ownerId), after === undefined ? undefined : gt(savedSearches.id, after)))
    .orderBy(asc(savedSearches.id))
    .limit(limit);
}

/** @throws AppError `conflict` when there are too many */
export async function saveSearch(
  db: DbOrTx,
  search: { ownerId: string; name: string; query: Record<string, string> },
): Promise<SavedSearchRow> {
  if ((await db.$count(savedSearches, eq(savedSearches.ownerId, search.ownerId))) >= MOST)
    throw new AppError('conflict', `You have ${MOST} saved searches: delete some first.`);
  const [row] = await db
    .insert(savedSearches)
    .values({ id: uuid(), ...search })
    .returning();
  if (row === undefined) throw new Error('insert returned no row');
  return row;
}

/** @throws AppError `not_found`, also for somebody else's */
export async function deleteSavedSearch(db: DbOrTx, ownerId: string, id: string): Promise<void> {
  const gone = await db
    .delete(savedSearches)
    .where(and(eq(savedSearches.ownerId, ownerId), eq(savedSearches.id, id)))
    .returning({ id: savedSearches.id });
  if (gone.length === 0) throw new AppError('not_found', `You have no saved search ${id}.`);
}
