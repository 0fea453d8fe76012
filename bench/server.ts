import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { Pool } from 'undici';

import { packageRoot } from '../storage/package-root.js';
import { freePort } from '../tests/services/programs.js';
import { sampleChat } from './sample-chat.js';

/** The built program, as a user runs it. */
export function startVouch(
  args: readonly string[],
  environment: Record<string, string>,
  output: 'ignore' | 'pipe' = 'ignore',
): ChildProcess {
  return spawn(process.execPath, [join(packageRoot, 'bin/vouch.mjs'), ...args], {
    env: { ...process.env, VOUCH_LOG_LEVEL: 'error', ...environment },
    stdio: ['ignore', output, 'inherit'],
  });
}

export interface Server {
  readonly url: string;
  readonly process: ChildProcess;
  /** From the start of the process to the first ready answer, in ms. */
  readonly startMs: number;
  stop(): Promise<void>;
}

export async function startServer(environment: Record<string, string>): Promise<Server> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const started = performance.now();
  const child = startVouch(['serve', '--port', String(port)], environment);
  while (
    !(await fetch(`${url}/readyz`).then(
      (r) => r.ok,
      () => false,
    ))
  ) {
    if (child.exitCode !== null) throw new Error(`vouch serve ended with ${child.exitCode}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return { url, process: child, startMs: Math.round(performance.now() - started), stop: () => stop(child) };
}

export const stop = (child: ChildProcess): Promise<void> =>
  new Promise((resolve) => {
    if (child.exitCode !== null) return resolve();
    child.once('exit', () => resolve());
    child.kill('SIGTERM');
  });

/** Resident memory in MB: now, or the most that it was (`VmHWM`). */
export const residentMb = (child: ChildProcess, field: 'VmRSS' | 'VmHWM' = 'VmRSS'): number => {
  const kilobytes = new RegExp(`${field}:\\s+(\\d+)`).exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1];
  return Math.round(Number(kilobytes) / 1024);
};

const BOUNDARY = 'vouch-bench-6f1d2c';

/** Uploads chats of 40 turns and waits until all are published: conversations a second from the first upload to the last publication. */
export async function publishChats(
  url: string,
  count: number,
  from: number,
  parallel = 8,
): Promise<{ perSecond: number; seconds: number }> {
  const bodies = Array.from({ length: count }, (_, i) => {
    const chat = sampleChat(from + i);
    return `--${BOUNDARY}\r\ncontent-disposition: form-data; name="recording"; filename="${chat.id}.json"\r\n\r\n${JSON.stringify(chat)}\r\n--${BOUNDARY}--\r\n`;
  });
  const started = performance.now();
  // A plain request over kept-alive connections: the sender must not take the time that is measured.
  const sender = new Pool(url, { connections: parallel });
  const upload = async (): Promise<void> => {
    for (let next = bodies.pop(); next !== undefined; next = bodies.pop()) {
      const { statusCode, body } = await sender.request({
        path: '/v1/recordings',
        method: 'POST',
        headers: { 'content-type': `multipart/form-data; boundary=${BOUNDARY}` },
        body: next,
      });
      const answer = await body.text();
      if (statusCode >= 300) throw new Error(`upload: ${statusCode} ${answer}`);
    }
  };
  await Promise.all(Array.from({ length: parallel }, upload));
  for (;;) {
    const { runs } = (await (await fetch(`${url}/v1/status`)).json()) as { runs: { running: number; failed: number } };
    if (runs.failed > 0) throw new Error(`${runs.failed} runs failed`);
    if (runs.running === 0) break;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  await sender.close();
  const seconds = (performance.now() - started) / 1000;
  return { perSecond: Math.round((count / seconds) * 10) / 10, seconds: Math.round(seconds * 10) / 10 };
}
