import { z } from '@hono/zod-openapi';

import {
  CalendarDate,
  CommitmentCategory,
  Evidence,
  Explanation,
  Firmness,
  MentionKind,
  PromiseEventKind,
  PromiseState,
  ReviewVerdict,
  Risk,
  TermChange,
} from '../../models/domain/index.js';
import { toIso } from '../../storage/instants.js';
import type { PromiseStory } from '../../storage/repositories/promise-story.js';
import type { ListedPromise } from '../../storage/repositories/promises.js';
import { CompletenessOf } from './completeness.js';

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
    firmness: Firmness,
    leaned: z
      .object({ conversationId: z.string(), evidence: Evidence })
      .nullable()
      .openapi({ description: 'Where the customer builds on it.' }),
    allowed: z.boolean().nullable().openapi({ description: 'false: against the policy.' }),
    suggestion: z.string().nullable().openapi({ description: 'Wording that may be used instead.' }),
    /** What a person said, else what conversations tell. */
    state: PromiseState,
    toldState: PromiseState,
    stateBy: z.string().nullable().openapi({ description: 'The person who said so; null: conversations tell.' }),
    stateAt: z.string().nullable(),
    stateNote: z.string().nullable(),
    overdue: z.boolean().openapi({
      description:
        'Its day is over where the conversation took place, and it is open, or only a conversation calls it broken.',
    }),
    late: z.boolean().openapi({ description: 'It was kept, and after its day, as conversations tell.' }),
    verdict: ReviewVerdict.nullable(),
    explanation: Explanation.nullable().openapi({
      description: 'Why, in three layers; null where a later run found something else.',
    }),
    saidAt: z.string().nullable(),
    completeness: CompletenessOf,
    evidence: z.array(Evidence),
    version: z.number().int(),
  })
  .openapi('Promise');

export function presentPromise(
  row: ListedPromise,
  explanations: ReadonlyMap<string, Explanation>,
): z.infer<typeof PromisePresented> {
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
    firmness: row.firmness,
    leaned: row.leaned,
    allowed: row.allowed,
    suggestion: row.suggestion,
    state: row.state,
    toldState: row.toldState,
    stateBy: row.stateBy,
    stateAt: row.stateAt?.toISOString() ?? null,
    stateNote: row.stateNote,
    overdue: row.overdue,
    late: row.late && row.state === 'kept',
    verdict: row.verdict,
    explanation: explanations.get(row.insightId) ?? null,
    saidAt: row.saidAt && toIso(row.saidAt, row.utcOffsetMinutes),
    completeness: row.completeness,
    evidence: row.evidence,
    version: row.version,
  };
}

const PromiseEvent = z
  .object({
    id: z.string().openapi({ description: 'Of what a conversation said: give it to split it off.' }),
    at: z.string().nullable(),
    by: z.enum(['machine', 'person']),
    event: z.union([PromiseEventKind, PromiseState, z.enum(['merged', 'split', 'undone'])]),
    actor: z.string().nullable(),
    actorName: z.string().nullable(),
    note: z.string().nullable(),
    conversationId: z.string().nullable(),
    who: z.string().nullable(),
    what: z.string().nullable(),
    changes: z.array(TermChange),
    evidence: z.array(Evidence),
  })
  .openapi('PromiseEvent');

const PromiseSuggestion = z
  .object({
    with: z.string().openapi({ description: 'Merge with this if it is the same promise.' }),
    mention: z.string().openapi({ description: 'Split this off if it is not.' }),
    kind: MentionKind,
    conversationId: z.string(),
    what: z.string(),
    evidence: z.array(Evidence),
  })
  .openapi('PromiseSuggestion');

export const PromiseWithStory = PromisePresented.extend({
  history: z.array(PromiseEvent).openapi({ description: 'How it came to be what it is, oldest first.' }),
  suggestions: z.array(PromiseSuggestion).openapi({ description: 'What may belong to it: a person decides.' }),
}).openapi('PromiseWithStory');

export const presentPromiseWithStory = (
  row: ListedPromise,
  explanations: ReadonlyMap<string, Explanation>,
  { history, suggestions }: PromiseStory,
): z.infer<typeof PromiseWithStory> => ({
  ...presentPromise(row, explanations),
  history: history.map(
    ({ id, at, by, event, actor, actorName, note, conversationId, who, what, changes, evidence }) => ({
      ...{ id, at, by, event, actor, actorName, note, conversationId, who, what },
      ...{ changes: [...changes], evidence: [...evidence] },
    }),
  ),
  suggestions: suggestions.map((one) => ({
    ...{ with: one.with, mention: one.mention, kind: one.kind, conversationId: one.conversationId },
    ...{ what: one.what, evidence: [...one.evidence] },
  })),
});
