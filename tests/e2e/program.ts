import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { packageRoot } from '../../storage/package-root.js';

const program = join(packageRoot, 'bin', 'vouch.mjs');
if (!existsSync(join(packageRoot, 'dist', 'main.js')))
  throw new Error('The end-to-end tests run the built program: run npm run build first (npm test does).');

export const conversation = (file: string): string => join(packageRoot, 'fixtures', 'conversations', file);

/** What a process left behind. */
export interface Ended {
  /** Exit status; null when a signal ended it. */
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Options {
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** Runs the program under another one: `strace -f …`. */
  readonly under?: readonly string[];
}

/** A `vouch` that runs. */
export interface Running {
  readonly pid: number;
  readonly ended: Promise<Ended>;
  /** Resolves once standard error (or output) matches. @throws Error when the program ends before */
  said(pattern: RegExp): Promise<RegExpMatchArray>;
  stop(signal?: NodeJS.Signals): Promise<Ended>;
}

/** Starts the built program with an environment of its own: no setting of whoever runs the tests reaches it. */
export function startVouch(args: readonly string[], { env = {}, cwd, under = [] }: Options = {}): Running {
  const [command = '', ...rest] = [...under, process.execPath, program, ...args];
  const child = spawn(command, rest, {
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env.PATH, HOME: process.env.HOME, TMPDIR: tmpdir(), TZ: 'Asia/Shanghai', ...env },
  });
  return watch(child);
}

/** Runs the built program to its end. */
export const vouch = (args: readonly string[], options?: Options): Promise<Ended> => startVouch(args, options).ended;

/** Runs a shell line in which `vouch` is the built program. */
export const shell = (line: string, { env = {}, cwd }: Options = {}): Promise<Ended> =>
  watch(
    spawn('bash', ['-o', 'pipefail', '-c', `vouch() { "$NODE" "$VOUCH" "$@"; }; ${line}`], {
      cwd,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { PATH: process.env.PATH, HOME: process.env.HOME, NODE: process.execPath, VOUCH: program, ...env },
    }),
  ).ended;

function watch(child: ChildProcess): Running {
  const out = { stdout: '', stderr: '' };
  const waiting = new Set<() => void>();
  let over = false;
  for (const name of ['stdout', 'stderr'] as const)
    child[name]?.setEncoding('utf8').on('data', (text: string) => {
      out[name] += text;
      for (const look of waiting) look();
    });
  const ended = once(child, 'close').then(([code, signal]): Ended => {
    over = true;
    for (const look of waiting) look();
    return { code: code as number | null, signal: signal as NodeJS.Signals | null, ...out };
  });
  return {
    pid: child.pid ?? 0,
    ended,
    said: (pattern) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const found = pattern.exec(out.stderr) ?? pattern.exec(out.stdout);
          if (!found && !over) return;
          waiting.delete(look);
          if (found) resolve(found);
          else reject(new Error(`It ended without saying ${String(pattern)}:\n${out.stderr}`));
        };
        waiting.add(look);
        look();
      }),
    stop: (signal = 'SIGTERM') => {
      if (!over) child.kill(signal);
      return ended;
    },
  };
}

/** A `vouch serve` on a free port that answers. */
export async function serveVouch(
  env: Readonly<Record<string, string>>,
  options: Omit<Options, 'env'> = {},
): Promise<Running & { readonly url: string }> {
  const running = startVouch(['serve', '--port', '0'], { ...options, env: { VOUCH_LOG_LEVEL: 'error', ...env } });
  const [, url = ''] = await running.said(/listens on (http:\S+)/);
  return { ...running, url };
}

/** A folder that is gone when `remove` is called. */
export async function temporaryFolder(): Promise<{ path: string; remove: () => Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'vouch-e2e-'));
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}
