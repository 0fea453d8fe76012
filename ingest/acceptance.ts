import type { Readable } from 'node:stream';

import type { ConversationKind, QueueName } from '../models/domain/index.js';
import type { Database } from '../storage/database.js';
import type { ObjectStore } from '../storage/object-store.js';
import type { NewConversation } from '../storage/repositories/conversations.js';
import type { StartedRun } from '../storage/repositories/runs.js';
import type { Ffmpeg } from './audio/ffmpeg.js';
import type { ImportOptions } from './importer.js';

/** What travels through the queue. */
export type Job = Pick<StartedRun, 'runId' | 'ticket'>;

export interface AcceptDeps {
  readonly db: Database;
  readonly store: ObjectStore;
  /** Delivers what was started. */
  readonly enqueue: (queue: QueueName, jobs: readonly Job[]) => Promise<void>;
  /** Told when `enqueue` fails: the rows are in, so the reconciler delivers later, and the sender need not know. */
  readonly onEnqueueFailed?: (error: unknown) => void;
  /** Only asked when there is sound: chats need no ffmpeg. */
  readonly ffmpeg: () => Promise<Ffmpeg>;
  readonly options: AcceptOptions;
}

export interface AcceptOptions {
  /** Used where the sender gives none. */
  readonly importing: ImportOptions;
  readonly maxUploadBytes: number;
  /** Folder for files that ffprobe needs beside the object store; needs room for the largest upload when that is S3. */
  readonly spoolDir: string;
}

export interface AcceptInput {
  /** The bytes; or `uploadId` where they lie in the object store under `uploadKey` already. */
  body?: Readable;
  uploadId?: string;
  fileName: string;
  /** The sender's name for the Conversation. A file of several threads gives each `<externalId>/<thread>`. */
  externalId?: string;
  /** Vouch's id of the customer, or one of its external ids. */
  customerId?: string;
  kind?: ConversationKind;
  /** ISO 8601. */
  startedAt?: string;
  title?: string;
  ownerKeyId?: string;
  /** The transcript beside the recording. Read after `body`. */
  transcript?: { body: Readable; fileName: string };
  options?: Partial<ImportOptions>;
}

export interface Accepted {
  recording: { sha256: string; bytes: number; format: string };
  conversations: AcceptedConversation[];
}

export interface AcceptedConversation {
  id: string;
  /** False: it was there before. */
  created: boolean;
  /** It was there, and this recording adds to it. */
  extended: boolean;
  /** Why nothing was created. */
  reason?: 'same_bytes' | 'same_external_id';
}

/** What every new Conversation of an upload has. */
export type Newcomer = Pick<NewConversation, 'customerId' | 'matchedBy' | 'ownerKeyId'>;

/** What the sender said, beside the bytes. */
export interface AcceptContext {
  readonly input: AcceptInput;
  readonly options: ImportOptions;
  readonly newcomer: Newcomer;
}
