import { z } from '@hono/zod-openapi';

import {
  CalendarDate,
  CommitmentCategory,
  PromiseState,
  RecordField,
  StakeholderRole,
} from '../../models/domain/index.js';
import type { ConfirmedRecord } from '../../storage/repositories/delivery-view.js';
import type { ListedPromise } from '../../storage/repositories/promises.js';
import { CompletenessOf } from './completeness.js';

/**
 * What a delivery key sees: promises (their words only once a person confirmed them), the decision chain,
 * confirmed quotes. Copied field by field, so that a new column stays inside until somebody lets it out.
 */
export const DeliveryPromise = z
  .object({
    id: z.string(),
    customerId: z.string().nullable(),
    category: CommitmentCategory,
    who: z.string().nullable(),
    what: z.string().nullable().openapi({ description: 'Null until a person confirmed it.' }),
    due: CalendarDate.nullable(),
    amount: z.object({ value: z.number(), unit: z.string() }).nullable(),
    condition: z.string().nullable(),
    state: PromiseState,
    overdue: z.boolean(),
    confirmed: z.boolean(),
    saidAt: z.string().nullable(),
    completeness: CompletenessOf,
  })
  .openapi('DeliveryPromise');

export const DeliveryRecord = z
  .object({
    customerId: z.string(),
    decisionChain: z.array(
      z.object({ name: z.string().nullable(), title: z.string().nullable(), role: StakeholderRole }),
    ),
    promises: z.array(DeliveryPromise),
    quotes: z.array(z.object({ field: RecordField, quote: z.string() })),
  })
  .openapi('DeliveryRecord');

export function presentDeliveryPromise(row: ListedPromise): z.infer<typeof DeliveryPromise> {
  return {
    id: row.id,
    customerId: row.customerId,
    category: row.category,
    who: row.who,
    what: row.confirmed ? row.what : null,
    due: row.due,
    amount: row.amount,
    condition: row.confirmed ? row.condition : null,
    state: row.state,
    overdue: row.overdue,
    confirmed: row.confirmed,
    saidAt: row.saidAt?.toISOString() ?? null,
    completeness: row.completeness,
  };
}

export function presentDeliveryRecord(
  customerId: string,
  record: ConfirmedRecord,
  promises: readonly ListedPromise[],
): z.infer<typeof DeliveryRecord> {
  return {
    customerId,
    decisionChain: record.decisionChain.map(({ name, title, role }) => ({ name, title, role })),
    promises: promises.map(presentDeliveryPromise),
    quotes: record.quotes.map(({ field, quote }) => ({ field, quote })),
  };
}
