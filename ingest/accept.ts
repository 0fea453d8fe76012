import type { Readable } from 'node:stream';

import type { ConversationKind, QueueName } from '../models/domain/index.js';
import type { Database } from '../storage/database.js';
import type { ObjectStore } from '../storage/object-store.js';
import type { Ffmpeg } from './audio/ffmpeg.js';
import type { ImportOptions } from './importer.js';

export interface AcceptDeps {
  readonly db: Database;
  readonly store: ObjectStore;
  /** Delivers what was started; when it fails the reconciler does it later. */
  readonly enqueue: (queue: QueueName, jobs: readonly { readonly runId: string }[]) => Promise<void>;
  readonly ffmpeg: () => Promise<Ffmpeg>;
  readonly options: AcceptOptions;
}

export interface AcceptOptions {
  /** Used where the sender gives none. */
  readonly importing: ImportOptions;
  readonly maxUploadBytes: number;
  /** Folder for files that ffprobe needs beside the object store; needs room for the largest upload. */
  readonly spoolDir: string;
}

export interface AcceptInput {
  /** The bytes; or `uploadId` where they lie in the object store under `uploadKey` already. */
  body?: Readable;
  uploadId?: string;
  fileName: string;
  externalId?: string;
  /** Vouch's id of the customer, or one of its external ids. */
  customerId?: string;
  kind?: ConversationKind;
  /** ISO 8601. */
  startedAt?: string;
  title?: string;
  ownerKeyId?: string;
  /** The transcript beside the recording. */
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

/**
 * Takes a Recording in: streams it to the object store, recognises it by content, and makes (or
 * extends) its Conversations with a Run each. All or nothing.
 * @throws AppError `too_large`, `unsupported_format`, `unreadable`, `invalid_input`, `storage_full`, `unavailable`
 */
export declare function acceptRecording(deps: AcceptDeps, input: AcceptInput): Promise<Accepted>;
