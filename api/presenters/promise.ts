import { z } from '@hono/zod-openapi';

import {
  CalendarDate,
  CommitmentCategory,
  Evidence,
  PromiseState,
  ReviewVerdict,
  Risk,
} from '../../models/domain/index.js';
import { toIso } from '../../storage/instants.js';
import type { ListedPromise } from '../../storage/repositories/promises.js';

export const PromisePresented = z
  .object({
    id: z.string(),
    customerId: z.string().nullable(),
    conversationId: z.string(),
    who: z.string().nullable(),
    what: z.string(),
    category: CommitmentCategory,
    risk: Risk,
    due: CalendarDate.nullable(),
    amount: z.object({ value: z.number(), unit: z.string() }).nullable(),
    condition: z.string().nullable(),
    allowed: z.boolean().nullable().openapi({ description: 'false: against the policy.' }),
    suggestion: z.string().nullable().openapi({ description: 'Wording that may be used instead.' }),
    state: PromiseState,
    stateBy: z.string().nullable(),
    stateAt: z.string().nullable(),
    stateNote: z.string().nullable(),
    overdue: z.boolean().openapi({ description: 'Open, and its day is over where the conversation took place.' }),
    verdict: ReviewVerdict.nullable(),
    saidAt: z.string().nullable(),
    evidence: z.array(Evidence),
    version: z.number().int(),
  })
  .openapi('Promise');

export function presentPromise(row: ListedPromise): z.infer<typeof PromisePresented> {
  return {
    id: row.id,
    customerId: row.customerId,
    conversationId: row.conversationId,
    who: row.who,
    what: row.what,
    category: row.category,
    risk: row.risk,
    due: row.due,
    amount: row.amount,
    condition: row.condition,
    allowed: row.allowed,
    suggestion: row.suggestion,
    state: row.state,
    stateBy: row.stateBy,
    stateAt: row.stateAt?.toISOString() ?? null,
    stateNote: row.stateNote,
    overdue: row.overdue,
    verdict: row.verdict,
    saidAt: row.saidAt && toIso(row.saidAt, row.utcOffsetMinutes),
    evidence: row.evidence,
    version: row.version,
  };
}
