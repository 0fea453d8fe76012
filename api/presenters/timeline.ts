import { z } from '@hono/zod-openapi';

import {
  CalendarDate,
  CommitmentCategory,
  ConversationKind,
  PromiseEventKind,
  PromiseState,
  Risk,
  TermChange,
} from '../../models/domain/index.js';
import { toIso } from '../../storage/instants.js';
import type { TimelineEntry } from '../../storage/repositories/timeline.js';
import { CompletenessOf } from './completeness.js';
import { DealOutcome } from './deal.js';

const Counts = z.object({
  turns: z.number().int(),
  objections: z.number().int(),
  promises: z.number().int(),
  highRisk: z.number().int(),
  breaches: z.number().int(),
  pendingProposals: z.number().int(),
});

const Terms = z.object({
  stage: z.string(),
  outcome: DealOutcome,
  amount: z.number().nullable(),
  currency: z.string().nullable(),
});

const place = { id: z.string(), at: z.string() };

export const TimelinePresented = z
  .discriminatedUnion('type', [
    z.object({
      type: z.literal('conversation'),
      ...place,
      kind: ConversationKind,
      title: z.string().nullable(),
      startedAt: z.string().nullable(),
      durationMs: z.number().int().nullable(),
      dealId: z.string().nullable(),
      headline: z.string().nullable(),
      completeness: CompletenessOf,
      counts: Counts,
    }),
    z.object({
      type: z.literal('promise'),
      ...place,
      conversationId: z.string(),
      who: z.string().nullable(),
      what: z.string(),
      category: CommitmentCategory,
      risk: Risk,
      due: CalendarDate,
      state: PromiseState,
      overdue: z.boolean(),
      allowed: z.boolean().nullable(),
    }),
    z.object({
      type: z.literal('promise_event'),
      ...place,
      promiseId: z.string(),
      event: z.union([PromiseEventKind, PromiseState]),
      by: z.enum(['machine', 'person']),
      conversationId: z.string().nullable(),
      who: z.string().nullable(),
      what: z.string(),
      category: CommitmentCategory,
      changes: z.array(TermChange),
    }),
    z.object({
      type: z.literal('deal'),
      ...place,
      dealId: z.string(),
      name: z.string(),
      before: Terms.nullable(),
      after: Terms,
    }),
  ])
  .openapi('TimelineEntry');

export function presentTimeline(entry: TimelineEntry): z.infer<typeof TimelinePresented> {
  const { id } = entry;
  const at = utc(entry.at).toISOString();
  if (entry.type === 'conversation') {
    const { kind, title, startedAt, utcOffsetMinutes, durationMs, dealId, headline, completeness, counts } = entry.data;
    return {
      ...{ type: entry.type, id, at, kind, title, durationMs, dealId, headline, completeness, counts },
      startedAt: startedAt && toIso(new Date(startedAt), utcOffsetMinutes),
    };
  }
  if (entry.type === 'promise') {
    const { conversationId, who, what, category, risk, due, state, overdue, allowed } = entry.data;
    return {
      ...{ type: entry.type, id, at, conversationId, who, what, category, risk },
      ...{ due, state, overdue, allowed },
    };
  }
  if (entry.type === 'promise_event') {
    const { promiseId, event, by, conversationId, who, what, category, changes } = entry.data;
    return {
      type: entry.type,
      id,
      at,
      promiseId,
      event,
      by,
      conversationId,
      who,
      what,
      category,
      changes: [...changes],
    };
  }
  const { dealId, name, before, after } = entry.data;
  return { type: entry.type, id, at, dealId, name, before: before && presentTerms(before), after: presentTerms(after) };
}

const presentTerms = ({ stage, outcome, amount, currency }: z.infer<typeof Terms>): z.infer<typeof Terms> => ({
  ...{ stage, outcome, amount, currency },
});

/** `2026-03-02 02:00:00.123456` in UTC. */
const utc = (text: string): Date => new Date(`${text.replace(' ', 'T')}Z`);
