import { asc, eq, sql } from 'drizzle-orm';
import { v7 as uuid } from 'uuid';

import { AppError } from '../../models/domain/index.js';
import type { DbOrTx } from '../database.js';
import { teams, users } from '../schema.js';

export interface Team {
  readonly id: string;
  readonly name: string;
  /** How many people. */
  readonly members: number;
}

/** By name. */
export async function listTeams(db: DbOrTx): Promise<Team[]> {
  return db
    .select({ id: teams.id, name: teams.name, members: sql<number>`count(${users.id})::int` })
    .from(teams)
    .leftJoin(users, eq(users.teamId, teams.id))
    .groupBy(teams.id)
    .orderBy(asc(teams.name), asc(teams.id));
}

export async function createTeam(db: DbOrTx, name: string): Promise<Team> {
  const id = uuid();
  await db.insert(teams).values({ id, name });
  return { id, name, members: 0 };
}

/** @throws AppError `not_found` */
export async function renameTeam(db: DbOrTx, id: string, name: string): Promise<void> {
  const changed = await db.update(teams).set({ name }).where(eq(teams.id, id)).returning({ id: teams.id });
  if (changed.length === 0) throw noTeam(id);
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
