import { and, asc, eq, ilike, inArray, isNull, sql } from 'drizzle-orm';
import { v7 as uuid } from 'uuid';

import { AppError } from '../../models/domain/index.js';
import { normalizeCustomerKey, type CustomerKeyKind } from '../customer-key.js';
import type { Db, DbOrTx, Tx } from '../database.js';
import { customerKeys, customers } from '../schema.js';
import { stale } from '../stale.js';
import { customerInSight, type Sight } from './sight.js';

export type CustomerRow = typeof customers.$inferSelect;

/** How a customer is recognised, as somebody wrote it. A list that is left out stays as it is. */
export interface WrittenKeys {
  readonly externalIds?: readonly string[] | undefined;
  readonly phones?: readonly string[] | undefined;
  readonly emails?: readonly string[] | undefined;
}

/** The same as it is kept: telephone numbers in E.164, e-mail addresses in lower case. */
export interface CustomerKeys {
  readonly externalIds: string[];
  readonly phones: string[];
  readonly emails: string[];
}

export interface CustomerWithKeys extends CustomerRow, CustomerKeys {}

const LISTS = { external_id: 'externalIds', phone: 'phones', email: 'emails' } as const satisfies Record<
  CustomerKeyKind,
  keyof WrittenKeys
>;
const KINDS = Object.keys(LISTS) as CustomerKeyKind[];

/**
 * Makes a customer. `region` is the country of telephone numbers without a prefix.
 * @throws AppError `invalid_input` for what is no number or address; `conflict` when the id is taken or
 *   a key belongs to another customer (`details.customerId` says which)
 */
export async function createCustomer(
  db: Db,
  input: WrittenKeys & { id?: string | undefined; name: string },
  region: string,
): Promise<CustomerWithKeys> {
  const id = input.id ?? uuid();
  return db.transaction(async (tx) => {
    const made = await tx.insert(customers).values({ id, name: input.name }).onConflictDoNothing().returning();
    if (made.length === 0)
      throw new AppError('conflict', `There is a customer ${id} already.`, { details: { customerId: id } });
    await replaceKeys(tx, { customerId: id, contactId: null }, input, region);
    return findCustomer(tx, id);
  });
}

/**
 * Changes name and keys; a list of keys that is given replaces the one there.
 * @param expectedVersion null changes whatever version is there
 * @throws AppError as `createCustomer`; `not_found`; `precondition_failed` when it is another version
 */
export async function updateCustomer(
  db: Db,
  id: string,
  patch: WrittenKeys & { name?: string | undefined },
  expectedVersion: number | null,
  region: string,
): Promise<CustomerWithKeys> {
  return db.transaction(async (tx) => {
    const changed = await tx
      .update(customers)
      .set({ version: sql`${customers.version} + 1`, ...(patch.name === undefined ? {} : { name: patch.name }) })
      .where(and(eq(customers.id, id), expectedVersion === null ? undefined : eq(customers.version, expectedVersion)))
      .returning({ id: customers.id });
    if (changed.length === 0) {
      await findCustomer(tx, id);
      throw stale();
    }
    await replaceKeys(tx, { customerId: id, contactId: null }, patch, region);
    return findCustomer(tx, id);
  });
}

/** @throws AppError `not_found` */
export async function findCustomer(db: DbOrTx, id: string): Promise<CustomerWithKeys> {
  const [row] = await db.select().from(customers).where(eq(customers.id, id));
  if (!row) throw new AppError('not_found', `There is no customer ${id}: check the id.`);
  const keys = await db
    .select()
    .from(customerKeys)
    .where(and(eq(customerKeys.customerId, id), isNull(customerKeys.contactId)));
  return { ...row, ...groupKeys(keys) };
}

export interface CustomerFilter {
  /** Part of the name, in any case. */
  readonly name?: string | undefined;
  /** A key in any writing. */
  readonly key?: { kind: CustomerKeyKind; value: string } | undefined;
  /** Only those who are in this sight. */
  readonly visibleTo?: Sight | undefined;
}

