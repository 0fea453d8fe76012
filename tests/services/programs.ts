import { execFile, spawn } from 'node:child_process';
import { accessSync, constants, existsSync, openSync, closeSync, readdirSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { createConnection, createServer, type AddressInfo } from 'node:net';
import { delimiter, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';

export const execute = promisify(execFile);

/** The program's path, looked for on PATH and in the folders given. */
export function findProgram(name: string, alsoIn: readonly string[] = []): string | undefined {
  const folders = [...(process.env.PATH ?? '').split(delimiter), ...alsoIn].filter((folder) => folder !== '');
  return folders.map((folder) => join(folder, name)).find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Debian keeps initdb and postgres off PATH, one folder a version; newest first. */
export function postgresFolders(): string[] {
  const root = '/usr/lib/postgresql';
  if (!existsSync(root)) return [];
  return readdirSync(root)
    .sort((a, b) => Number(b) - Number(a))
    .map((version) => join(root, version, 'bin'));
}

const POLICY = '/usr/sbin/policy-rc.d';

/**
 * Installs Debian packages, where this is Debian and we are root: `true` when that was done. Their
 * servers are not started (policy-rc.d, exit 101): the tests start their own.
 */
export async function installPackages(packages: readonly string[]): Promise<boolean> {
  const apt = findProgram('apt-get');
  if (packages.length === 0 || apt === undefined || process.getuid?.() !== 0) return false;
  console.error(`Installing ${packages.join(', ')} with apt-get for the tests (once on this machine) …`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const ours = !existsSync(POLICY);
  if (ours) await writeFile(POLICY, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  try {
    await execute(apt, ['update', '-qq'], { env });
    await execute(apt, ['install', '-y', '-qq', '--no-install-recommends', ...packages], {
      env,
      maxBuffer: 64 * 1024 * 1024,
    });
  } finally {
    if (ours) await rm(POLICY);
  }
  return true;
}

/** A TCP port of 127.0.0.1 that was free just now. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Waits until something accepts connections on the port. @throws Error after `timeoutMs` */
export async function untilListening(port: number, timeoutMs = 30_000): Promise<void> {
  for (const deadline = Date.now() + timeoutMs; ; await delay(25)) {
    const accepted = await new Promise<boolean>((resolve) => {
      const socket = createConnection({ port, host: '127.0.0.1' });
      socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
      socket.once('connect', () => socket.destroy());
    });
    if (accepted) return;
    if (Date.now() > deadline) throw new Error(`Nothing listens on port ${port} after ${timeoutMs} ms.`);
  }
}

/** Starts a server that outlives Ctrl-C (its guard stops it); output goes to `logFile`. Returns its process id. */
export function startServer(
  program: string,
  args: readonly string[],
  options: { logFile: string; env?: NodeJS.ProcessEnv; cwd?: string },
): number {
  const log = openSync(options.logFile, 'a');
  const child = spawn(program, args, {
    stdio: ['ignore', log, log],
    detached: true,
    env: options.env,
    cwd: options.cwd,
  });
  child.on('error', () => undefined); // seen as a server that never listens, with its log
  child.unref();
  closeSync(log);
  return child.pid ?? 0;
}
