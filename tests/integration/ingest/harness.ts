import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { promisify } from 'node:util';

import { sql } from 'drizzle-orm';

import { acceptRecording, type AcceptDeps, type Accepted, type AcceptInput } from '../../../ingest/accept.js';
import { locateFfmpeg } from '../../../ingest/audio/ffmpeg.js';
import { type Database, openDatabase } from '../../../storage/database.js';
import type { ObjectStore } from '../../../storage/object-store.js';
import { filesystemObjectStore } from '../../../storage/object-store-filesystem.js';
import { s3ObjectStore } from '../../../storage/object-store-s3.js';
import { rows } from '../../../storage/rows.js';
import { freshPglite, freshPostgres, freshS3 } from '../../services/fresh.js';

/** An ingest of its own: real database, real object store, real ffmpeg; what is enqueued is only written down. */
export interface Harness {
  readonly database: Database;
  readonly store: ObjectStore;
  readonly deps: AcceptDeps;
  readonly enqueued: string[];
  readonly folder: string;
  accept(input: Omit<AcceptInput, 'body'> & { body: Readable | Buffer | string }): Promise<Accepted>;
  /** Everything that ingest leaves: rows per table and the keys of all objects and spool files. */
  left(): Promise<{ recordings: number; conversations: number; parts: number; runs: number; objects: string[] }>;
  /** Empties it, so that the next test may use the same services. */
  reset(): Promise<void>;
  close(): Promise<void>;
}

export async function openHarness(kind: 'embedded' | 'cluster'): Promise<Harness> {
  const folder = kind === 'embedded' ? await freshPglite() : await mkdtemp(join(tmpdir(), 'vouch-ingest-'));
  const database =
    kind === 'embedded'
      ? await openDatabase({ kind: 'pglite', dataDir: folder })
      : await openDatabase({ kind: 'postgres', url: await freshPostgres() });
  const store = kind === 'embedded' ? filesystemObjectStore(join(folder, 'objects')) : s3ObjectStore(freshS3());
  const enqueued: string[] = [];
  const deps: AcceptDeps = {
    db: database,
    store,
    enqueue: (_queue, jobs) => {
      enqueued.push(...jobs.map(({ runId }) => runId));
      return Promise.resolve();
    },
    ffmpeg: () => locateFfmpeg(),
    options: {
      importing: { timeZone: 'Asia/Shanghai', staff: ['PeiQing'] },
      maxUploadBytes: 4 * 1024 ** 3,
      spoolDir: join(folder, 'spool'),
    },
  };
  return {
    database,
    store,
    deps,
    enqueued,
    folder,
    accept: (input) => acceptRecording(deps, { ...input, body: bodyOf(input.body) }),
    left: async () => {
      const [counts] = await rows<{ recordings: number; conversations: number; parts: number; runs: number }>(
        database.db,
        sql`select (select count(*)::int from recordings) as recordings,
          (select count(*)::int from conversations) as conversations,
          (select count(*)::int from conversation_recordings) as parts, (select count(*)::int from runs) as runs`,
      );
      const objects: string[] = [];
      for await (const { key } of store.list('')) objects.push(key);
      for await (const { key } of filesystemObjectStore(join(folder, 'spool')).list('')) objects.push(`spool/${key}`);
      if (!counts) throw new Error('no counts');
      return { ...counts, objects: objects.sort() };
    },
    reset: async () => {
      enqueued.length = 0;
      // Not `truncate`, which takes a second on PGlite.
      for (const table of ['conversations', 'recordings', 'customers'])
        await database.db.execute(sql`delete from ${sql.identifier(table)}`);
      for await (const { key } of store.list('')) await store.remove(key);
      await rm(join(folder, 'spool'), { recursive: true, force: true });
    },
    close: async () => {
      await database.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export const bodyOf = (body: Readable | Buffer | string): Readable =>
  body instanceof Readable ? body : Readable.from([Buffer.from(body)]);

const run = promisify(execFile);

/** A file that ffmpeg makes: `args` after its inputs, such as `['-c:a', 'flac']`. */
export async function makeSound(path: string, args: readonly string[] = [], seconds = 2): Promise<string> {
  const { ffmpegPath } = await locateFfmpeg();
  const input = ['-f', 'lavfi', '-i', `sine=frequency=440:sample_rate=16000:duration=${seconds}`];
  await run(ffmpegPath, ['-nostdin', '-v', 'error', '-y', ...input, ...args, path]);
  return path;
}

/** A WeCom archive as JSON lines. */
export function wecom(
  messages: readonly { id: string; room?: string; from?: string; text: string; at: number }[],
): string {
  return messages
    .map(({ id, room = '', from = 'wmCustomer0001', text, at }) =>
      JSON.stringify({
        msgid: id,
        action: 'send',
        from,
        tolist: [from === 'PeiQing' ? 'wmCustomer0001' : 'PeiQing'],
        roomid: room,
        msgtime: 1_767_578_400_000 + at * 60_000,
        msgtype: 'text',
        text: { content: text },
      }),
    )
    .join('\n');
}

export const vtt = (words: string): string => `WEBVTT\n\n00:00:00.000 --> 00:00:01.500\n<v Maya Okafor>${words}</v>\n`;
