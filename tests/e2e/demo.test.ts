/** `vouch demo`, as a newcomer runs it, and what it talks to meanwhile: nobody. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { basename, join } from 'node:path';

import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';

import { packageRoot } from '../../storage/package-root.js';
import { startVouch, temporaryFolder, vouch, type Ended } from './program.js';
import { isLoopback, recorder, type Recorded } from './recorder.js';

vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

let folder: string;
let removeFolder: () => Promise<void>;
beforeAll(async () => {
  ({ path: folder, remove: removeFolder } = await temporaryFolder());
});
afterAll(() => removeFolder());

/** Something that answers on a port of this machine. */
async function listen(): Promise<{ port: number; close: () => void }> {
  const server = createServer((socket) => void socket.end('HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n'));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return { port: (server.address() as AddressInfo).port, close: () => void server.close() };
}

test('the recorder sees what a program connects to, by whatever way', async () => {
  const { port, close } = await listen();
  const { env, read } = recorder(folder, 'itself');
  const script = `
    import net from 'node:net';
    import { lookup } from 'node:dns/promises';
    import { spawn } from 'node:child_process';
    import { fetch as undiciFetch } from 'undici';
    net.connect(${port}, '127.0.0.1').destroy();
    new net.Socket().on('error', () => {}).connect({ host: '127.0.0.2', port: 9 });
    await fetch('http://127.0.0.1:${port}');
    await undiciFetch('http://localhost:${port}').catch(() => {});
    await lookup('localhost');
    spawn(process.execPath, ['--version']);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    cwd: packageRoot,
    env: { ...env, PATH: process.env.PATH },
    stdio: 'inherit',
  });
  await once(child, 'close');
  close();
  const seen = await read();
  const targets = (kind: Recorded['what']) => seen.filter(({ what }) => what === kind).map(({ target }) => target);
  expect(targets('connect')).toEqual(expect.arrayContaining(['127.0.0.1', '127.0.0.2', 'localhost']));
  expect(targets('connect').filter((target) => target === '127.0.0.1').length).toBeGreaterThanOrEqual(2);
  expect(targets('lookup')).toContain('localhost');
  expect(targets('start')).toContain(process.execPath);
});

describe('demo --once', () => {
  let result: Ended;
  let seen: Recorded[];
  let seconds: number;
  let temporary: string;
  beforeAll(async () => {
    temporary = join(folder, 'once');
    await mkdir(temporary);
    const { env, read } = recorder(folder, 'once');
    const started = performance.now();
    result = await vouch(['demo', '--once'], { env: { ...env, TMPDIR: temporary, NO_COLOR: '1' } });
    seconds = (performance.now() - started) / 1000;
    seen = await read();
  });

  test('ends well, says how long it took, and leaves nothing behind', async () => {
    expect({ code: result.code, stderr: result.stderr }).toMatchObject({ code: 0 });
    expect(result.stderr).toMatch(/Setting up the database in \S+ \(once, /);
    expect(result.stderr).toMatch(/taking in 16\/16[\s\S]*processing 16\/16/);
    const [, said] = /(\d+) conversations in ([\d.]+) s\./.exec(result.stderr)?.slice(1) ?? [];
    expect(Number(said)).toBeLessThanOrEqual(seconds);
    expect(result.stderr).not.toMatch(/failed|error|warn/i);
    expect(await readdir(temporary)).toEqual([]);
  });

  test('shows each conversation: how complete it is, its summary with the quotes under it, what it proposes', async () => {
    const samplesIn = (name: string): Promise<string[]> => readdir(join(packageRoot, 'fixtures', name));
    const samples = [...(await samplesIn('conversations')), ...(await samplesIn('recordings'))];
    const inputs = samples.filter((name) => name !== 'huacheng-call.vtt');
    const [conversations = '', together = ''] = result.stdout.split('What the conversations say together');
    const shown = conversations.split(/\n\n(?=\S)/).filter((part) => part.includes(' · '));
    expect(shown).toHaveLength(inputs.length);
    for (const part of shown) {
      expect(part).toMatch(/ · (call|meeting|chat) · \d{4}-\d\d-\d\d \d\d:\d\d · (zh|en|mixed) · \d+ \w+, /);
      // A sentence of the summary, then its words.
      expect(part).toMatch(/^ {2}\S.+\n {6}“.+”$/m);
      expect(part).toMatch(/^ {2}Proposes \d+ changes? to the customer record:\n {4}\S/m);
    }
    expect(conversations).toMatch(/\d+ messages, \d+ unreadable: /);
    expect(together).not.toBe('');
  });

  test('puts the recordings into words, with a warning about the model that did', () => {
    const of = (title: string): string =>
      result.stdout.split(/\n\n(?=\S)/).find((part) => part.includes(`  ${title} · call · `)) ?? '';
    expect(of('Call back')).toMatch(/\n {2}The bundled speech model knows synthetic speech only; .*vouch models pull /);
    expect(of('Call back')).toMatch(/ budget +12000 USD .*“.*twelve thousand dollars/);
    expect(of('续费电话')).toMatch(/\n {2}内置语音模型只学过合成语音.*vouch models pull /);
    expect(of('续费电话')).toMatch(/ budget +up to 150000 CNY .*“.*十五万不能再多了/);
    // Its words lay beside it.
    expect(of('需求电话')).toMatch(/预算30万元/);
    expect(of('需求电话')).not.toMatch(/内置语音模型/);
  });

  test('shows what they say together: timelines, a contradiction, an overdue promise, a breach of policy', () => {
    const [, together = ''] = result.stdout.split('What the conversations say together');
    for (const customer of ['华澄精密', '青禾教育', 'Brightwater Logistics', 'Lumen Clinics', '曜石健康'])
      expect(together).toContain(`\n${customer}\n  Timeline\n`);
    expect(together).toMatch(/^ {4}\d{4}-\d\d-\d\d (call|meeting|chat) /m);
    const [, contradiction = ''] = /Contradiction in budget, newest first:\n((?: {4}.+\n)+)/.exec(together) ?? [];
    const days = [...contradiction.matchAll(/^ {4}(\d{4}-\d\d-\d\d) .*“.+”$/gm)].map(([, day]) => day);
    expect(days.length).toBeGreaterThanOrEqual(2);
    expect(days).toEqual([...days].sort().reverse());
    expect(together).toMatch(/Overdue promise due 2026-03-31, high risk: “.*三月三十一号.*”/);
    expect(together).toMatch(/Against the policy \w+, high risk: “.+”\n {6}may be said instead: \S/);
  });

  test('connects to nobody, looks nobody up, and starts nothing but ffmpeg, ffprobe and its speech engine', () => {
    expect(seen.filter(({ what }) => what !== 'start')).toEqual([]);
    const programs = seen.filter(({ what }) => what === 'start').map(({ target }) => basename(target));
    expect(programs).toEqual(expect.arrayContaining([expect.stringMatching(/^ffprobe/)]));
    for (const program of programs) expect(program).toMatch(/^(ff(mpeg|probe)|speech-host\.js$)/);
  });
});

test('a Ctrl-C in the middle of a demo leaves nothing behind', async () => {
  const temporary = join(folder, 'interrupted');
  await mkdir(temporary);
  const demo = startVouch(['demo', '--once'], { env: { TMPDIR: temporary } });
  await demo.said(/taking in 1\//);
  expect(await demo.stop('SIGINT')).toMatchObject({ code: 130 });
  expect(await readdir(temporary)).toEqual([]);
});

test('demo serves until Ctrl-C, on another port where the usual one is taken, and then removes its folder', async () => {
  const temporary = join(folder, 'serving');
  await mkdir(temporary);
  const { env, read } = recorder(folder, 'serving');
  const other = await listen();
  const demo = startVouch(['demo'], {
    env: { ...env, VOUCH_PORT: String(other.port), TMPDIR: temporary, NO_COLOR: '1' },
  });
  try {
    const [, url = ''] = await demo.said(/The API answers at (http:\/\/127\.0\.0\.1:\d+) /);
    const record = await fetch(`${url}/v1/customers/huacheng/record`);
    expect(record.status).toBe(200);
    expect(JSON.stringify(await record.json())).toContain('三十万');
    const docs = await fetch(`${url}/docs`);
    expect({ status: docs.status, type: docs.headers.get('content-type') }).toMatchObject({
      status: 200,
      type: expect.stringContaining('text/html'),
    });
    // The page loads nothing from elsewhere either.
    expect((await docs.text()).match(/(?:src|href)="(?:https?:)?\/\/[^"]+"/g)).toBeNull();
    expect(await readdir(temporary)).toHaveLength(1);
  } finally {
    expect(await demo.stop('SIGINT')).toMatchObject({ code: 0, signal: null });
    other.close();
  }
  expect(await readdir(temporary)).toEqual([]);
  const outgoing = (await read()).filter(({ what }) => what !== 'start');
  expect(outgoing.filter((one) => !isLoopback(one))).toEqual([]);
});
