import { and, asc, eq, gt, inArray } from 'drizzle-orm';
import { v7 as uuid } from 'uuid';

import { AppError } from '../../models/domain/index.js';
import type { Db, DbOrTx } from '../database.js';
import { contacts, customerKeys } from '../schema.js';
import { refuseStale } from '../stale.js';
import { findCustomer, groupKeys, replaceKeys, type CustomerKeys, type WrittenKeys } from './customers.js';

export interface ContactWithKeys extends CustomerKeys {
  readonly id: string;
  readonly customerId: string;
  readonly name: string;
  readonly title: string | null;
  readonly version: number;
}

/**
 * People at a customer in the order they were added; their numbers and addresses find the customer too.
 * `after` is the last row's id. @throws AppError `not_found`
 */
export async function listContacts(
  db: DbOrTx,
  customerId: string,
  { limit, after }: { limit: number; after?: string | undefined },
): Promise<ContactWithKeys[]> {
  await findCustomer(db, customerId);
  const rows = await db
    .select()
    .from(contacts)
    .where(and(eq(contacts.customerId, customerId), after === undefined ? undefined : gt(contacts.id, after)))
    .orderBy(asc(contacts.id))
    .limit(limit);
  const ids = rows.map(({ id }) => id);
  const keys = await db
    .select()
    .from(customerKeys)
    .where(and(eq(customerKeys.customerId, customerId), inArray(customerKeys.contactId, ids)));
  return rows.map((row) => withKeys(row, keys));
}

/** @throws AppError `not_found` */
export async function findContact(db: DbOrTx, customerId: string, id: string): Promise<ContactWithKeys> {
  const [row] = await db.select().from(contacts).where(isContact(customerId, id));
  if (row === undefined) throw noContact(customerId, id);
  const keys = await db
    .select()
    .from(customerKeys)
    .where(and(eq(customerKeys.customerId, customerId), eq(customerKeys.contactId, id)));
  return withKeys(row, keys);
}

const withKeys = (
  { id, customerId, name, title, version }: typeof contacts.$inferSelect,
  keys: readonly (typeof customerKeys.$inferSelect)[],
): ContactWithKeys => ({
  ...{ id, customerId, name, title, version },
  ...groupKeys(keys.filter(({ contactId }) => contactId === id)),
});

/**
 * Makes a contact, or changes the one with `id`, when it is of this version (null: whichever); keys that
 * are left out stay. @throws AppError `not_found`, `precondition_failed`; as `createCustomer` for its keys
 */
export async function saveContact(
  db: Db,
  input: WrittenKeys & {
    customerId: string;
    id?: string | undefined;
    version?: number | null | undefined;
    name?: string | undefined;
    title?: string | null | undefined;
  },
  region: string,
): Promise<ContactWithKeys> {
  const { customerId, name, title } = input;
  const id = input.id ?? uuid();
  return db.transaction(async (tx) => {
    await findCustomer(tx, customerId);
    if (input.id === undefined)
      await tx.insert(contacts).values({ id, customerId, name: name ?? '', title: title ?? null });
    else {
      const [before] = await tx.select().from(contacts).where(isContact(customerId, id)).for('update');
      if (before === undefined) throw noContact(customerId, id);
      refuseStale(before.version, input.version);
      await tx
        .update(contacts)
        .set({
          version: before.version + 1,
          ...(name === undefined ? {} : { name }),
          ...(title === undefined ? {} : { title }),
        })
        .where(isContact(customerId, id));
    }
    await replaceKeys(tx, { customerId, contactId: id }, input, region);
    return findContact(tx, customerId, id);
  });
}

/** @throws AppError `not_found` */
export async function removeContact(db: Db, customerId: string, id: string): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.delete(customerKeys).where(and(eq(customerKeys.customerId, customerId), eq(customerKeys.contactId, id)));
    const removed = await tx.delete(contacts).where(isContact(customerId, id)).returning({ id: contacts.id });
    if (removed.length === 0) throw noContact(customerId, id);
  });
}

const isContact = (customerId: string, id: string) => and(eq(contacts.customerId, customerId), eq(contacts.id, id));

const noContact = (customerId: string, id: string): AppError =>
  new AppError('not_found', `Customer ${customerId} has no contact ${id}: check the id.`);
