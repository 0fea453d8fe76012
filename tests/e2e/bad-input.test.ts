/** Everything that may arrive broken, through POST /v1/recordings of a running server and through `vouch ingest`. */
import { once } from 'node:events';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';

import { openDatabase } from '../../storage/database.js';
import { rows } from '../../storage/rows.js';
import { freshPglite } from '../services/fresh.js';
import { BAD_FILES, sound } from './bad-files.js';
import { clientOf, type Client, type ProblemBody } from './client.js';
import { conversation, serveVouch, temporaryFolder, vouch, type Running } from './program.js';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const VTT = 'WEBVTT\n\n00:00:01.000 --> 00:00:02.000\n';

let folder: string;
let removeFolder: () => Promise<void>;
let dataDir: string;
let env: Record<string, string>;
beforeAll(async () => {
  ({ path: folder, remove: removeFolder } = await temporaryFolder());
  dataDir = await freshPglite();
  env = { VOUCH_DATA_DIR: dataDir, VOUCH_TIME_ZONE: 'Asia/Shanghai' };
  // Something that must be there untouched afterwards.
  expect(await vouch(['ingest', conversation('lumen-telegram.json')], { env })).toMatchObject({ code: 0 });
});
afterAll(async () => {
  await removeFolder();
  await rm(dataDir, { recursive: true, force: true });
});

/** How many rows every table has; the server must not run. */
async function rowCounts(): Promise<Record<string, number>> {
  const database = await openDatabase({ kind: 'pglite', dataDir });
  try {
    const tables = await rows<{ name: string }>(
      database.db,
      sql`select table_name as name from information_schema.tables where table_schema = 'public'`,
    );
    const counts: Record<string, number> = {};
    for (const { name } of tables) {
      const [row] = await rows<{ n: number }>(database.db, sql`select count(*)::int as n from ${sql.identifier(name)}`);
      counts[name] = row?.n ?? 0;
    }
    return counts;
  } finally {
    await database.close();
  }
}

/** Every file of the object store and the spool. */
const files = async (): Promise<string[]> => {
  const found: string[] = [];
  for (const name of ['objects', 'spool'])
    for (const entry of await readdir(join(dataDir, name), { recursive: true, withFileTypes: true }).catch(() => []))
      if (entry.isFile()) found.push(join(name, entry.name));
  return found.sort();
};

describe('what cannot be read', () => {
  let server: Running & { url: string };
  let client: Client;
  let before: { counts: Record<string, number>; files: string[] };
  beforeAll(async () => {
    // The first start writes the link for the first administrator; every later one renews it.
    await (await serveVouch(env)).stop();
    before = { counts: await rowCounts(), files: await files() };
    server = await serveVouch(env);
    client = clientOf(server.url);
  });
  afterAll(() => server.stop());

  const send = async (
    name: string,
    content: Uint8Array | string,
  ): Promise<{ response: Response; problem: ProblemBody }> => {
    const response = await client.send({ recording: { name, content } });
    return { response, problem: (await response.json()) as ProblemBody };
  };

  test.each(BAD_FILES)(
    '$what is refused by name and with the reason',
    async ({ name, content, status, code, reason }) => {
      const { response, problem } = await send(name, await content());
      expect(problem).toMatchObject({
        status,
        code,
        detail: expect.stringContaining(name),
        instance: '/v1/recordings',
      });
      expect(problem.detail).toMatch(reason);
      expect(problem.detail).not.toContain('fine words');
      expect(response.status).toBe(status);
      expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/);
      expect(await files()).toEqual(before.files);
      expect((await client.request('/readyz')).status).toBe(200);
    },
  );

  test('a playlist named .wav is refused, and nothing that it names is fetched', async () => {
    let asked = 0;
    const bait = createServer((_request, answer) => {
      asked += 1;
      answer.end();
    });
    await once(bait.listen(0, '127.0.0.1'), 'listening');
    const { port } = bait.address() as AddressInfo;
    const playlist = `#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\nhttp://127.0.0.1:${port}/a.ts\n#EXT-X-ENDLIST\n`;
    for (const name of ['playlist-15.wav', 'playlist-15.m3u8']) {
      const { problem } = await send(name, playlist);
      expect(problem).toMatchObject({ status: 415, code: 'unsupported_format', detail: expect.stringContaining(name) });
    }
    // As a whole with a readable transcript it is no better.
    const both = await client.send({
      recording: { name: 'playlist-16.wav', content: playlist },
      transcript: { name: 'playlist-16.vtt', content: `${VTT}Ann: hello\n` },
    });
    expect(both.status).toBeGreaterThanOrEqual(400);
    expect(both.status).toBeLessThan(500);
    expect(asked).toBe(0);
    bait.close();
  });

  test('a broken transcript takes the recording beside it with it', async () => {
    const content = await sound('call.wav', []);
    const response = await client.send({
      recording: { name: 'call-17.wav', content },
      transcript: { name: 'call-17.vtt', content: 'WEBVTT\n' },
    });
    expect(response.status).toBe(422);
    expect(((await response.json()) as ProblemBody).detail).toContain('call-17.vtt');
    expect(await files()).toEqual(before.files);
  });

  test('a form that is none, and a body that breaks off', async () => {
    const notAForm = await client.request('/v1/recordings', {
      method: 'POST',
      body: 'hello',
      headers: { 'content-type': 'text/plain' },
    });
    expect(notAForm.status).toBe(415);
    const cut = await client.request('/v1/recordings', {
      method: 'POST',
      headers: { 'content-type': 'multipart/form-data; boundary=x' },
      body: '--x\r\ncontent-disposition: form-data; name="recording"; filename="cut-18.json"\r\n\r\n{"turns":',
    });
    expect(cut.status).toBe(400);
    expect(await files()).toEqual(before.files);
  });

  test('afterwards not one row has changed, and the server has logged no fault', async () => {
    const { code, stderr } = await server.stop();
    expect(code).toBe(0);
    expect(stderr).not.toMatch(/"level":[56]0/);
    expect(await rowCounts()).toEqual(before.counts);
  });

  test('vouch ingest names each of them and goes on', async () => {
    const bad = join(folder, 'bad');
    await mkdir(bad);
    const chosen = BAD_FILES.filter(({ what }) => /empty|bomb|\.\.\/|44-byte|unknown shape|date order/.test(what));
    for (const { name, content } of chosen) await writeFile(join(bad, name), await content());
    const { code, stdout, stderr } = await vouch(['ingest', bad, '--json'], { env });
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    for (const { name } of chosen) expect(stderr).toMatch(new RegExp(`error: .*${name}`));
    expect(stderr).toContain(`${chosen.length} of ${chosen.length} inputs not taken in`);
    expect(stderr).not.toMatch(/ at .*\.js:\d+/);
    expect(await rowCounts()).toEqual(before.counts);
    expect(await files()).toEqual(before.files);
  });
});
