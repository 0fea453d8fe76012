import { Readable } from 'node:stream';

import { Client, CopyDestinationOptions, CopySourceOptions } from 'minio';

import { AppError } from '../models/domain/index.js';
import { checkKey, type ObjectStore } from './object-store.js';
import { codeOf, retrying } from './s3-errors.js';
import { s3Transport } from './s3-transport.js';

/** `endpoint` is `http(s)://host[:port]`. */
export interface S3Options {
  readonly endpoint: string;
  readonly accessKey: string;
  readonly secretKey: string;
  readonly bucket: string;
  readonly region?: string;
  /** The endpoint as callers reach it, for presigned URLs: `endpoint` may be a name inside a private network. */
  readonly publicEndpoint?: string;
}

/**
 * Bytes of one part of a multipart upload, held in memory (a few at a time). S3 allows
 * 10,000 parts of at least 5 MiB: objects of up to 78 GiB.
 */
const PART_BYTES = 8 * 1024 * 1024;
/** One request copies no more than this (5 GiB, S3's CopyObject). */
const LARGEST_COPY_BYTES = 5 * 1024 ** 3;

/** Objects in a bucket of any S3-compatible store; the bucket is made when it is not there. */
export function s3ObjectStore(options: S3Options): ObjectStore {
  const { bucket } = options;
  const client = connect(options, options.endpoint);
  const publicClient = connect(options, options.publicEndpoint ?? options.endpoint);
  const region = options.region ?? 'us-east-1';
  let ready: Promise<void> | undefined;

  /** Retries, and makes the bucket first: once, or again after that failed. */
  const s3 = async <T>(key: string, call: () => Promise<T>): Promise<T> => {
    ready ??= retrying(bucket, () => ensureBucket(client, bucket, region));
    try {
      await ready;
    } catch (error) {
      ready = undefined;
      throw error;
    }
    return retrying(key, call);
  };

  const store: ObjectStore = {
    kind: 's3',

    async put(key, body) {
      checkKey(key);
      const parts = partsOf(body);
      try {
        const next = await parts.next();
        const first = next.done === true ? Buffer.alloc(0) : next.value;
        if (first.length === PART_BYTES) return { key, bytes: await putParts(key, chain(first, parts)) };
        await s3(key, () => client.putObject(bucket, key, first, first.length));
        return { key, bytes: first.length };
      } catch (error) {
        await parts.return(undefined); // stops the source
        throw AppError.from(error);
      }
    },

    async move(from, to) {
      checkKey(from);
      if (await exists(checkKey(to))) return store.remove(from);
      const { bytes } = await store.stat(from);
      if (bytes > LARGEST_COPY_BYTES) await store.put(to, await store.read(from));
      else
        await s3(from, () =>
          client.copyObject(
            new CopySourceOptions({ Bucket: bucket, Object: from }),
            new CopyDestinationOptions({ Bucket: bucket, Object: to }),
          ),
        );
      await store.remove(from);
    },

    async stat(key) {
      checkKey(key);
      const { size } = await s3(key, () => client.statObject(bucket, key));
      return { key, bytes: size };
    },

    async read(key, range) {
      checkKey(key);
      if (range === undefined) return s3(key, () => client.getObject(bucket, key));
      return s3(key, async () => {
        try {
          return await client.getPartialObject(bucket, key, range.start, range.end - range.start + 1);
        } catch (error) {
          if (codeOf(error) === 'InvalidRange') return Readable.from([]);
          throw error;
        }
      });
    },

    async remove(key) {
      checkKey(key);
      await s3(key, () => client.removeObject(bucket, key));
    },

    async *list(prefix) {
      let token = '';
      do {
        const page = await s3(prefix, () => client.listObjectsV2Query(bucket, prefix, token, '', 1000, ''));
        for (const { name, size } of page.objects) if (name !== undefined) yield { key: name, bytes: size };
        token = page.isTruncated ? page.nextContinuationToken : '';
      } while (token !== '');
    },

    async presignPut(key, expiresSeconds) {
      checkKey(key);
      return s3(key, () => publicClient.presignedPutObject(bucket, key, expiresSeconds));
    },

    async ping() {
      try {
        if (!(await client.bucketExists(bucket))) await client.makeBucket(bucket, region);
      } catch (error) {
        throw new AppError('unavailable', `The S3 store does not answer (${codeOf(error) || 'no answer'}).`);
      }
    },
  };

  async function exists(key: string): Promise<boolean> {
    try {
      await store.stat(key);
      return true;
    } catch (error) {
      if (error instanceof AppError && error.code === 'not_found') return false;
      throw error;
    }
  }

  /** A multipart upload: parts are tried again one by one, and on any error the upload is taken back. */
  async function putParts(key: string, parts: AsyncIterable<Buffer>): Promise<number> {
    const uploadID = await s3(key, () => client.initiateNewMultipartUpload(bucket, key, {}));
    try {
      const sent: { etag: string; part: number }[] = [];
      let bytes = 0;
      for await (const payload of parts) {
        const partNumber = sent.length + 1;
        const part = { bucketName: bucket, objectName: key, uploadID, partNumber, headers: {} };
        const { etag } = await s3(key, () => client.uploadPart(part, payload));
        sent.push({ etag, part: partNumber });
        bytes += payload.length;
      }
      await s3(key, async () => {
        try {
          await client.completeMultipartUpload(bucket, key, uploadID, sent);
        } catch (error) {
          // An earlier try got through though its answer did not: the upload is gone, the object is there.
          if (codeOf(error) !== 'NoSuchUpload' || (await client.statObject(bucket, key)).size !== bytes) throw error;
        }
      });
      return bytes;
    } catch (error) {
      // If this fails too, the store's own rule for unfinished uploads removes it; the first error is the one to tell.
      await retrying(key, () => client.abortMultipartUpload(bucket, key, uploadID)).catch(() => undefined);
      throw error;
    }
  }

  return store;
}

