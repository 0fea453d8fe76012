import { asc, eq, sql } from 'drizzle-orm';
import { v7 as uuid } from 'uuid';

import { AppError } from '../../models/domain/index.js';
import type { DbOrTx, Tx } from '../database.js';
import { teams, users } from '../schema.js';
import { refuseStale } from '../stale.js';

export interface Team {
  readonly id: string;
  readonly name: string;
  /** How many people. */
  readonly members: number;
  readonly version: number;
}

const shown = (db: DbOrTx) =>
  db
    .select({
      ...{ id: teams.id, name: teams.name, version: teams.version },
      members: sql<number>`count(${users.id})::int`,
    })
    .from(teams)
    .leftJoin(users, eq(users.teamId, teams.id))
    .groupBy(teams.id)
    .$dynamic();

/** By name, then id; `after` is both of the last row. */
export async function listTeams(
  db: DbOrTx,
  { limit, after }: { limit: number; after?: readonly [string, string] | undefined },
): Promise<Team[]> {
  return shown(db)
    .where(after && sql`(${teams.name}, ${teams.id}) > (${after[0]}, ${after[1]})`)
    .orderBy(asc(teams.name), asc(teams.id))
    .limit(limit);
}

/** @throws AppError `not_found` */
export async function findTeam(db: DbOrTx, id: string): Promise<Team> {
  const [team] = await shown(db).where(eq(teams.id, id));
  if (team === undefined) throw noTeam(id);
  return team;
}

export async function createTeam(db: DbOrTx, name: string): Promise<Team> {
  const id = uuid();
  await db.insert(teams).values({ id, name });
  return { id, name, members: 0, version: 1 };
}

/**
 * @param expectedVersion null renames whatever version is there
 * @throws AppError `not_found`, `precondition_failed`
 */
export async function renameTeam(tx: Tx, id: string, name: string, expectedVersion: number | null): Promise<Team> {
  const [before] = await tx.select().from(teams).where(eq(teams.id, id)).for('update');
  if (before === undefined) throw noTeam(id);
  refuseStale(before.version, expectedVersion);
  await tx
    .update(teams)
    .set({ name, version: before.version + 1 })
    .where(eq(teams.id, id));
  return findTeam(tx, id);
}

/** Its members are without a team then. @throws AppError `not_found` */
export async function deleteTeam(db: DbOrTx, id: string): Promise<void> {
  const gone = await db.delete(teams).where(eq(teams.id, id)).returning({ id: teams.id });
  if (gone.length === 0) throw noTeam(id);
}

/** @throws AppError `invalid_input` */
export async function requireTeam(db: DbOrTx, id: string): Promise<void> {
  const [team] = await db.select({ id: teams.id }).from(teams).where(eq(teams.id, id));
  if (team === undefined)
    throw new AppError('invalid_input', `There is no team ${id}: make it first.`, { details: { field: 'teamId' } });
}

const noTeam = (id: string): AppError => new AppError('not_found', `There is no team ${id}: check the id.`);
