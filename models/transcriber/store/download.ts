import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';

import pRetry from 'p-retry';
import { fetch } from 'undici';

import { AppError } from '../../domain/index.js';

export interface Download {
  readonly url: string;
  /** Bytes of the file that are there, and of all of it where the server says. */
  readonly onProgress?: (bytes: number, ofBytes: number | null) => void;
  readonly signal?: AbortSignal;
  readonly attempts?: number;
  readonly waitMs?: number;
  /** Without a byte for so long, the connection counts as broken. */
  readonly stallMs?: number;
}

/**
 * Downloads a file to `to` under a temporary name, goes on where an earlier attempt stopped (RFC 9110, section 14),
 * and hashes on the way.
 * @returns the SHA-256 of the whole file
 * @throws AppError `not_found`, `forbidden`, `unavailable` after several attempts, `cancelled`
 */
export async function download(to: string, request: Download): Promise<string> {
  const { attempts = 5, waitMs = 500, signal } = request;
  try {
    return await pRetry(() => attempt(to, request), {
      retries: attempts - 1,
      minTimeout: waitMs,
      factor: 2,
      signal,
      shouldRetry: ({ error }) => error instanceof AppError && error.retryable,
    });
  } catch (error) {
    if (signal?.aborted) throw new AppError('cancelled', 'The download was stopped; the next one goes on from there.');
    throw error;
  }
}

async function attempt(to: string, { url, onProgress, signal, stallMs = 30_000 }: Download): Promise<string> {
  const [part, tagFile] = [`${to}.part`, `${to}.part.etag`];
  const stall = new AbortController();
  let timer = setTimeout(() => stall.abort(), stallMs);
  const awake = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => stall.abort(), stallMs);
  };
  try {
    // Without the server's name for the version nobody can say that the rest belongs to the beginning.
    const tag = await readFile(tagFile, 'utf8').catch(() => null);
    const had = tag === null ? 0 : ((await stat(part).catch(() => null))?.size ?? 0);
    const response = await fetch(url, {
      headers: {
        // Ranges and lengths are those of the file, not of a compressed form of it.
        'accept-encoding': 'identity',
        ...(had > 0 && tag !== null && { range: `bytes=${had}-`, 'if-range': tag }),
      },
      signal: AbortSignal.any([stall.signal, ...(signal ? [signal] : [])]),
    });
    if (url.startsWith('https:') && !response.url.startsWith('https:')) {
      await response.body?.cancel();
      throw new AppError('forbidden', 'The model host leads from https to a connection that is not secured.');
    }
    if (response.status === 416) {
      await response.body?.cancel();
      await Promise.all([rm(part, { force: true }), rm(tagFile, { force: true })]);
      throw new AppError('unavailable', 'The file at the model host has changed; it is fetched again.');
    }
    if (!response.ok || !response.body) {
      await response.body?.cancel();
      throw refusal(response.status, url);
    }
    const goesOn = response.status === 206;
    const hash = createHash('sha256');
    if (goesOn)
      await pipeline(createReadStream(part), async (bytes) => {
        for await (const chunk of bytes) hash.update(chunk as Buffer);
      });
    const etag = response.headers.get('etag');
    if (!goesOn) await (etag && !etag.startsWith('W/') ? writeFile(tagFile, etag) : rm(tagFile, { force: true }));
    let bytes = goesOn ? had : 0;
    const length = response.headers.has('content-encoding') ? null : response.headers.get('content-length');
    const ofBytes = length === null ? null : bytes + Number(length);
    onProgress?.(bytes, ofBytes);
    await pipeline(
      response.body,
      async function* (chunks: AsyncIterable<Uint8Array>) {
        for await (const chunk of chunks) {
          awake();
          hash.update(chunk);
          bytes += chunk.length;
          onProgress?.(bytes, ofBytes);
          yield chunk;
        }
      },
      createWriteStream(part, { flags: goesOn ? 'a' : 'w' }),
    );
    if (ofBytes !== null && bytes !== ofBytes)
      throw new AppError('unavailable', 'The model host ended the download early.');
    await rename(part, to);
    await rm(tagFile, { force: true });
    return hash.digest('hex');
  } catch (error) {
    if (error instanceof AppError) throw error;
    const system = AppError.from(error);
    if (system.code === 'storage_full') throw system;
    throw new AppError(
      'unavailable',
      `The download from ${new URL(url).host} broke off; try again, it goes on from there.`,
      {
        cause: error,
      },
    );
  } finally {
    clearTimeout(timer);
  }
}

function refusal(status: number, url: string): AppError {
  const at = new URL(url);
  if (status === 404) return new AppError('not_found', `${at.host} has no ${at.pathname}: check VOUCH_MODEL_HOST.`);
  if (status === 401 || status === 403)
    return new AppError('forbidden', `${at.host} refuses ${at.pathname} (HTTP ${status}).`);
  return new AppError(
    status === 429 || status >= 500 ? 'unavailable' : 'invalid_input',
    `${at.host} answered HTTP ${status} for ${at.pathname}.`,
  );
}
