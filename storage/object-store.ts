import type { Readable } from 'node:stream';

import { AppError } from '../models/domain/index.js';

/** What is known of a stored object. */
export interface StoredObject {
  readonly key: string;
  readonly bytes: number;
}

/**
 * The immutable bytes. One contract suite (`tests/contract/object-store.ts`) runs over every
 * implementation. Keys are `/`-separated, of letters, digits, `.`, `_`, `-`; none is the folder of another.
 */
export interface ObjectStore {
  readonly kind: 'filesystem' | 's3';
  /**
   * Stores a stream atomically: afterwards the whole object is there, or (on any error) nothing.
   * @throws AppError `storage_full`, `unavailable`
   */
  put(key: string, body: Readable | Buffer): Promise<StoredObject>;
  /**
   * Renames within the store; an object already at `to` is kept (same content, by construction of our
   * keys), and doing it twice is not an error. @throws AppError `not_found` when neither is there
   */
  move(from: string, to: string): Promise<void>;
  /** @throws AppError `not_found` */
  stat(key: string): Promise<StoredObject>;
  /** Bytes `start` to `end` inclusive, or all; what lies past the end is left out. @throws AppError `not_found` */
  read(key: string, range?: { start: number; end: number }): Promise<Readable>;
  /** Removing what is not there is not an error. */
  remove(key: string): Promise<void>;
  /** In no promised order; `prefix` need not end at a `/`. */
  list(prefix: string): AsyncIterable<StoredObject>;
  /** A URL to PUT to without credentials, for `expiresSeconds`; null where the store cannot (the API then offers its own). */
  presignPut(key: string, expiresSeconds: number): Promise<string | null>;
  /** The object as a file of this machine, to read only, where it is one: spares a program like ffprobe a copy. */
  localPath?(key: string): string;
  /** @throws AppError `unavailable` */
  ping(): Promise<void>;
}

/** Where a Recording lies. */
export const recordingKey = (sha256: string): string => `recordings/${sha256.slice(0, 2)}/${sha256}`;
/** Below it lie the finished stretches of recordings that are being put into words. */
export const TRANSCRIPTIONS = 'transcription/';
/** Where those of one Recording lie. */
export const transcriptionFolder = (sha256: string): string => `${TRANSCRIPTIONS}${sha256}/`;
/** Where an upload lies until its SHA-256 is known. */
export const uploadKey = (uploadId: string): string => `uploads/${uploadId}`;

/** Removes everything whose key begins with `prefix`. */
export async function removeBelow(store: ObjectStore, prefix: string): Promise<void> {
  const keys: string[] = [];
  for await (const { key } of store.list(prefix)) keys.push(key);
  for (const key of keys) await store.remove(key);
}

/**
 * Returns the key if it is one. Segments never start with `.`, so none climbs out of a folder or
 * meets a store's own files.
 * @throws AppError `invalid_input`
 */
export function checkKey(key: string): string {
  if (key.length <= 512 && KEY.test(key)) return key;
  throw new AppError('invalid_input', 'This is not the name of a stored object.');
}
const KEY = /^[A-Za-z0-9_-][A-Za-z0-9._-]*(\/[A-Za-z0-9_-][A-Za-z0-9._-]*)*$/;
