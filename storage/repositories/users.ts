import { and, asc, eq, gt, ilike, inArray, isNull, ne, or, sql, type SQL } from 'drizzle-orm';
import { v7 as uuid } from 'uuid';

import { AppError, type Role } from '../../models/domain/index.js';
import type { DbOrTx, Tx } from '../database.js';
import { teams, users } from '../schema.js';
import { refuseStale } from '../stale.js';
import { requireTeam } from './teams.js';

export type UserRow = typeof users.$inferSelect;
export interface UserWithTeam extends UserRow {
  readonly teamName: string | null;
}

export interface NewUser {
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly teamId?: string | null | undefined;
  readonly identities?: readonly string[] | undefined;
  readonly passwordHash?: string | null | undefined;
  readonly oidcSubject?: string | null | undefined;
}

/** What a person is called in conversations, in the one writing that is compared: trimmed, lower case. */
export const foldIdentity = (text: string): string => text.normalize('NFKC').trim().toLowerCase();

/**
 * Makes a person. The name counts as an identity unless others are given.
 * @throws AppError `conflict` when the e-mail address is taken, `invalid_input` when the team does not exist
 */
export async function createUser(db: DbOrTx, input: NewUser): Promise<UserRow> {
  if (input.teamId != null) await requireTeam(db, input.teamId);
  const identities = [...new Set((input.identities ?? [input.name]).map(foldIdentity).filter(Boolean))];
  const { email, name, role, teamId = null, passwordHash = null, oidcSubject = null } = input;
  const values = { id: uuid(), email, name, role, teamId, identities, passwordHash, oidcSubject };
  const [row] = await db.insert(users).values(values).onConflictDoNothing().returning();
  if (row === undefined) throw new AppError('conflict', 'Somebody has this e-mail address already: look in the list.');
  return row;
}

export interface UserChange {
  readonly name?: string | undefined;
  readonly role?: Role | undefined;
  readonly teamId?: string | null | undefined;
  readonly identities?: readonly string[] | undefined;
  readonly locale?: UserRow['locale'] | undefined;
  readonly passwordHash?: string | undefined;
  readonly oidcSubject?: string | undefined;
  readonly disabledAt?: Date | null | undefined;
}

/**
 * @throws AppError `not_found`; `precondition_failed` when `expectedVersion` is no longer the current one;
 *   `conflict` when nobody would be administrator any more; `invalid_input` when the team does not exist
 */
export async function changeUser(
  tx: Tx,
  id: string,
  change: UserChange,
  expectedVersion: number | null = null,
): Promise<{ before: UserRow; after: UserRow }> {
  const [before] = await tx.select().from(users).where(eq(users.id, id)).for('update');
  if (before === undefined) throw noUser(id);
  refuseStale(before.version, expectedVersion);
  if (change.teamId != null) await requireTeam(tx, change.teamId);
  const { identities, ...rest } = change;
  const [after] = await tx
    .update(users)
    .set({
      ...rest,
      ...(identities && { identities: [...new Set(identities.map(foldIdentity).filter(Boolean))] }),
      version: before.version + 1,
    })
    .where(eq(users.id, id))
    .returning();
  if (after === undefined) throw noUser(id);
  if (isAdministrator(before) && !isAdministrator(after) && !(await anyAdministrator(tx)))
    throw new AppError('conflict', 'This is the last administrator: make another one first.');
  return { before, after };
}

const isAdministrator = (row: UserRow): boolean => row.role === 'admin' && row.disabledAt === null;

/** Whether somebody who can sign in administers. */
export async function anyAdministrator(db: DbOrTx): Promise<boolean> {
  const found = await db
    .select({ id: users.id })
    .from(users)
    .where(
      and(
        eq(users.role, 'admin'),
        isNull(users.disabledAt),
        or(sql`${users.passwordHash} is not null`, sql`${users.oidcSubject} is not null`),
      ),
    )
    .limit(1);
  return found.length > 0;
}

export async function findUser(db: DbOrTx, id: string): Promise<UserWithTeam | undefined> {
  const [row] = await withTeam(db).where(eq(users.id, id));
  return row && { ...row.user, teamName: row.teamName };
}

/** `email` in lower case. */
export async function findUserByEmail(db: DbOrTx, email: string): Promise<UserRow | undefined> {
  const [row] = await db.select().from(users).where(eq(users.email, email));
  return row;
}

/** Everybody with one of these roles who may come in. */
export async function activeUsers(db: DbOrTx, roles: readonly Role[]): Promise<UserRow[]> {
  return db
    .select()
    .from(users)
    .where(and(inArray(users.role, [...roles]), isNull(users.disabledAt)));
}

/** By the account at the OpenID Connect issuer. */
export async function findUserByOidcSubject(db: DbOrTx, subject: string): Promise<UserRow | undefined> {
  const [row] = await db.select().from(users).where(eq(users.oidcSubject, subject));
  return row;
}

export interface UserFilter {
  readonly teamId?: string | undefined;
  readonly role?: Role | undefined;
  /** Part of name or e-mail address. */
  readonly q?: string | undefined;
}

/** In the order they were made; `after` is the id of the one before. */
export async function listUsers(
  db: DbOrTx,
  filter: UserFilter,
  limit: number,
  after?: string,
): Promise<UserWithTeam[]> {
  const part = filter.q && `%${filter.q.replaceAll(/[\\%_]/g, '\\$&')}%`;
  const found = await withTeam(db)
    .where(
      and(
        after === undefined ? undefined : gt(users.id, after),
        filter.teamId === undefined ? undefined : eq(users.teamId, filter.teamId),
        filter.role === undefined ? undefined : eq(users.role, filter.role),
        part ? or(ilike(users.name, part), ilike(users.email, part)) : undefined,
      ),
    )
    .orderBy(asc(users.id))
    .limit(limit);
  return found.map(({ user, teamName }) => ({ ...user, teamName }));
}

const withTeam = (db: DbOrTx) =>
  db.select({ user: users, teamName: teams.name }).from(users).leftJoin(teams, eq(teams.id, users.teamId)).$dynamic();

/**
 * Binds an account at the OpenID Connect issuer to a person.
 * @throws AppError `conflict` when the account is bound to somebody else
 */
export async function bindOidcSubject(tx: Tx, id: string, subject: string): Promise<void> {
  const [other] = await tx
    .select({ id: users.id })
    .from(users)
    .where(and(eq(users.oidcSubject, subject), ne(users.id, id)));
  if (other !== undefined) throw new AppError('conflict', 'This account belongs to somebody else here.');
  await tx.update(users).set({ oidcSubject: subject }).where(eq(users.id, id));
}

/** What a person or a program's key is called, by its id; null where it is gone. */
export const nameOf = (id: SQL): SQL<string | null> =>
  sql<
    string | null
  >`coalesce((select u.name from users u where u.id = ${id}), (select k.name from api_keys k where k.id = ${id}))`;

export async function recordSignIn(db: DbOrTx, id: string, now: Date): Promise<void> {
  await db.update(users).set({ lastSignInAt: now }).where(eq(users.id, id));
}

export const noUser = (id: string): AppError => new AppError('not_found', `There is no person ${id}: check the id.`);