function connect(options: S3Options, url: string): Client {
  const endpoint = new URL(url);
  const secure = endpoint.protocol === 'https:';
  return new Client({
    endPoint: endpoint.hostname,
    port: Number(endpoint.port || (secure ? 443 : 80)),
    useSSL: secure,
    accessKey: options.accessKey,
    secretKey: options.secretKey,
    region: options.region ?? 'us-east-1',
    transport: s3Transport(endpoint),
    retryOptions: { disableRetry: true },
  });
}

async function ensureBucket(client: Client, bucket: string, region: string): Promise<void> {
  try {
    if (await client.bucketExists(bucket)) return;
    await client.makeBucket(bucket, region);
  } catch (error) {
    // Keys that may use the bucket but not ask for it; or somebody made it just now.
    if (!BUCKET_IS_THERE.has(codeOf(error))) throw error;
  }
}
const BUCKET_IS_THERE = new Set(['AccessDenied', 'BucketAlreadyOwnedByYou']);

/** The bytes in pieces of PART_BYTES, the last one shorter; each is overwritten once the next one is asked for. */
async function* partsOf(body: Readable | Buffer): AsyncGenerator<Buffer> {
  if (Buffer.isBuffer(body)) {
    for (let at = 0; at < body.length; at += PART_BYTES) yield body.subarray(at, at + PART_BYTES);
    return;
  }
  const part = Buffer.allocUnsafeSlow(PART_BYTES);
  let filled = 0;
  for await (const chunk of body as AsyncIterable<Buffer | string>) {
    let rest = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
    while (rest.length > 0) {
      const copied = rest.copy(part, filled);
      filled += copied;
      rest = rest.subarray(copied);
      if (filled < PART_BYTES) continue;
      yield part;
      filled = 0;
    }
  }
  if (filled > 0) yield part.subarray(0, filled);
}

async function* chain<T>(first: T, rest: AsyncIterable<T>): AsyncGenerator<T> {
  yield first;
  yield* rest;
}
