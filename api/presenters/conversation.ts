import { z } from '@hono/zod-openapi';

import {
  Analysis,
  ConversationKind,
  Language,
  type Participant,
  Risk,
  RunState,
  Side,
  SideSource,
  StepName,
  TranscriptEngine,
  Turn,
  type Transcript,
} from '../../models/domain/index.js';
import { toIso } from '../../storage/instants.js';
import type { ConversationListRow } from '../../storage/repositories/conversation-list.js';
import type { ConversationRow, StoredPart } from '../../storage/repositories/conversations.js';
import type { RunView } from '../../storage/repositories/runs.js';
import { CompletenessOf } from './completeness.js';
import { presentRun, RunPresented } from './run.js';

const conversation = {
  id: z.string(),
  externalId: z.string().nullable(),
  kind: ConversationKind,
  title: z.string().nullable(),
  language: Language.nullable(),
  startedAt: z.string().nullable(),
  durationMs: z.number().int().nullable(),
  customerId: z.string().nullable(),
  dealId: z.string().nullable(),
  headline: z.string().nullable(),
  completeness: CompletenessOf,
  publishedAt: z.string().nullable(),
  createdAt: z.string(),
  version: z.number().int(),
};

export const RepNamed = z.object({ id: z.string().nullable(), name: z.string() });
export const DealOutcome = z.enum(['open', 'won', 'lost']);

export const ConversationListed = z
  .object({
    ...conversation,
    state: RunState.nullable().openapi({ description: 'Of its newest run.' }),
    failedStep: StepName.nullable(),
    errorCode: z.string().nullable(),
    rep: RepNamed.nullable().openapi({ description: 'Who held it on our side; the id of their account, if any.' }),
    risk: Risk.nullable().openapi({ description: 'Of its riskiest commitment that nobody dismissed.' }),
    score: z.number().nullable().openapi({ description: 'Script fit, 0 to 100.' }),
    outcome: DealOutcome.nullable().openapi({ description: 'Of its deal.' }),
  })
  .openapi('ConversationListed');

export const ConversationPresented = z
  .object({
    ...conversation,
    matchedBy: z.string().nullable().openapi({ description: 'explicit, external_id, phone or email.' }),
    engine: TranscriptEngine.nullable(),
    notes: z.array(z.string()),
    recordings: z.array(
      z.object({
        ...{ sha256: z.string(), part: z.enum(['audio', 'text']), fileName: z.string(), format: z.string() },
        soundRemovedAt: z.string().nullable().openapi({ description: 'Since then its sound is no longer kept.' }),
      }),
    ),
    heldAt: z.string().nullable().openapi({ description: 'Since then it is held: nothing deletes it.' }),
    run: RunPresented.nullable(),
    failure: z
      .object({ step: StepName, code: z.string().nullable(), reason: z.string().nullable(), whatToDo: z.string() })
      .nullable()
      .openapi({ description: 'Why the newest run failed.' }),
  })
  .openapi('Conversation');

export const ParticipantPresented = z
  .object({
    id: z.string(),
    side: Side,
    sideConfidence: z.number(),
    sideSource: SideSource,
    name: z.string().nullable(),
    title: z.string().nullable(),
    channel: z.number().int().nullable(),
    phone: z.string().nullable(),
    email: z.string().nullable(),
    externalId: z.string().nullable(),
  })
  .openapi('Participant');

/** The contract's transcript, with how complete it is. */
export const TranscriptPresented = z
  .object({
    id: z.string(),
    kind: ConversationKind,
    language: Language.nullable(),
    startedAt: z.string().nullable(),
    completeness: CompletenessOf,
    engine: TranscriptEngine.nullable(),
    participants: z.array(ParticipantPresented),
    turns: z.array(Turn),
  })
  .openapi('Transcript');

/** The contract's analysis, with how complete the transcript under it is. */
export const AnalysisPresented = Analysis.extend({ completeness: CompletenessOf }).openapi('Analysis');

const iso = (at: Date | null, offset: number): string | null => at && toIso(at, offset);

export function presentListed(row: ConversationListRow): z.infer<typeof ConversationListed> {
  return {
    ...presentCore(row),
    state: row.runState,
    failedStep: row.failedStep,
    errorCode: row.errorCode,
    rep: row.repName === null ? null : { id: row.repId, name: row.repName },
    risk: row.risk,
    score: row.score,
    outcome: row.outcome,
  };
}

export function presentConversation(
  row: ConversationRow,
  parts: readonly StoredPart[],
  run: RunView | null,
): z.infer<typeof ConversationPresented> {
  return {
    ...presentCore(row),
    matchedBy: row.matchedBy,
    engine: row.engine,
    notes: row.notes,
    recordings: parts.map(({ sha256, part, fileName, format, soundRemovedAt }) => ({
      ...{ sha256, part, fileName, format },
      soundRemovedAt: soundRemovedAt?.toISOString() ?? null,
    })),
    heldAt: row.heldAt?.toISOString() ?? null,
    run: run && presentRun(run),
    failure: run && presentFailure(row.id, run),
  };
}

/** What the list asks for beside the row itself. */
type OfListOnly = 'runState' | 'failedStep' | 'errorCode' | 'sortAt' | 'score' | 'outcome' | 'repId' | 'repName';

function presentCore(row: Omit<ConversationListRow, OfListOnly>) {
  return {
    id: row.id,
    externalId: row.externalId,
    kind: row.kind,
    title: row.title,
    language: row.language,
    startedAt: iso(row.startedAt, row.utcOffsetMinutes),
    durationMs: row.durationMs,
    customerId: row.customerId,
    dealId: row.dealId,
    headline: row.summary?.headline ?? null,
    completeness: row.completeness,
    publishedAt: row.publishedAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
    version: row.version,
  };
}

function presentFailure(id: string, run: RunView): z.infer<typeof ConversationPresented>['failure'] {
  const step = run.state === 'failed' ? run.steps.find((one) => one.state === 'failed') : undefined;
  if (step === undefined) return null;
  return {
    step: step.name,
    code: step.errorCode,
    reason: step.errorMessage,
    whatToDo: `When the reason is gone, continue from this step with \`vouch retry ${id}\` or POST /v1/conversations/${id}/retry.`,
  };
}

export function presentParticipant(person: Participant): z.infer<typeof ParticipantPresented> {
  return {
    id: person.id,
    side: person.side,
    sideConfidence: person.sideConfidence,
    sideSource: person.sideSource,
    name: person.name ?? null,
    title: person.title ?? null,
    channel: person.channel ?? null,
    phone: person.phone ?? null,
    email: person.email ?? null,
    externalId: person.externalId ?? null,
  };
}

export function presentTranscript(
  transcript: Transcript,
  row: Pick<ConversationRow, 'completeness' | 'engine'>,
): z.infer<typeof TranscriptPresented> {
  return {
    id: transcript.id,
    kind: transcript.kind,
    language: transcript.language ?? null,
    startedAt: transcript.startedAt ?? null,
    completeness: row.completeness,
    engine: row.engine,
    participants: transcript.participants.map(presentParticipant),
    turns: transcript.turns,
  };
}
