import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { locateFfmpeg } from '../../../ingest/audio/ffmpeg.js';
import { readWaveform } from '../../../ingest/audio/waveform.js';
import { waveHeader } from '../../services/wave-header.js';
import { chat, openHarness, sendChat, sendSound, type Harness } from './harness.js';

const RATE_HZ = 8_000;
const POLL = { timeout: 10_000 };

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

/** A second of silence, a second of a tone, a second of silence. */
function toneInTheMiddle(): Buffer {
  const samples = Buffer.alloc(3 * RATE_HZ * 2);
  for (let at = RATE_HZ; at < 2 * RATE_HZ; at += 1)
    samples.writeInt16LE(Math.round(16_000 * Math.sin((at * 2 * Math.PI * 440) / RATE_HZ)), at * 2);
  return Buffer.concat([waveHeader(samples.length, RATE_HZ), samples]);
}

describe.each(['filesystem', 's3'] as const)('a clip of a recording in %s', (store) => {
  let harness: Harness;
  let id = '';
  let rep: { id: string; key: string };
  beforeAll(async () => {
    harness = await openHarness({ store });
    rep = await harness.key('rep');
    id = await sendSound(harness, toneInTheMiddle(), rep.key);
  });
  afterAll(() => harness.close());

  const cut = (query: string, key?: string, of = id) =>
    harness.request('GET', `/v1/conversations/${of}/clip?${query}`, key === undefined ? {} : { key });
  const heard = async (response: Response) => {
    const content = Buffer.from(await response.arrayBuffer());
    const sound = { fileName: 'clip.mp3', open: async () => Readable.from([content]) };
    const spool = join(tmpdir(), 'vouch-clip-test');
    const drawn = await readWaveform(await locateFfmpeg({}), spool, sound, new AbortController().signal);
    // Ten parts, each the loudest of its share.
    const bins = drawn.channels[0] ?? [];
    const share = Math.floor(bins.length / 10);
    return {
      durationMs: drawn.durationMs,
      loud: Array.from({ length: 10 }, (_, i) => Math.max(...bins.slice(i * share, (i + 1) * share)) > 0.2),
    };
  };

  test('holds the stretch asked for and nothing else, and is saved under a name that says which', async () => {
    const response = await cut('from=1000&to=2000');
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'audio/mpeg']);
    expect(response.headers.get('content-disposition')).toBe('attachment; filename="clip-1-2.mp3"');
    expect(response.headers.get('cache-control')).toBe('private, no-store');
    expect(Number(response.headers.get('content-length'))).toBeGreaterThan(1_000);
    const { durationMs, loud } = await heard(response);
    // MP3 pads to whole frames, 72 ms each at this rate.
    expect(durationMs).toBeGreaterThan(950);
    expect(durationMs).toBeLessThan(1_300);
    expect(loud.slice(1, 9)).toEqual(Array.from({ length: 8 }, () => true));
    expect((await heard(await cut('from=0&to=800'))).loud.some(Boolean)).toBe(false);
  });

  test('leaves nothing behind on the disk, whether it is read or not', async () => {
    await (await cut('from=0&to=1000')).arrayBuffer();
    await (await cut('from=0&to=1000')).body?.cancel();
    expect((await harness.request('HEAD', `/v1/conversations/${id}/clip?from=0&to=1000`)).status).toBe(200);
    expect(await readdir(harness.clipFolder)).toEqual([]);
  });

  test('is for those who may hear the conversation', async () => {
    const other = await harness.key('rep');
    const delivery = await harness.key('delivery');
    expect((await cut('from=0&to=1000', rep.key)).status).toBe(200);
    expect((await cut('from=0&to=1000', other.key)).status).toBe(404);
    expect((await cut('from=0&to=1000', delivery.key)).status).toBe(403);
  });

  test.each(['from=1000&to=1000', 'from=2&to=1', 'from=0&to=300001', 'from=-1&to=5', 'from=0', 'from=60000&to=61000'])(
    '?%s is refused',
    async (query) => {
      const response = await cut(query);
      expect([response.status, await response.json()]).toMatchObject([400, { code: 'invalid_input' }]);
    },
  );

  test('a chat has no sound to cut', async () => {
    const silent = await sendChat(harness, chat('No sound.', 'silent'));
    expect((await cut('from=0&to=1000', undefined, silent)).status).toBe(404);
  });
});

describe('many clips at the same time', () => {
  let harness: Harness;
  let folder = '';
  let address = '';
  let key = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vouch-slow-ffmpeg-'));
    // Tells its version as ffmpeg does; then it says who it is, and cuts for a minute.
    const slow = join(folder, 'ffmpeg');
    const program = `#!/bin/sh\n[ "$1" = -version ] && exec echo ffmpeg version slow\ntouch "${folder}/$$.pid"\nexec sleep 60\n`;
    await writeFile(slow, program, { mode: 0o755 });
    harness = await openHarness({ clips: { ffmpegPath: slow, running: 1, waiting: 1 } });
    key = (await harness.key('admin')).key;
    address = await harness.listen();
  });
  afterAll(async () => {
    await harness.close();
    await rm(folder, { recursive: true, force: true });
  });

  const cutting = async () => {
    const pids = (await readdir(folder)).filter((name) => name.endsWith('.pid')).map((name) => Number.parseInt(name));
    return { started: pids.length, alive: pids.filter(isAlive) };
  };

  test('one is cut, one waits, the third is told to come again; who goes away stops ffmpeg and leaves the queue', async () => {
    const id = await sendSound(harness, toneInTheMiddle());
    const clip = `${address}/v1/conversations/${id}/clip?from=0&to=1000`;
    const ask = () => {
      const stop = new AbortController();
      const answer = fetch(clip, { signal: stop.signal, headers: { authorization: `Bearer ${key}` } });
      answer.catch(() => undefined);
      return { answer, stop };
    };
    const first = ask();
    await expect.poll(cutting, POLL).toMatchObject({ started: 1 });
    const [ffmpeg] = (await cutting()).alive;
    const [one, other] = [ask(), ask()];
    const refused = await Promise.race([one, other].map(async (asked) => ({ asked, response: await asked.answer })));
    expect([refused.response.status, refused.response.headers.get('retry-after')]).toEqual([503, '5']);
    const second = refused.asked === one ? other : one;
    expect(await cutting()).toEqual({ started: 1, alive: [ffmpeg] });
    first.stop.abort();
    await expect.poll(cutting, POLL).toMatchObject({ started: 2 });
    await expect.poll(async () => (await cutting()).alive.includes(ffmpeg ?? 0), POLL).toBe(false);
    second.stop.abort();
    await expect.poll(async () => (await cutting()).alive, POLL).toEqual([]);
    await expect.poll(() => readdir(harness.clipFolder), POLL).toEqual([]);
  });
});
