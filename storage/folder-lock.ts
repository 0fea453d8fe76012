import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import { lock, unlock, type LockOptions } from 'proper-lockfile';

import { AppError } from '../models/domain/index.js';

/** A lock not renewed for this long is dead, whoever held it; renewed four times as often. */
const STALE_MS = 12_000;
/** How long taking the lock itself may be in somebody else's hands: a few file operations. */
const GUARD: LockOptions = { realpath: false, stale: 3_000, retries: { retries: 20, minTimeout: 50, maxTimeout: 500 } };

/** Who holds the lock. `started` tells a process from a later one with the same number (Linux; else null). */
interface Holder {
  readonly pid: number;
  readonly host: string;
  readonly started: string | null;
}

const heldHere = new Set<string>();

/**
 * Makes this process the only one that uses `folder` (made if absent) until the returned function is
 * called or the process ends. The lock of a killed process is taken over: at once when it ran on this
 * machine, after 12 s when it ran on another (a container that is no more).
 * `onLost` is called if the lock is found to be taken away (its folder deleted, the process stopped for minutes).
 * @throws AppError `conflict` when a living process holds it
 */
export async function lockFolder(folder: string, name: string, onLost: () => void): Promise<() => Promise<void>> {
  await mkdir(folder, { recursive: true });
  const path = join(folder, name);
  const deadline = Date.now() + STALE_MS + 1_000;
  for (;;) {
    const held = await guarded(path, () => acquire(path, onLost));
    if (held === 'taken') break;
    if (held === 'here' || Date.now() > deadline) throw inUse(folder);
    await delay(500);
  }
  return async () => {
    if (!heldHere.delete(path)) return;
    await rm(holderFile(path), { force: true });
    await unlock(path, { realpath: false });
  };
}

/** One try. `here`: a living process of this machine has it; `elsewhere`: somebody on another machine, who may be gone. */
async function acquire(path: string, onLost: () => void): Promise<'taken' | 'here' | 'elsewhere'> {
  const options: LockOptions = {
    realpath: false,
    stale: STALE_MS,
    update: STALE_MS / 4,
    onCompromised: () => {
      heldHere.delete(path);
      onLost();
    },
  };
  const holder = await readHolder(path);
  if (heldHere.has(path)) return 'here';
  // Written by a process of this machine that is gone: no need to wait until the lock looks stale.
  if (holder?.host === hostname() && !(await isAlive(holder)))
    await rm(`${path}.lock`, { recursive: true, force: true });
  try {
    await lock(path, options);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ELOCKED') throw error;
    return holder?.host === hostname() ? 'here' : 'elsewhere';
  }
  const me: Holder = { pid: process.pid, host: hostname(), started: (await statOf(process.pid)).started };
  try {
    await writeFile(holderFile(path), JSON.stringify(me));
  } catch (error) {
    await unlock(path, { realpath: false });
    throw AppError.from(error);
  }
  heldHere.add(path);
  return 'taken';
}

/** Taking a lock over is several file operations; this lets one process at a time do them. */
async function guarded<T>(path: string, work: () => Promise<T>): Promise<T> {
  const guard = `${path}.guard`;
  await lock(guard, GUARD);
  try {
    return await work();
  } finally {
    await unlock(guard, { realpath: false });
  }
}

const holderFile = (path: string): string => `${path}.json`;

async function readHolder(path: string): Promise<Holder | undefined> {
  try {
    return JSON.parse(await readFile(holderFile(path), 'utf8')) as Holder;
  } catch {
    return undefined; // absent, or cut short by a kill: then the lock's age decides
  }
}

async function isAlive(holder: Holder): Promise<boolean> {
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  if (holder.pid === process.pid && holder.started === null) return false; // `heldHere` says it is not us
  const { started, ended } = await statOf(holder.pid);
  return !ended && holder.started === started;
}

/**
 * Fields 22 (clock ticks since boot) and 3 of /proc/PID/stat (proc(5)); `started` is null where there is no /proc.
 * A killed process keeps its number until its parent has asked after it, which some parents (a container's first
 * process) never do: it has ended all the same.
 */
async function statOf(pid: number): Promise<{ started: string | null; ended: boolean }> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
    const [state = '', ...rest] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return { started: rest[18] ?? null, ended: state === 'Z' || state === 'X' };
  } catch {
    return { started: null, ended: false };
  }
}

function inUse(folder: string): AppError {
  return new AppError(
    'conflict',
    `Another Vouch process is using the data folder ${folder}. Stop it first, give this one another folder with VOUCH_DATA_DIR, or use PostgreSQL for several processes.`,
  );
}
