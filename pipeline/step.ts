import type { SQL } from 'drizzle-orm';

import type {
  CompanyLexicon,
  ConversationKind,
  Insights,
  Playbook,
  Policy,
  RecordField,
  ScriptFit,
  StepName,
  Transcript,
} from '../models/domain/index.js';
import type { LlmReader, Rules } from '../models/insight/index.js';
import type { Transcriber } from '../models/transcriber/transcriber.js';
import type { Db, Tx } from '../storage/database.js';
import type { ObjectStore } from '../storage/object-store.js';
import type { Findings } from '../storage/repositories/insights.js';

/** What steps need besides database and object store; the composition root gives it. */
export interface StepDeps {
  readonly rules: Rules;
  /** The company's own lexicon in force; absent: none. Asked for by each step, so cache it. */
  readonly lexicon?: () => Promise<CompanyLexicon | null>;
  /**
   * The playbook in force for a deal's stage, and the policy in force. Asked for once per job, so cache what is costly.
   * `stage` is asked for where there are playbooks for stages only; null: no deal.
   */
  readonly playbook: (stage: () => Promise<string | null>) => Promise<Playbook>;
  /** All that are in force, the more important first; with a draft, as they would be were it activated. */
  readonly playbooks?: (draft?: Playbook) => Promise<readonly Playbook[]>;
  readonly policy: () => Promise<Policy>;
  /** None: recordings without a transcript beside them fail with `no_transcript`. */
  readonly transcriber?: Transcriber;
  /** Reads along where one is configured; what it finds is added to what the rules do. */
  readonly llm?: LlmReader;
  /** Names of the rep's side, for recordings in which they say them. */
  readonly staff?: readonly string[];
  /** Those of them who may promise what the policy allows a manager. */
  readonly managers?: readonly string[];
  /** Fields whose proposals are accepted without a person, from this confidence on. Empty by default. */
  readonly autoAccept: Readonly<Partial<Record<RecordField, number>>>;
  /** Country of telephone numbers written without a prefix, ISO 3166-1 (`CN`). */
  readonly phoneRegion: string;
}

/**
 * What the steps of one job share, so that a transcript is read from the database once. Every part
 * is read on first use; a step that makes a new one puts it in.
 */
export interface Draft {
  transcript(): Promise<Transcript>;
  insights(): Promise<Insights>;
  scriptFit(): Promise<ScriptFit>;
  /** Makes the next `transcript()` read the database again. */
  forgetTranscript(): void;
  keep(parts: { transcript?: Transcript; insights?: Insights; scriptFit?: ScriptFit }): void;
}

/** What a step is given. */
export interface StepContext {
  readonly conversationId: string;
  readonly runId: string;
  readonly kind: ConversationKind;
  /** The conversation has an export or a transcript; false for audio alone. */
  readonly hasText: boolean;
  readonly db: Db;
  readonly store: ObjectStore;
  readonly deps: StepDeps;
  readonly draft: Draft;
  /** Aborted when the worker stops for good or has lost its lease: throw, nothing will be saved. */
  readonly signal: AbortSignal;
  /** 0 to 1, for steps that take long; cheap to call often. */
  readonly progress: (fraction: number) => void;
}

/** A step ends done or skipped with a reason; else it throws. */
export type StepResult = StepDone | StepSkipped;

export interface StepDone {
  readonly state: 'done';
  /** Name and version of what ran (importer, model, rules). */
  readonly engine?: string;
  /**
   * What an analysis step found. Data and not statements, so that consecutive steps of one job are
   * closed together, in one statement (docs/decisions/0003-steps-closed-together.md).
   */
  readonly found?: Findings;
  /**
   * Writes the output, in the transaction that also closes the step and only if the step is still
   * ours. It must replace what an earlier try left, and needs no check of its own. A list of
   * data-modifying statements that touch different rows travels with the closing one (one round trip);
   * what needs answers in between is a function.
   */
  readonly save?: readonly SQL[] | ((tx: Tx) => Promise<void>);
  /** What `save` locks besides the Conversation. Taken first: who decides about a customer locks in this order too. */
  readonly lock?: (tx: Tx) => Promise<void>;
}

export interface StepSkipped {
  readonly state: 'skipped';
  /** For people: "a chat: nothing to transcribe". */
  readonly reason: string;
}

/** One stage of the pipeline. Computes outside any transaction, returns how to save. */
export interface Step<Name extends StepName = StepName> {
  readonly name: Name;
  /**
   * Why there is nothing to do, or null. Must need no queue and little time: it is also asked by the
   * worker of the step before, which then saves the trip.
   */
  skip?(context: StepContext): string | null;
  run(context: StepContext): Promise<StepResult>;
}
