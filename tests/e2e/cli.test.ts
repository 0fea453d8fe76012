/** The commands that keep data, on one embedded data folder. They share it and run in order. */
import { chmod, copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';

import { freshPglite } from '../services/fresh.js';
import { conversation, serveVouch, startVouch, temporaryFolder, vouch, type Ended } from './program.js';

// Each test starts several processes, on machines that may be busy.
vi.setConfig({ testTimeout: 180_000 });

let folder: string;
let removeFolder: () => Promise<void>;
let env: Record<string, string>;
beforeAll(async () => {
  ({ path: folder, remove: removeFolder } = await temporaryFolder());
  env = { VOUCH_DATA_DIR: await freshPglite() };
});
afterAll(async () => {
  await removeFolder();
  await rm(env.VOUCH_DATA_DIR ?? '', { recursive: true, force: true });
});

const run = (...args: string[]): Promise<Ended> => vouch(args, { env });

interface Status {
  stored: Record<string, number>;
  runs: Record<string, number>;
  failed: unknown[];
}
const status = async (): Promise<Status> => JSON.parse((await run('status', '--json')).stdout) as Status;

interface Ingested {
  file: string;
  id: string;
  created: boolean;
  extended: boolean;
  reason?: string;
}
const ingested = ({ stdout }: Ended): Ingested[] =>
  stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Ingested);