/** By name, then id; `after` is both of the last row. */
export async function listCustomers(
  db: DbOrTx,
  filter: CustomerFilter,
  { limit, after, region }: { limit: number; after?: readonly [string, string] | undefined; region: string },
): Promise<CustomerWithKeys[]> {
  const key = filter.key && normalizeCustomerKey(filter.key.kind, filter.key.value, region);
  if (filter.key && key === null) return [];
  const rows = await db
    .select()
    .from(customers)
    .where(
      and(
        filter.name === undefined ? undefined : ilike(customers.name, `%${filter.name.replace(/[\\%_]/g, '\\$&')}%`),
        filter.key &&
          inArray(
            customers.id,
            db
              .select({ id: customerKeys.customerId })
              .from(customerKeys)
              .where(and(eq(customerKeys.kind, filter.key.kind), eq(customerKeys.value, key as string))),
          ),
        customerInSight(filter.visibleTo, sql`${customers.id}`),
        after && sql`(${customers.name}, ${customers.id}) > (${after[0]}, ${after[1]})`,
      ),
    )
    .orderBy(asc(customers.name), asc(customers.id))
    .limit(limit);
  const ids = rows.map(({ id }) => id);
  const keys =
    ids.length === 0
      ? []
      : await db
          .select()
          .from(customerKeys)
          .where(and(inArray(customerKeys.customerId, ids), isNull(customerKeys.contactId)));
  return rows.map((row) => ({ ...row, ...groupKeys(keys.filter(({ customerId }) => customerId === row.id)) }));
}

/** Makes the keys of a customer, or of one of their contacts, those given; kinds that are left out stay. */
export async function replaceKeys(
  tx: Tx,
  owner: { customerId: string; contactId: string | null },
  written: WrittenKeys,
  region: string,
): Promise<void> {
  const kinds = KINDS.filter((kind) => written[LISTS[kind]] !== undefined);
  if (kinds.length === 0) return;
  const contact =
    owner.contactId === null ? isNull(customerKeys.contactId) : eq(customerKeys.contactId, owner.contactId);
  await tx
    .delete(customerKeys)
    .where(and(eq(customerKeys.customerId, owner.customerId), contact, inArray(customerKeys.kind, kinds)));
  const keys = kinds.flatMap((kind) =>
    [...new Set((written[LISTS[kind]] ?? []).map((text) => normalized(kind, text, region)))].map((value) => ({
      kind,
      value,
    })),
  );
  if (keys.length === 0) return;
  const rows = keys.map((key) => ({ ...key, ...owner }));
  const added = await tx.insert(customerKeys).values(rows).onConflictDoNothing().returning();
  const missing = keys.filter((key) => !added.some(({ kind, value }) => kind === key.kind && value === key.value));
  for (const { kind, value } of missing) await refuseTaken(tx, owner.customerId, kind, value);
}

function normalized(kind: CustomerKeyKind, text: string, region: string): string {
  const value = normalizeCustomerKey(kind, text, region);
  if (value !== null) return value;
  const what = { phone: 'a telephone number', email: 'an e-mail address', external_id: 'an external id' }[kind];
  throw new AppError(
    'invalid_input',
    `One of ${LISTS[kind]} is not ${what}: write it with its country code, without remarks.`,
    {
      details: { field: LISTS[kind] },
    },
  );
}

/** A key of the same customer's other contact may stay where it is; another customer's may not be taken. */
async function refuseTaken(tx: Tx, customerId: string, kind: CustomerKeyKind, value: string): Promise<void> {
  const [taken] = await tx
    .select({ customerId: customerKeys.customerId })
    .from(customerKeys)
    .where(and(eq(customerKeys.kind, kind), eq(customerKeys.value, value)));
  if (taken && taken.customerId !== customerId)
    throw new AppError(
      'conflict',
      `One of ${LISTS[kind]} belongs to customer ${taken.customerId}: take it out there first.`,
      {
        details: { field: LISTS[kind], customerId: taken.customerId },
      },
    );
}

export function groupKeys(keys: readonly { kind: CustomerKeyKind; value: string }[]): CustomerKeys {
  const of = (kind: CustomerKeyKind) =>
    keys
      .filter((key) => key.kind === kind)
      .map(({ value }) => value)
      .sort();
  return { externalIds: of('external_id'), phones: of('phone'), emails: of('email') };
}
