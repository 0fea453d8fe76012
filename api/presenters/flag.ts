import { z } from '@hono/zod-openapi';

import {
  CalendarDate,
  CommitmentCategory,
  ConversationKind,
  Evidence,
  Explanation,
  FlagAction,
  FlagAnswer,
  FlagState,
  PromiseState,
  ReviewVerdict,
  Risk,
  Side,
} from '../../models/domain/index.js';
import { toIso } from '../../storage/instants.js';
import type { FlagEvent } from '../../storage/repositories/flag-history.js';
import type { ContextTurn, Flag } from '../../storage/repositories/reviews.js';
import { CompletenessOf } from './completeness.js';

const flag = {
  id: z.string(),
  customerId: z.string().nullable(),
  conversation: z.object({
    id: z.string(),
    title: z.string().nullable(),
    kind: ConversationKind,
    startedAt: z.string().nullable(),
    completeness: CompletenessOf,
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
  state: z
    .enum(FlagState.options)
    .openapi({ description: '`disputed`: by the rep, and no second reviewer decided yet.' }),
  review: z
    .object({
      verdict: ReviewVerdict,
      note: z.string().nullable(),
      reviewer: z.string(),
      reviewerName: z.string().nullable(),
      at: z.string(),
      decided: z.boolean().openapi({ description: 'It was disputed, and this is the second reviewer’s verdict.' }),
    })
    .nullable(),
  answer: z
    .object({
      answer: FlagAnswer,
      reason: z.string().nullable(),
      by: z.string().nullable(),
      byName: z.string().nullable(),
      at: z.string().nullable(),
    })
    .nullable()
    .openapi({ description: 'What the rep says of a confirmed one.' }),
  promiseState: PromiseState.nullable(),
};
const assignee = z.object({ id: z.string(), name: z.string().nullable() }).nullable();

const FlagEventPresented = z
  .object({
    id: z.string(),
    action: FlagAction,
    actor: z.string(),
    actorName: z.string().nullable(),
    note: z.string().nullable(),
    assignee: assignee.openapi({ description: '`assigned` only; null: to nobody.' }),
    at: z.string(),
  })
  .openapi('FlagEvent');

export const FlagPresented = z.object({ ...flag, assignee }).openapi('Flag');
/** For the rep who answers for it: without what reviewers keep among themselves. */
export const ConfirmedFlag = z.object({ ...flag, history: z.array(FlagEventPresented) }).openapi('ConfirmedFlag');
export const FlagWithTurns = z
  .object({
    ...flag,
    assignee,
    mayJudge: z.boolean().openapi({
      description: 'Whether the caller may give a verdict now: a dispute takes somebody who did not judge it before.',
    }),
    decidesAlone: z.boolean().openapi({
      description:
        'The caller judged what is disputed, and there is no second reviewer: they decide it themselves, with a reason.',
    }),
    history: z.array(FlagEventPresented).openapi({ description: 'What people did with it, oldest first.' }),
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

export const presentFlag = (row: Flag): z.infer<typeof FlagPresented> => ({
  ...presentCommon(row),
  assignee: row.assignee,
});

function presentCommon(row: Flag) {
  const { commitment, conversation, review } = row;
  return {
    id: row.id,
    customerId: row.customerId,
    conversation: {
      id: conversation.id,
      title: conversation.title,
      kind: conversation.kind,
      startedAt: conversation.startedAt && toIso(conversation.startedAt, conversation.utcOffsetMinutes),
      completeness: conversation.completeness,
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
    state: row.state,
    review: review && {
      verdict: review.verdict,
      note: review.note,
      reviewer: review.reviewer,
      reviewerName: review.reviewerName,
      at: review.at.toISOString(),
      decided: review.decided,
    },
    answer:
      review === null || review.answer === null
        ? null
        : {
            answer: review.answer,
            reason: review.answerNote,
            by: review.answeredBy,
            byName: review.answererName,
            at: review.answeredAt?.toISOString() ?? null,
          },
    promiseState: row.promiseState,
  };
}

const presentEvent = (event: FlagEvent): z.infer<typeof FlagEventPresented> => ({
  id: event.id,
  action: event.action,
  actor: event.actor,
  actorName: event.actorName,
  note: event.note,
  assignee: event.assigneeId === null ? null : { id: event.assigneeId, name: event.assigneeName },
  at: event.at.toISOString(),
});

/** A flag as its own page shows it. */
export interface ReadFlag extends Flag {
  readonly turns: readonly ContextTurn[];
  readonly history: readonly FlagEvent[];
  readonly mayJudge: boolean;
  readonly decidesAlone: boolean;
}

export const presentConfirmedFlag = (
  row: Flag & { readonly history: readonly FlagEvent[] },
): z.infer<typeof ConfirmedFlag> => ({ ...presentCommon(row), history: row.history.map(presentEvent) });

export function presentFlagWithTurns(row: ReadFlag): z.infer<typeof FlagWithTurns> {
  return {
    ...presentFlag(row),
    mayJudge: row.mayJudge,
    decidesAlone: row.decidesAlone,
    history: row.history.map(presentEvent),
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