describe('ingest', () => {
  test('takes a recording and the transcript beside it in as one conversation, makes the customer, shows what came out', async () => {
    const { code, stdout, stderr } = await run(
      ...['ingest', conversation('huacheng-call.ogg'), '--customer', 'huacheng', '--customer-name', '华澄精密'],
      ...[
        '--started-at',
        '2026-03-03T10:00:00+08:00',
        '--external-id',
        'pbx-1',
        '--title',
        '需求电话',
        '--kind',
        'call',
      ],
    );
    expect({ code, stderr }).toMatchObject({ code: 0 });
    expect(stderr).toMatch(/Made the customer huacheng\./);
    expect(stderr).toMatch(/1 conversation processed, 0 failed; 0 of 1 inputs not taken in/);
    expect(stdout).toMatch(/需求电话 · call · 2026-03-03 10:00 · zh · 25 cues, all read/);
    expect(stdout).toMatch(/^ {6}“.+”$/m);
    expect(stdout).toMatch(/Proposes \d+ changes to the customer record/);
  });

  test('the same again changes nothing and says so, by its bytes and by its external id', async () => {
    const bytes = await run('ingest', conversation('huacheng-call.ogg'), '--customer', 'huacheng');
    expect(bytes).toMatchObject({ code: 0, stdout: '' });
    expect(bytes.stderr).toMatch(/huacheng-call\.ogg: known already \(same bytes\): conversation [0-9a-f-]{36}/);
    expect(bytes.stderr).not.toContain('Made the customer');
    const id = await run('ingest', conversation('lumen-telegram.json'), '--external-id', 'pbx-1');
    expect(id.code).toBe(0);
    expect(id.stderr).toMatch(/known already \(same external id\)/);
    expect(await status()).toMatchObject({
      stored: { recordings: 2, conversations: 1, customers: 1 },
      runs: { done: 1, running: 0, failed: 0 },
      failed: [],
    });
  });

  test('goes on with the others when one cannot be read, and names it', async () => {
    const mixed = join(folder, 'mixed');
    await mkdir(mixed);
    await copyFile(conversation('lumen-telegram.json'), join(mixed, 'a.json'));
    await writeFile(join(mixed, 'b.json'), '{"weather": "fine"}');
    await copyFile(conversation('qinghe-whatsapp.txt'), join(mixed, 'c.txt'));
    const result = await run('ingest', mixed, join(folder, 'nowhere.txt'), '--json');
    expect(result.code).toBe(1);
    expect(ingested(result)).toMatchObject([
      { file: 'a.json', created: true },
      { file: 'c.txt', created: true },
    ]);
    expect(result.stderr).toMatch(/error: There is no file or folder .*nowhere\.txt/);
    expect(result.stderr).toMatch(/error: .*b\.json/);
    expect(result.stderr).toMatch(/2 conversations processed, 0 failed; 2 of 4 inputs not taken in/);
  });

  test('a customer that nothing names is not guessed: the conversation waits', async () => {
    const { code, stdout } = await run('ingest', conversation('qinghe-weflow.json'));
    expect(code).toBe(0);
    expect(stdout).toContain('No customer is matched');
  });

  test('goes on, when it is run again, with what a Ctrl-C left unfinished, without waiting for the lost worker', async () => {
    const folderOfAll = dirname(conversation('huacheng-call.ogg'));
    const first = startVouch(['ingest', folderOfAll], { env });
    await first.said(/processing 1\//);
    const { signal } = await first.stop('SIGINT');
    const started = performance.now();
    const { code, stderr } = await run('ingest', folderOfAll);
    expect({ code, stderr, signal }).toMatchObject({ code: 0, signal: 'SIGINT' });
    expect(stderr).toContain('which was not finished and goes on now');
    // A lease lasts 60 s.
    expect((performance.now() - started) / 1000).toBeLessThan(50);
  });
});

describe('what fails', () => {
  let id = '';

  test('a recording that cannot be put into words says at which step, why, and what to do', async () => {
    const model = join(env.VOUCH_DATA_DIR ?? '', 'models', 'whisper-cut-off');
    await mkdir(model, { recursive: true });
    await writeFile(join(model, 'vouch-model.json'), '{');
    const alone = join(folder, 'alone.ogg');
    const sound = await readFile(conversation('huacheng-call.ogg'));
    // Other bytes, so that it is no known recording: an Ogg stream may be cut after any page.
    await writeFile(alone, sound.subarray(0, sound.lastIndexOf('OggS')));
    const { code, stderr } = await run('ingest', alone, '--json', '--external-id', 'pbx-2');
    expect(code).toBe(1);
    expect(stderr).toMatch(/failed at transcribe: .*remove the model.* \(then: vouch retry [0-9a-f-]{36}\)/);
    [, id = ''] = /vouch retry ([0-9a-f-]{36})/.exec(stderr) ?? [];
  });

  test('status says so too, beside what is used and what is stored', async () => {
    const { code, stdout } = await run('status');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^ {2}database +pglite: ok$/m);
    expect(stdout).toMatch(/^ {2}objects +filesystem: ok$/m);
    expect(stdout).toMatch(/^ {2}queue +embedded: ok$/m);
    expect(stdout).toMatch(/^ {2}ffmpeg +ffmpeg \S+ \(.+\)$/m);
    expect(stdout).toMatch(/^Stored: recordings \d+, conversations \d+/m);
    expect(stdout).toMatch(/^Runs: +running 0, done \d+, failed 1, /m);
    expect(stdout).toContain(`${id} failed at transcribe`);
  });

  test('retry continues from that step and tells what came of it', async () => {
    const { code, stderr } = await run('retry', 'failed');
    expect(code).toBe(1);
    expect(stderr).toContain(`${id} failed at transcribe`);
    expect(stderr).toMatch(/1 of 1 continued, 0 processed, 1 failed/);
  });

  test('a transcript that comes later makes it whole', async () => {
    const words = await readFile(conversation('huacheng-call.vtt'), 'utf8');
    await writeFile(join(folder, 'alone.vtt'), words.replace('您好', '喂，您好'));
    const { code, stderr } = await run('ingest', join(folder, 'alone.ogg'));
    expect({ code, stderr }).toMatchObject({ code: 0 });
    expect(stderr).toContain(`alone.ogg: adds to conversation ${id}`);
    expect(stderr).toContain('1 conversation processed, 0 failed');
  });

  test('what has not failed, or is not there, is not retried', async () => {
    const none = await run('retry', 'failed');
    expect(none).toMatchObject({ code: 0, stderr: expect.stringContaining('Nothing has failed') });
    const { code, stderr } = await run('retry', id, 'no-such-id');
    expect(code).toBe(1);
    expect(stderr).toContain(`the last run of conversation ${id} is done`);
    expect(stderr).toContain('no-such-id');
  });
});

