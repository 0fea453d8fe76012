import { Readable } from 'node:stream';

import type { Context } from 'hono';

import { AppError } from '../models/domain/index.js';
import { recordingKey } from '../storage/object-store.js';
import { storableText } from '../storage/storable-text.js';
import type { RecordingRow } from '../storage/repositories/recordings.js';
import { parseRange } from './byte-range.js';
import type { ApiEnv } from './context.js';
import { answerProblem } from './problem.js';

/** The bytes of a Recording with HTTP Range, so that a player can jump. */
export async function playRecording(c: Context<ApiEnv>, recording: RecordingRow): Promise<Response> {
  const { sha256, bytes, mediaType, fileName } = recording;
  requireBytes(recording);
  const etag = `"${sha256}"`;
  const headers = new Headers({
    etag,
    'accept-ranges': 'bytes',
    'content-type': mediaType,
    'content-disposition': contentDisposition(mediaType, fileName),
    // The browser may keep it but must ask each time: the right to hear it can end.
    'cache-control': 'private, no-cache',
  });
  if (matches(c.req.header('if-none-match'), etag)) return new Response(null, { status: 304, headers });

  const ifRange = c.req.header('if-range');
  const range = ifRange === undefined || ifRange === etag ? parseRange(c.req.header('range'), bytes) : null;
  if (range === 'unsatisfiable') {
    const problem = answerProblem(new AppError('range_not_satisfiable', `The recording has ${bytes} bytes.`), c);
    problem.headers.set('content-range', `bytes */${bytes}`);
    return problem;
  }
  const { start, end } = range ?? { start: 0, end: bytes - 1 };
  headers.set('content-length', String(end - start + 1));
  if (range !== null) headers.set('content-range', `bytes ${start}-${end}/${bytes}`);
  const status = range === null ? 200 : 206;
  if (c.req.method === 'HEAD') return new Response(null, { status, headers });
  const content = await c.get('api').store.read(recordingKey(sha256), { start, end });
  return new Response(Readable.toWeb(content) as ReadableStream, { status, headers });
}

/** @throws AppError `not_found` once the sound was removed */
export function requireBytes({ sha256, soundRemovedAt }: Pick<RecordingRow, 'sha256' | 'soundRemovedAt'>): void {
  if (soundRemovedAt !== null)
    throw new AppError(
      'not_found',
      `The sound of recording ${sha256} is no longer kept: it was removed on ${soundRemovedAt.toISOString().slice(0, 10)}. Its words are still there.`,
    );
}

function matches(header: string | undefined, etag: string): boolean {
  return header?.split(',').some((tag) => [etag, `W/${etag}`, '*'].includes(tag.trim())) ?? false;
}

/** Sound plays in the page; everything else is saved, never shown. The name cannot break out of the header. */
export function contentDisposition(mediaType: string, fileName: string): string {
  const kind = /^(?:audio|video)\//.test(mediaType) ? 'inline' : 'attachment';
  const plain = fileName.replace(/[^\w .()-]/g, '_');
  const exact = encodeURIComponent(storableText(fileName)).replace(
    /['()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `${kind}; filename="${plain}"; filename*=UTF-8''${exact}`;
}
