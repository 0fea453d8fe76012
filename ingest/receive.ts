import { createHash } from 'node:crypto';
import { type FileHandle, mkdir, mkdtemp, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';

import { v7 as uuid } from 'uuid';

import { AppError } from '../models/domain/index.js';
import { type ObjectStore, recordingKey, uploadKey } from '../storage/object-store.js';
import { SNIFF_BYTES, type Sniffed, sniff } from './audio/sniff.js';

/** What ends within this much is held in memory and stored with one write; most chats and transcripts do. */
const SMALL_BYTES = 1024 ** 2;
/** Importers see a text as a whole; a chat of ten years and 500,000 messages has some 50 MB, an export with pictures more. */
const MAX_TEXT_BYTES = 256 * 1024 ** 2;

export interface ReceiveDeps {
  readonly store: ObjectStore;
  readonly options: { readonly maxUploadBytes: number; readonly spoolDir: string };
}

export interface ReceiveInput {
  /** The bytes; or the id of an upload that lies in the object store. */
  body?: Readable;
  uploadId?: string;
  fileName: string;
}

/** Bytes that have come in whole: their hash is known, and nothing but an upload object or a spool file holds them yet. */
export interface Received {
  readonly fileName: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly sniffed: Sniffed;
  /** The bytes, unless they are sound too long for memory. */
  readonly content: Buffer | null;
  /** Lets a program look at the bytes as a file. */
  withFile<T>(use: (path: string) => Promise<T>): Promise<T>;
  /** Puts the bytes where the Recording lies. Doing it twice is not an error. */
  keep(): Promise<void>;
  /** Removes what was not kept: the upload object (an upload of the caller's only `withUpload`) and the spool file. */
  discard(withUpload: boolean): Promise<void>;
}

/**
 * Reads a stream to its end, hashing. Texts and what is small stay in memory; sound goes to the object
 * store as it comes, so that two gigabytes need no more memory than two megabytes.
 * @throws AppError `unreadable` (empty), `too_large`, `storage_full`, `unavailable`, `invalid_input`; nothing is left behind then
 */
export async function receive(deps: ReceiveDeps, input: ReceiveInput): Promise<Received> {
  const { store, options } = deps;
  const upload = uploadKey(input.uploadId ?? uuid());
  const source = input.body ?? (await store.read(upload));
  const meter = new Meter(input.fileName, options.maxUploadBytes);
  const chunks = meter.through(source);
  const spool = new Spool(options.spoolDir);
  try {
    const head = await take(chunks, SMALL_BYTES);
    if (meter.bytes === 0) throw new AppError('unreadable', `${input.fileName} is empty: export or download it again.`);
    const sniffed = await sniff(head.bytes.subarray(0, SNIFF_BYTES));
    const inMemory = head.ended || sniffed !== 'media';
    const content = inMemory ? await rest(head, chunks, input.fileName) : null;
    if (!inMemory) {
      const local = store.localPath === undefined;
      const stream = spool.tee(resume(head.bytes, chunks), local);
      if (input.uploadId === undefined) await store.put(upload, Readable.from(stream, { objectMode: false }));
      else for await (const _ of stream);
      await spool.close();
    }
    return received(deps, input, meter, { sniffed, content, upload, spool });
  } catch (error) {
    source.destroy();
    await spool.remove();
    // What stopped the stream tells more than what the store makes of it.
    throw meter.failure ?? AppError.from(error);
  }
}

function received(
  { store }: ReceiveDeps,
  input: ReceiveInput,
  meter: Meter,
  held: { sniffed: Sniffed; content: Buffer | null; upload: string; spool: Spool },
): Received {
  const { content, upload, spool, sniffed } = held;
  const sha256 = meter.digest();
  const ownUpload = content === null && input.uploadId === undefined;
  return {
    fileName: input.fileName,
    sha256,
    bytes: meter.bytes,
    sniffed,
    content,
    withFile: async (use) => {
      if (content === null && store.localPath) return use(store.localPath(upload));
      try {
        return await use(content === null ? spool.path : await spool.write(content));
      } catch (error) {
        throw AppError.from(error);
      }
    },
    keep: async () => {
      if (content === null) await store.move(upload, recordingKey(sha256));
      else await store.put(recordingKey(sha256), content);
    },
    discard: async (withUpload) => {
      await spool.remove();
      if (ownUpload || (withUpload && input.uploadId !== undefined)) await store.remove(upload);
    },
  };
}

/** Counts, limits and hashes what passes. */
class Meter {
  bytes = 0;
  /** What went wrong in the source itself. */
  failure: AppError | undefined;
  private readonly hash = createHash('sha256');

  constructor(
    private readonly fileName: string,
    private readonly maxBytes: number,
  ) {}

  async *through(source: Readable): AsyncGenerator<Buffer, void, undefined> {
    try {
      for await (const piece of source as AsyncIterable<Buffer | string>) {
        const chunk = typeof piece === 'string' ? Buffer.from(piece) : piece;
        this.bytes += chunk.length;
        if (this.bytes > this.maxBytes)
          throw new AppError('too_large', `${this.fileName} is larger than the limit of ${megabytes(this.maxBytes)}.`, {
            details: { maxBytes: this.maxBytes },
          });
        this.hash.update(chunk);
        yield chunk;
      }
    } catch (error) {
      this.failure =
        error instanceof AppError
          ? error
          : new AppError('cancelled', `${this.fileName} did not come in whole: send it again.`, { cause: error });
      throw this.failure;
    }
  }

  digest(): string {
    return this.hash.digest('hex');
  }
}

/** A file beside the object store for programs that must seek, made only when needed. */
class Spool {
  private folder: string | undefined;
  private file: FileHandle | undefined;

  constructor(private readonly parent: string) {}

  get path(): string {
    return join(this.folder ?? this.parent, 'recording');
  }

  /** Passes the chunks on; writes them to the file on their way when `active`. */
  async *tee(chunks: AsyncIterable<Buffer>, active: boolean): AsyncGenerator<Buffer, void, undefined> {
    if (active) await this.open();
    for await (const chunk of chunks) {
      await this.file?.appendFile(chunk);
      yield chunk;
    }
  }

  async write(content: Buffer): Promise<string> {
    if (this.folder === undefined) {
      await this.open();
      await this.file?.writeFile(content);
      await this.close();
    }
    return this.path;
  }

  private async open(): Promise<void> {
    await mkdir(this.parent, { recursive: true });
    this.folder = await mkdtemp(join(this.parent, 'vouch-spool-'));
    this.file = await open(this.path, 'wx', 0o600);
  }

  async close(): Promise<void> {
    await this.file?.close();
    this.file = undefined;
  }

  async remove(): Promise<void> {
    await this.close();
    if (this.folder !== undefined) await rm(this.folder, { recursive: true, force: true });
    this.folder = undefined;
  }
}

interface Head {
  bytes: Buffer;
  ended: boolean;
}

/** The first `size` bytes or a little more. */
async function take(chunks: AsyncGenerator<Buffer>, size: number): Promise<Head> {
  const taken: Buffer[] = [];
  let length = 0;
  while (length < size) {
    const next = await chunks.next();
    if (next.done === true) return { bytes: Buffer.concat(taken), ended: true };
    taken.push(next.value);
    length += next.value.length;
  }
  return { bytes: Buffer.concat(taken), ended: false };
}

async function* resume(head: Buffer, chunks: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  yield head;
  yield* chunks;
}

async function rest(head: Head, chunks: AsyncGenerator<Buffer>, fileName: string): Promise<Buffer> {
  if (head.ended) return head.bytes;
  const all = [head.bytes];
  let length = head.bytes.length;
  for await (const chunk of chunks) {
    length += chunk.length;
    if (length > MAX_TEXT_BYTES)
      throw new AppError(
        'too_large',
        `${fileName} is no sound, and transcripts and chat exports are read up to ${megabytes(MAX_TEXT_BYTES)}: export a shorter time, or without media.`,
        { details: { maxBytes: MAX_TEXT_BYTES } },
      );
    all.push(chunk);
  }
  return Buffer.concat(all, length);
}

const megabytes = (bytes: number): string => `${Math.round(bytes / 1024 ** 2)} MB`;
