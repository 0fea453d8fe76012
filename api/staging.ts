import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';

import { v7 as uuid } from 'uuid';

import { AppError } from '../models/domain/index.js';
import { uploadKey, type ObjectStore } from '../storage/object-store.js';

/** What ends within this much waits in memory: most chats and transcripts do. */
const SMALL_BYTES = 1024 ** 2;

/** A file that came in and is not accepted yet: its bytes, or where they lie in the object store. */
export type StagedFile = { readonly fileName: string } & (
  { readonly content: Buffer; readonly uploadId?: never } | { readonly uploadId: string }
);

/** The uploads of one request; whatever happens, `discard` leaves none behind. */
export class Staging {
  readonly #ids: string[] = [];

  constructor(
    private readonly objects: ObjectStore,
    private readonly maxBytes: number,
  ) {}

  /** @throws AppError `too_large`, `invalid_input` for an empty file, `cancelled`, `storage_full`, `unavailable` */
  async store(stream: Readable, fileName: string): Promise<StagedFile> {
    const chunks = (stream as AsyncIterable<Buffer>)[Symbol.asyncIterator]();
    const head: Buffer[] = [];
    let bytes = 0;
    try {
      while (bytes < SMALL_BYTES) {
        const next = await chunks.next();
        if (next.done === true) {
          if (bytes === 0) throw new AppError('invalid_input', `${fileName} is empty: there is nothing in it.`);
          return { fileName, content: Buffer.concat(head) };
        }
        head.push(next.value);
        bytes += next.value.length;
        if (bytes > this.maxBytes) throw tooLarge(this.maxBytes);
      }
    } catch (error) {
      throw asCutOff(error);
    }
    const uploadId = uuid();
    this.#ids.push(uploadId);
    await storeLimited(this.objects, uploadId, Readable.from(resume(head, chunks)), this.maxBytes);
    return { fileName, uploadId };
  }

  /** An upload that came by presigned PUT goes the same way in the end. */
  adopt(uploadId: string): void {
    this.#ids.push(uploadId);
  }

  async discard(): Promise<void> {
    await Promise.all(this.#ids.map((id) => this.objects.remove(uploadKey(id))));
  }
}

async function* resume(head: readonly Buffer[], chunks: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  yield* head;
  for (let next = await chunks.next(); next.done !== true; next = await chunks.next()) yield next.value;
}

/** Streams to where uploads wait, counting. @throws AppError `too_large`, and the store's own */
export async function storeLimited(
  objects: ObjectStore,
  uploadId: string,
  stream: Readable,
  maxBytes: number,
): Promise<{ bytes: number }> {
  const limited = limitBytes(maxBytes);
  const [stored, fed] = await Promise.allSettled([
    objects.put(uploadKey(uploadId), limited).finally(() => limited.destroy()),
    pipeline(stream, limited),
  ]);
  if (stored.status === 'rejected') throw whatBroke(stored.reason, fed.status === 'rejected' ? fed.reason : undefined);
  return stored.value;
}

/** Each end of a broken pipe reports the break in its own words; this is the one that says why. */
function whatBroke(storing: unknown, feeding: unknown): unknown {
  if (feeding instanceof AppError) return feeding;
  if (storing instanceof AppError && storing.code !== 'internal') return storing;
  const cutOff = asCutOff(feeding);
  return cutOff instanceof AppError ? cutOff : storing;
}

/** A stream that ended too early, in words; any other error as it is. */
function asCutOff(error: unknown): unknown {
  const isCutOff = error instanceof Error && (error as NodeJS.ErrnoException).code === 'ERR_STREAM_PREMATURE_CLOSE';
  return isCutOff ? new AppError('cancelled', 'The upload was cut off: send it again.', { cause: error }) : error;
}

const tooLarge = (maxUploadBytes: number): AppError =>
  new AppError('too_large', `The file has more than ${maxUploadBytes} bytes.`, { details: { maxUploadBytes } });

/** Lets `maxBytes` through and fails at the next one. */
export function limitBytes(maxBytes: number): Transform {
  let seen = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      seen += chunk.length;
      if (seen > maxBytes) done(tooLarge(maxBytes));
      else done(null, chunk);
    },
  });
}

/** Uploads are named by time-ordered ids: the time is in the first 48 bits. */
function uploadedAt(uploadId: string): number {
  return Number.parseInt(uploadId.replaceAll('-', '').slice(0, 12), 16);
}

/** Removes uploads that nobody accepted; the composition root calls it now and then. Returns how many. */
export async function sweepUploads(objects: ObjectStore, olderThan: Date): Promise<number> {
  let removed = 0;
  for await (const { key } of objects.list('uploads/')) {
    if (uploadedAt(key.slice('uploads/'.length)) >= olderThan.getTime()) continue;
    await objects.remove(key);
    removed += 1;
  }
  return removed;
}
