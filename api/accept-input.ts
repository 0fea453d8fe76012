import type { Readable } from 'node:stream';

import type { ConversationKind } from '../models/domain/index.js';
import type { ImportOptions } from '../ingest/importer.js';

/** What the API hands to ingest; the composition root binds the rest (database, store, queue, ffmpeg). */
export interface AcceptInput {
  readonly body: Readable;
  readonly fileName: string;
  readonly externalId?: string;
  readonly customerId?: string;
  readonly kind?: ConversationKind;
  readonly startedAt?: string;
  readonly title?: string;
  readonly ownerKeyId?: string;
  /** The transcript beside the recording. */
  readonly transcript?: { readonly body: Readable; readonly fileName: string };
  readonly options: Partial<ImportOptions>;
}

export interface Accepted {
  readonly recording: { readonly sha256: string; readonly bytes: number; readonly format: string };
  readonly conversations: readonly {
    readonly id: string;
    readonly created: boolean;
    readonly extended: boolean;
    readonly reason?: string;
  }[];
}

export type AcceptRecording = (input: AcceptInput) => Promise<Accepted>;