test('a second process on the same folder, or on the same port, says so and leaves the first alone', async () => {
  const server = await serveVouch(env);
  const elsewhere = { VOUCH_DATA_DIR: await freshPglite() };
  try {
    const [sameFolder, samePort] = await Promise.all([
      run('status'),
      vouch(['serve', '--port', new URL(server.url).port], { env: elsewhere }),
    ]);
    for (const { code, stdout } of [sameFolder, samePort]) expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(sameFolder.stderr).toMatch(/Another Vouch process is using the data folder .* VOUCH_DATA_DIR/);
    expect(samePort.stderr).toMatch(/Port \d+ is taken: .*--port/);
    expect((await fetch(`${server.url}/readyz`)).status).toBe(200);
  } finally {
    expect(await server.stop()).toMatchObject({ code: 0 });
    await rm(elsewhere.VOUCH_DATA_DIR, { recursive: true });
  }
});

describe('keys', () => {
  test('without any the server answers this machine only; another address is refused', async () => {
    const { code, stderr } = await vouch(['serve', '--host', '0.0.0.0', '--port', '0'], { env });
    expect({ code, stderr }).toMatchObject({ code: 2, stderr: expect.stringContaining('keys create --role admin') });
  });

  test('one is shown once, works from then on, and no more once it is revoked', async () => {
    const created = await run('keys', 'create', '--role', 'qa', '--name', 'Ann');
    expect(created.stdout).toMatch(/^vk_[\w-]{40,}\n$/);
    const key = created.stdout.trim();
    const listed = await run('keys', 'list');
    expect(listed.stdout).toMatch(/^[0-9a-f-]{36} {2}qa +Ann {2}valid$/m);
    expect(listed.stdout + listed.stderr).not.toContain(key);
    const [id = ''] = listed.stdout.split(' ');

    const server = await serveVouch(env);
    const ask = (headers: Record<string, string>) => fetch(`${server.url}/v1/conversations`, { headers });
    expect((await ask({})).status).toBe(401);
    expect((await ask({ authorization: `Bearer ${key}` })).status).toBe(200);
    await server.stop();

    expect(await run('keys', 'revoke', id)).toMatchObject({ code: 0, stderr: expect.stringContaining('revoked') });
    expect((await run('keys', 'list')).stdout).toMatch(/revoked \d{4}-/);
  });
});

describe('a data folder that cannot be used', () => {
  test('because a file is in its place', async () => {
    const file = join(folder, 'file');
    await writeFile(file, '');
    for (const place of [file, join(file, 'below')]) {
      const { code, stderr } = await vouch(['status'], { env: { VOUCH_DATA_DIR: place } });
      expect({ code, stderr }).toMatchObject({
        code: 2,
        stderr: expect.stringMatching(/file.* cannot be used .*VOUCH_DATA_DIR/),
      });
    }
  });

  test('because nothing may be written there', async () => {
    const readOnly = join(folder, 'read-only');
    await mkdir(readOnly, { mode: 0o500 });
    // Root may write anywhere but on a read-only file system.
    const isRoot = process.getuid?.() === 0;
    const mounted = 'mount -t tmpfs -o ro tmpfs "$0" && exec "$@"';
    const under = isRoot ? ['unshare', '--mount', 'sh', '-c', mounted, readOnly] : [];
    const { code, stderr } = await vouch(['status'], { env: { VOUCH_DATA_DIR: readOnly }, under });
    await chmod(readOnly, 0o700);
    expect({ code, stderr }).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/read-only cannot be used \((EACCES|EROFS)\)/),
    });
  });
});
