import { z } from '@hono/zod-openapi';

import type { ContactWithKeys } from '../../storage/repositories/contacts.js';
import type { CustomerWithKeys } from '../../storage/repositories/customers.js';

const keys = {
  externalIds: z.array(z.string()),
  phones: z.array(z.string()).openapi({ description: 'E.164' }),
  emails: z.array(z.string()).openapi({ description: 'Lower case.' }),
};

export const CustomerPresented = z
  .object({ id: z.string(), name: z.string(), ...keys, version: z.number().int(), createdAt: z.string() })
  .openapi('Customer');

/** What a delivery key sees of a customer beside the record. */
export const CustomerNamed = z.object({ id: z.string(), name: z.string() }).openapi('CustomerNamed');

export const ContactPresented = z
  .object({
    id: z.string(),
    customerId: z.string(),
    name: z.string(),
    title: z.string().nullable(),
    ...keys,
    version: z.number().int(),
  })
  .openapi('Contact');

export function presentCustomer(row: CustomerWithKeys): z.infer<typeof CustomerPresented> {
  return {
    id: row.id,
    name: row.name,
    externalIds: row.externalIds,
    phones: row.phones,
    emails: row.emails,
    version: row.version,
    createdAt: row.createdAt.toISOString(),
  };
}

export const presentNamed = (row: CustomerWithKeys): z.infer<typeof CustomerNamed> => ({ id: row.id, name: row.name });

export function presentContact(row: ContactWithKeys): z.infer<typeof ContactPresented> {
  return {
    id: row.id,
    customerId: row.customerId,
    name: row.name,
    title: row.title,
    externalIds: row.externalIds,
    phones: row.phones,
    emails: row.emails,
    version: row.version,
  };
}
