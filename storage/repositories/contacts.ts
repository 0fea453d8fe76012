import { and, asc, eq } from 'drizzle-orm';
import { v7 as uuid } from 'uuid';

import { AppError } from '../../models/domain/index.js';
import type { Db, DbOrTx } from '../database.js';
import { contacts, customerKeys } from '../schema.js';
import { findCustomer, groupKeys, replaceKeys, type CustomerKeys, type WrittenKeys } from './customers.js';

export interface ContactWithKeys extends CustomerKeys {
  readonly id: string;
  readonly customerId: string;
  readonly name: string;
  readonly title: string | null;
}

/** People at a customer; their numbers and addresses find the customer too. */
export async function listContacts(db: DbOrTx, customerId: string): Promise<ContactWithKeys[]> {
  await findCustomer(db, customerId);
  const rows = await db.select().from(contacts).where(eq(contacts.customerId, customerId)).orderBy(asc(contacts.id));
  const keys = await db.select().from(customerKeys).where(eq(customerKeys.customerId, customerId));
  return rows.map(({ id, name, title }) => ({
    ...{ id, customerId, name, title },
    ...groupKeys(keys.filter(({ contactId }) => contactId === id)),
  }));
}

/**
 * Makes a contact, or changes the one with `id`; keys that are left out stay.
 * @throws AppError `not_found`; as `createCustomer` for its keys
 */
export async function saveContact(
  db: Db,
  input: WrittenKeys & {
    customerId: string;
    id?: string | undefined;
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
      const changed = await tx
        .update(contacts)
        .set({ id, ...(name === undefined ? {} : { name }), ...(title === undefined ? {} : { title }) })
        .where(isContact(customerId, id))
        .returning({ id: contacts.id });
      if (changed.length === 0) throw noContact(customerId, id);
    }
    await replaceKeys(tx, { customerId, contactId: id }, input, region);
    return (await listContacts(tx, customerId)).find((contact) => contact.id === id) as ContactWithKeys;
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
