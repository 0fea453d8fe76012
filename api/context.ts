import type { HttpBindings } from '@hono/node-server';
import type { Logger } from 'pino';

import type {
  BackTestReport,
  CompanyLexicon,
  FoldLedger,
  InsightKind,
  InsightOf,
  Language,
  Playbook,
  Policy,
  Role,
  ScriptFit,
  StaffRole,
  WordsOf,
} from '../models/domain/index.js';
import type { Queue } from '../pipeline/queue.js';
import type { Database } from '../storage/database.js';
import type { RecordingRow } from '../storage/repositories/recordings.js';
import type { RecordFieldRow } from '../storage/repositories/records.js';
import type { ObjectStore } from '../storage/object-store.js';
import type { Sight } from '../storage/repositories/sight.js';
import type { BackTestDrafts } from '../storage/schema.js';
import type { ActivePolicy } from './active-policy.js';
import type { Authenticator } from './auth.js';
import type { BackTestRuns } from './back-test-runs.js';
import type { ClipRange, CutClip } from '../ingest/audio/clip.js';
import type { Waveform } from '../ingest/audio/waveform.js';
import type { Accepted, AcceptInput } from '../ingest/accept.js';
import type { CheckedMessage } from './presenters/message-check.js';
import type { OidcClient } from './oidc-client.js';
import type { ProgressHub } from './progress.js';
import type { SignInLimit } from './sign-in-limit.js';

/** Settings of the API; the composition root reads them, nothing here reads the environment. */
export interface ApiConfig {
  /** Largest recording or transcript, in bytes; counted while it streams in. */
  readonly maxUploadBytes: number;
  /** Largest JSON body, in bytes. */
  readonly maxJsonBytes: number;
  /** Let webhooks go to private addresses (a CRM in the same network). */
  readonly allowPrivateWebhooks: boolean;
  /** Country of telephone numbers written without a prefix, ISO 3166-1 (`CN`). */
  readonly phoneRegion: string;
  /** Signs the upload URLs of the filesystem store; the same for every API process that shares the store. */
  readonly uploadSecret: string;
  /** The server's address as browsers reach it through a proxy; null: as they say themselves. */
  readonly publicUrl: string | null;
  /** Signing in through an OpenID Connect provider; null: not configured. */
  readonly oidc: OidcConfig | null;
}

export interface OidcConfig {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** What the sign-in page calls it. */
  readonly name: string;
  /** Role of people who sign in for the first time; null: they are refused until an administrator made them. */
  readonly newRole: Role | null;
}

/** A playbook, policy or lexicon as the package brings it. */
export interface BuiltinDocument<T> {
  /** YAML. */
  readonly source: string;
  readonly value: T;
}

export interface MessageCheckOptions {
  readonly policy: Policy;
  readonly language?: Language | undefined;
  /** The day the message is about to be sent, ISO 8601. */
  readonly at?: string | undefined;
  /** What the sender may decide. */
  readonly role?: StaffRole;
}

/** A back-test whose drafts are read: nothing in them can be wrong any more. */
export interface PreparedBackTest {
  /** Conversations there are now. */
  readonly total: number;
  run(onProgress: (done: number) => Promise<void>): Promise<BackTestReport>;
}

/** What the customer's record holds today, beside one conversation with them. */
export interface SeenRecord {
  readonly conversationId: string;
  readonly fields: readonly Pick<RecordFieldRow, 'field' | 'value' | 'provenance'>[];
}
export type ExplainByRecord = <K extends InsightKind>(
  kind: K,
  insight: InsightOf<K>,
  record: SeenRecord,
) => InsightOf<K>;

export type ExplainFitByRecord = (fit: ScriptFit, record: SeenRecord) => ScriptFit;

/** Everything a route may use. Built once by the composition root; tests build their own. */
export interface ApiContext {
  readonly database: Database;
  readonly store: ObjectStore;
  readonly queue: Pick<Queue, 'kind' | 'enqueue' | 'depth' | 'ping'>;
  readonly accept: (input: AcceptInput) => Promise<Accepted>;
  /** @throws AppError `unreadable`, … where the recording is no sound */
  readonly waveform: (recording: Pick<RecordingRow, 'sha256' | 'fileName'>) => Promise<Waveform>;
  /** A stretch of a recording as MP3. @throws AppError `unreadable`, `cancelled`, `storage_full`; `unavailable` when too many wait for one */
  readonly clip: (
    recording: Pick<RecordingRow, 'sha256' | 'fileName'>,
    range: ClipRange,
    signal: AbortSignal,
  ) => Promise<CutClip>;
  /** Models stay outside the API's imports: the composition root hands in what it needs of them. */
  readonly checkMessage: (text: string, options: MessageCheckOptions) => Promise<CheckedMessage>;
  /** Adds what the customer's record holds to an Insight's explanation. */
  readonly explainByRecord: ExplainByRecord;
  /** The same of a script fit. */
  readonly explainFitByRecord: ExplainFitByRecord;
  readonly foldLedger: FoldLedger;
  /** Takes a text apart into the words that it is found by. */
  readonly wordsOf: WordsOf;
  /** Speech models on this machine. */
  readonly installedModels: () => Promise<readonly InstalledSpeechModel[]>;
  /** @throws AppError `invalid_input` with line and field of what does not fit in a draft */
  readonly prepareBackTest: (drafts: BackTestDrafts, sight: Sight | undefined) => Promise<PreparedBackTest>;
  /** Used while nobody activated others: one for every conversation first, then those for stages of a deal. */
  readonly playbooks: readonly [BuiltinDocument<Playbook>, ...BuiltinDocument<Playbook>[]];
  readonly policy: BuiltinDocument<Policy>;
  readonly lexicon: BuiltinDocument<CompanyLexicon>;
  /** The words that Vouch's own lexicons look for, by their idea. */
  readonly shippedConcepts: readonly { readonly id: string; readonly terms: readonly string[] }[];
  readonly config: ApiConfig;
  /** Where the built web app lies; null: it is not served. */
  readonly webFolder: string | null;
  readonly log: Logger;
  readonly now: () => Date;
  readonly version: string;
}

export interface InstalledSpeechModel {
  readonly id: string;
  readonly engine: string;
  readonly revision: string | null;
  readonly bytes: number | null;
  readonly bundled: boolean;
  readonly verified: boolean;
}

/** Who calls: a person who signed in, a key, or whoever sits at this machine while there are neither. */
export interface Caller {
  /** Id of the person who signed in or of the key; `local` without either. */
  readonly keyId: string;
  readonly name: string;
  readonly role: Role;
  /** The person, also behind a key that is theirs; null for a program's key. */
  readonly userId: string | null;
  /** Null for a key. */
  readonly sessionId: string | null;
  /** Whose conversations they see; undefined: all. */
  readonly sight: Sight | undefined;
}

/** What `c.get(…)` knows in every handler. `caller` is there unless the route is public. */
export interface ApiEnv {
  Variables: {
    api: ApiContext;
    caller: Caller;
    /** Names the request in the log and in problems. */
    requestId: string;
    authenticator: Authenticator;
    /** Where the request comes from; null inside this process. */
    clientAddress: string | null;
    /** Of the session that this very request began. */
    newToken: string | undefined;
    signInLimit: SignInLimit;
    oidc: OidcClient;
    progress: ProgressHub;
    activePolicy: ActivePolicy;
    backTests: BackTestRuns;
  };
  Bindings: HttpBindings;
}
