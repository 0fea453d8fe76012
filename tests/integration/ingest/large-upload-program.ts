/**
 * Run by limits.test.ts: accepts one generated WAV and prints what happened and how much memory it
 * took. Arguments: as JSON, `{ postgresUrl, s3?, folder, bytes }`.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';

import { acceptRecording } from '../../../ingest/accept.js';
import { locateFfmpeg } from '../../../ingest/audio/ffmpeg.js';
import { AppError } from '../../../models/domain/index.js';
import { openDatabase } from '../../../storage/database.js';
import { filesystemObjectStore } from '../../../storage/object-store-filesystem.js';
import { s3ObjectStore } from '../../../storage/object-store-s3.js';
import { waveHeader } from '../../services/wave-header.js';
import type { S3Access } from '../../services/s3.js';

interface Arguments {
  postgresUrl: string;
  s3?: S3Access;
  folder: string;
  bytes: number;
}

const { postgresUrl, s3, folder, bytes } = JSON.parse(process.argv[2] ?? '') as Arguments;
const database = await openDatabase({ kind: 'postgres', url: postgresUrl });
const store = s3 ? s3ObjectStore(s3) : filesystemObjectStore(join(folder, 'objects'));

/** 8 kHz, mono, 16 bits: 10 hours are 576 MB. */
function* silence(): Generator<Buffer> {
  yield waveHeader(bytes, 8_000);
  const second = Buffer.alloc(256 * 1024);
  for (let left = bytes; left > 0; left -= second.length) yield second.subarray(0, Math.min(left, second.length));
}

/** The most memory this program had, in bytes; `resourceUsage` would tell the larger one of whoever started it. */
const peakRss = (): number => Number(/VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]) * 1024;

const started = performance.now();
const before = process.memoryUsage.rss();
const outcome = await acceptRecording(
  {
    db: database,
    store,
    enqueue: () => Promise.resolve(),
    ffmpeg: () => locateFfmpeg(),
    options: {
      importing: { timeZone: 'UTC', staff: [] },
      maxUploadBytes: 8 * 1024 ** 3,
      spoolDir: join(folder, 'spool'),
    },
  },
  { fileName: 'silence.wav', body: Readable.from(silence(), { objectMode: false }) },
).catch((error: unknown) => ({ error: error instanceof AppError ? error.code : String(error) }));
const left: string[] = [];
for await (const { key } of store.list('')) left.push(key);
await database.close();
console.log(
  JSON.stringify({
    outcome,
    left,
    seconds: (performance.now() - started) / 1000,
    rssBefore: before,
    peakRss: peakRss(),
  }),
);
