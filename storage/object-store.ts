import type { Readable } from 'node:stream';

/** What is known of a stored object. */
export interface StoredObject {
  readonly key: string;
  readonly bytes: number;
}

/**
 * The immutable bytes. One contract suite (`tests/contract/object-store.ts`) runs over every
 * implementation. Keys are `/`-separated, of letters, digits, `.`, `_`, `-`.
 */
export interface ObjectStore {
  readonly kind: 'filesystem' | 's3';
  /**
   * Stores a stream atomically: afterwards the whole object is there, or (on any error) nothing.
   * @throws AppError `storage_full`, `unavailable`
   */
  put(key: string, body: Readable | Buffer): Promise<StoredObject>;
  /** Renames within the store; an object already at `to` is kept (same content, by construction of our keys). */
  move(from: string, to: string): Promise<void>;
  /** @throws AppError `not_found` */
  stat(key: string): Promise<StoredObject>;
  /** Bytes `start` to `end` inclusive, or all. @throws AppError `not_found` */
  read(key: string, range?: { start: number; end: number }): Promise<Readable>;
  remove(key: string): Promise<void>;
  list(prefix: string): AsyncIterable<StoredObject>;
  /** A URL to PUT to without credentials, for `expiresSeconds`; null where the store cannot (the API then offers its own). */
  presignPut(key: string, expiresSeconds: number): Promise<string | null>;
  /** @throws AppError `unavailable` */
  ping(): Promise<void>;
}

/** Where a Recording lies. */
export const recordingKey = (sha256: string): string => `recordings/${sha256.slice(0, 2)}/${sha256}`;
/** Where an upload lies until its SHA-256 is known. */
export const uploadKey = (uploadId: string): string => `uploads/${uploadId}`;
