import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { Accepted } from '../../../ingest/accept.js';
import { openDatabase } from '../../../storage/database.js';
import { recordingKey } from '../../../storage/object-store.js';
import { rows } from '../../../storage/rows.js';
import { bundleProgram, startProgram } from '../../services/child-program.js';
import { freshPostgres, freshS3 } from '../../services/fresh.js';

const MB = 1024 ** 2;

interface Report {
  outcome: Accepted | { error: string };
  left: string[];
  seconds: number;
  peakRss: number;
}

let program: string;
let folder: string;
let postgresUrl: string;
beforeAll(async () => {
  program = await bundleProgram(fileURLToPath(new URL('large-upload-program.ts', import.meta.url)));
  folder = await mkdtemp(join(tmpdir(), 'vouch-limits-'));
  postgresUrl = await freshPostgres();
});
afterAll(() => Promise.all([rm(program, { force: true }), rm(folder, { recursive: true, force: true })]));

async function upload(options: object, wrap: (command: string[]) => string[] = (command) => command): Promise<Report> {
  const given = JSON.stringify({ postgresUrl, folder, ...options });
  const [command = '', ...args] = wrap([process.execPath, program, given]);
  const child = startProgram(command, args);
  const [report] = await Promise.all([json(child.stdout), once(child, 'exit')]);
  return report as Report;
}

describe('memory of a whole process that takes in a large recording', () => {
  it('stays under 300 MB for 2 GB into the data folder', { timeout: 300_000 }, async () => {
    const report = await upload({ bytes: 2048 * MB });
    expect(report).toMatchObject({ outcome: { recording: { format: 'wav', bytes: 2048 * MB + 44 } } });
    expect(report.peakRss / MB).toBeLessThan(300);
    await rm(join(folder, 'objects'), { recursive: true });
  });

  it('stays under 300 MB for 600 MB into S3, which ffprobe cannot seek in', { timeout: 300_000 }, async () => {
    const report = await upload({ bytes: 600 * MB, s3: freshS3() });
    expect(report).toMatchObject({ outcome: { recording: { bytes: 600 * MB + 44 } } });
    expect(report.peakRss / MB).toBeLessThan(300);
  });

  it('takes ten hours of silence for ten hours', { timeout: 300_000 }, async () => {
    const report = await upload({ bytes: 10 * 3600 * 16_000 });
    if ('error' in report.outcome) throw new Error(report.outcome.error);
    expect(report.left).toContain(recordingKey(report.outcome.recording.sha256));
    expect(report.peakRss / MB).toBeLessThan(300);
    const database = await openDatabase({ kind: 'postgres', url: postgresUrl });
    const [row] = await rows<{ hours: number }>(
      database.db,
      sql`select duration_ms / 3600000.0::real as hours from recordings where sha256 = ${report.outcome.recording.sha256}`,
    );
    await database.close();
    expect(row?.hours).toBe(10);
  });
});

describe('a full disk', () => {
  /** A file system of 8 MB that only the child sees; without root, in a user namespace of its own. */
  const onSmallDisk = (at: string) => (command: string[]) => {
    const own = process.getuid?.() === 0 ? ['--mount'] : ['--mount', '--map-root-user'];
    const script = `mount -t tmpfs -o size=8m tmpfs "$0" && exec "$@"`;
    return ['unshare', ...own, 'sh', '-c', script, at, ...command];
  };

  it.each([
    ['of the data folder', {}],
    ['of the spool beside S3', { s3: freshS3() }],
  ])('%s: says so and leaves nothing', async (_what, where) => {
    const at = await mkdtemp(join(folder, 'small-'));
    const report = await upload({ bytes: 20 * MB, folder: at, ...where }, onSmallDisk(at));
    expect(report).toMatchObject({ outcome: { error: 'storage_full' }, left: [] });
  });
});
