/** VOUCH_OFFLINE=1: whatever is asked for, no connection is opened, nothing is looked up, by no process. */
import { createHash } from 'node:crypto';
import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';

import { toWav } from '../../models/transcriber/engines/wav.js';
import { packageRoot } from '../../storage/package-root.js';
import { tone } from '../contract/speech-engine.js';
import { type Ended, serveVouch, temporaryFolder, vouch } from './program.js';
import { isLoopback, recorder, type Recorded } from './recorder.js';

vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

const tiny = join(packageRoot, 'fixtures', 'models', 'tiny-whisper');
const vtt = join(packageRoot, 'fixtures', 'conversations', 'brightwater-discovery-zoom.vtt');

let folder = '';
let remove: () => Promise<void>;
beforeAll(async () => {
  ({ path: folder, remove } = await temporaryFolder());
  const model = join(folder, 'tiny-whisper');
  await cp(tiny, model, { recursive: true });
  const files = (await readdir(tiny, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
  const sums = await Promise.all(
    files.map(async (entry) => {
      const path = join(entry.parentPath, entry.name);
      const sum = createHash('sha256')
        .update(await readFile(path))
        .digest('hex');
      return `${sum}  ${path.slice(tiny.length + 1)}\n`;
    }),
  );
  await writeFile(join(model, 'SHA256SUMS'), sums.join(''));
  await writeFile(join(folder, 'call.wav'), toWav(tone(300, 4)));
});
afterAll(() => remove());

const offline = (): Record<string, string> => ({ VOUCH_OFFLINE: '1', VOUCH_DATA_DIR: join(folder, 'data') });

/** Runs a command offline and gives what it connected to, looked up and sent. */
async function run(name: string, ...args: string[]): Promise<Ended & { reached: Recorded[] }> {
  const { env, read } = recorder(folder, name);
  const ended = await vouch(args, { env: { ...offline(), ...env } });
  return { ...ended, reached: (await read()).filter(({ what }) => what !== 'start') };
}

describe('VOUCH_OFFLINE=1', () => {
  test('a model comes in from a disk, verified by the list beside it', async () => {
    const { code, stderr, reached } = await run('import', 'models', 'import', join(folder, 'tiny-whisper'));
    expect(stderr).toContain('tiny-whisper: 0.2 MB, verified.');
    expect(code).toBe(0);
    expect(reached).toEqual([]);
  });

  test.each<[string, string[], number, RegExp]>([
    ['list', ['models', 'list', '--json'], 0, /"installed":\[\{"name":"tiny-whisper"/],
    ['verify', ['models', 'verify'], 0, /tiny-whisper: as it was installed/],
    ['pull', ['models', 'pull', 'whisper-base', '--trust-first'], 1, /VOUCH_OFFLINE=1 allows no connection/],
    ['analyze', ['analyze', vtt], 0, /"schema":"vouch\.analysis\/1"/],
    ['ingest', ['ingest', vtt, '--json'], 0, /brightwater/],
    ['status', ['status'], 0, /./],
  ])('%s', async (name, args, status, said) => {
    const { code, stdout, stderr, reached } = await run(name, ...args);
    expect(`${stdout}${stderr}`).toMatch(said);
    expect(code).toBe(status);
    expect(reached).toEqual([]);
  });

  test('an installed Whisper puts a recording into words, in a process of its own', async () => {
    const { env, read } = recorder(folder, 'transcribe');
    const temporary = join(folder, 'temporary');
    await mkdir(temporary);
    const args = ['transcribe', join(folder, 'call.wav'), '--engine', 'whisper', '--model', 'tiny-whisper'];
    const { stderr } = await vouch(args, { env: { ...offline(), ...env, TMPDIR: temporary } });
    // The recorder does not see what native code sends: onnxruntime, where it reports, leaves its session there.
    expect(await readdir(temporary)).toEqual([]);
    const seen = await read();
    expect(seen.filter(({ what }) => what !== 'start')).toEqual([]);
    // The engine's process was started, and what it does is written down too.
    expect(seen.map(({ target }) => target).join('\n'), stderr).toContain('speech-host.js');
  });

  test('the server listens, and connects to nobody', async () => {
    const { env, read } = recorder(folder, 'serve');
    const running = await serveVouch({ ...offline(), ...env });
    expect((await fetch(`${running.url}/v1/health`)).status).toBeLessThan(500);
    await running.stop();
    // Node looks its own address up before it listens on it.
    expect((await read()).filter((one) => one.what !== 'start' && !isLoopback(one))).toEqual([]);
    expect((await read()).filter(({ what }) => what === 'connect')).toEqual([]);
  });

  test('a service on the network cannot be configured beside it', async () => {
    const { code, stderr } = await vouch(['status'], {
      env: { ...offline(), VOUCH_SPEECH_URL: 'http://127.0.0.1:9', VOUCH_DATABASE_URL: 'postgres://127.0.0.1:9/v' },
    });
    expect(code).toBe(2);
    expect(stderr).toContain('VOUCH_SPEECH_URL: must not be set');
    expect(stderr).toContain('VOUCH_DATABASE_URL: must not be set');
  });

  test('a model is removed', async () => {
    const { code, reached } = await run('remove', 'models', 'remove', 'tiny-whisper');
    expect(code).toBe(0);
    expect(reached).toEqual([]);
    expect((await run('verify-gone', 'models', 'verify', 'tiny-whisper')).code).toBe(1);
  });
});
