import { z } from '@hono/zod-openapi';

import {
  CalendarDate,
  CommitmentCategory,
  ConversationKind,
  Evidence,
  Explanation,
  PromiseState,
  ReviewVerdict,
  Risk,
  Side,
} from '../../models/domain/index.js';
import { toIso } from '../../storage/instants.js';
import type { ContextTurn, Flag } from '../../storage/repositories/reviews.js';

const flag = {
  id: z.string(),
  customerId: z.string().nullable(),
  conversation: z.object({
    id: z.string(),
    title: z.string().nullable(),
    kind: ConversationKind,
    startedAt: z.string().nullable(),
  }),
  category: CommitmentCategory,
  risk: Risk,
  allowed: z.boolean().nullable(),
  suggestion: z.string().nullable().openapi({ description: 'Wording that may be used instead.' }),
  due: CalendarDate.nullable(),
  amount: z.object({ value: z.number(), unit: z.string() }).nullable(),
  condition: z.string().nullable(),
  confidence: z.number(),
  because: z.string(),
  explanation: Explanation.nullable().openapi({
    description: 'Why, in three layers; null for what was analysed before there were explanations.',
  }),
  rule: z.string(),
  evidence: z.array(Evidence),
  state: z.enum(['open', 'confirmed', 'dismissed']),
  review: z
    .object({ verdict: ReviewVerdict, note: z.string().nullable(), reviewer: z.string(), at: z.string() })
    .nullable(),
  promiseState: PromiseState.nullable(),
};

export const FlagPresented = z.object(flag).openapi('Flag');
export const FlagWithTurns = z
  .object({
    ...flag,
    turns: z
      .array(
        z.object({
          turn: z.number().int(),
          speaker: z.string().nullable(),
          name: z.string().nullable(),
          side: Side,
          text: z.string(),
          startMs: z.number().int().nullable(),
          endMs: z.number().int().nullable(),
          sentAt: z.string().nullable(),
        }),
      )
      .openapi({ description: 'The turns around it, for reading and for hearing the moment.' }),
  })
  .openapi('FlagWithTurns');

export function presentFlag(row: Flag): z.infer<typeof FlagPresented> {
  const { commitment, conversation, review } = row;
  return {
    id: row.id,
    customerId: row.customerId,
    conversation: {
      id: conversation.id,
      title: conversation.title,
      kind: conversation.kind,
      startedAt: conversation.startedAt && toIso(conversation.startedAt, conversation.utcOffsetMinutes),
    },
    category: commitment.category,
    risk: commitment.risk,
    allowed: commitment.allowed,
    suggestion: commitment.suggestion,
    due: commitment.due,
    amount: commitment.amount,
    condition: commitment.condition,
    confidence: commitment.confidence,
    because: commitment.because,
    explanation: commitment.explanation ?? null,
    rule: commitment.rule,
    evidence: [...commitment.evidence],
    state: review?.verdict ?? 'open',
    review: review && {
      verdict: review.verdict,
      note: review.note,
      reviewer: review.reviewer,
      at: review.at.toISOString(),
    },
    promiseState: row.promiseState,
  };
}

export function presentFlagWithTurns(row: Flag & { turns: readonly ContextTurn[] }): z.infer<typeof FlagWithTurns> {
  return {
    ...presentFlag(row),
    turns: row.turns.map((turn) => ({
      turn: turn.turn,
      speaker: turn.speaker,
      name: turn.name,
      side: turn.side ?? 'unknown',
      text: turn.text,
      startMs: turn.startMs,
      endMs: turn.endMs,
      sentAt: turn.sentAt && toIso(turn.sentAt, row.conversation.utcOffsetMinutes),
    })),
  };
}
