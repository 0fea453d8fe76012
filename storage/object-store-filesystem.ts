import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { constants, link, lstat, mkdir, open, opendir, rename, rm, stat, access } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

import { AppError } from '../models/domain/index.js';
import { checkKey, type ObjectStore, type StoredObject } from './object-store.js';

/** Where unfinished objects lie; no key can name it. */
const UNFINISHED = '.unfinished';
/** What a killed process left there is removed after this long: no upload takes a day. */
const ABANDONED_MS = 24 * 60 * 60 * 1000;

/** Objects as files under `folder` (made when needed): written beside, synced, then renamed into place. */
export function filesystemObjectStore(folder: string): ObjectStore {
  const pathOf = (key: string): string => join(folder, ...checkKey(key).split('/'));
  let swept: Promise<void> | undefined;

  return {
    kind: 'filesystem',
    localPath: pathOf,

    async put(key, body) {
      const path = pathOf(key);
      const unfinished = join(folder, UNFINISHED, randomUUID());
      try {
        await (swept ??= made(dirname(unfinished)).then(() => sweep(dirname(unfinished))));
        const bytes = await inFolder(unfinished, () => writeSynced(unfinished, body));
        await inFolder(path, () => rename(unfinished, path));
        await syncFolder(dirname(path));
        return { key, bytes };
      } catch (error) {
        await rm(unfinished, { force: true }).catch(ifAbsent);
        throw AppError.from(error);
      }
    },

    async move(from, to) {
      const [source, target] = [pathOf(from), pathOf(to)];
      try {
        await made(dirname(target));
        await placeOnce(source, target);
        await syncFolder(dirname(target));
      } catch (error) {
        if (isAbsent(error) && (await isFile(target))) return; // done before
        throw asAppError(error, from);
      }
    },

    async stat(key) {
      try {
        const found = await stat(pathOf(key));
        if (found.isFile()) return { key, bytes: found.size };
      } catch (error) {
        throw asAppError(error, key);
      }
      throw missing(key);
    },

    async read(key, range) {
      try {
        const file = await open(pathOf(key));
        const { size } = await file.stat();
        if (range !== undefined && range.start >= size) {
          await file.close();
          return Readable.from([]);
        }
        return file.createReadStream(range);
      } catch (error) {
        throw asAppError(error, key);
      }
    },

    async remove(key) {
      await rm(pathOf(key), { force: true });
    },

    async *list(prefix) {
      for await (const path of filesUnder(join(folder, prefix.slice(0, prefix.lastIndexOf('/') + 1)))) {
        const key = relative(folder, path).split(sep).join('/');
        if (!key.startsWith(prefix)) continue;
        const found = await stat(path).catch(ifAbsent); // may be removed while we list
        if (found) yield { key, bytes: found.size } satisfies StoredObject;
      }
    },

    presignPut: (key) => {
      checkKey(key);
      return Promise.resolve(null);
    },

    async ping() {
      try {
        await mkdir(folder, { recursive: true });
        await access(folder, constants.W_OK);
      } catch (error) {
        throw new AppError(
          'unavailable',
          `The folder ${folder} cannot be written to: check its owner and its rights.`,
          {
            cause: error,
          },
        );
      }
    },
  };
}

const made = (path: string): Promise<unknown> => mkdir(path, { recursive: true });

/** Does what needs the folder of `path`, which is there but for the first time. `work` must fail before it takes anything in. */
async function inFolder<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!isAbsent(error)) throw error;
    await made(dirname(path));
    return work();
  }
}

/** Writes and syncs a new file. Returns its size in bytes. */
async function writeSynced(path: string, body: Readable | Buffer): Promise<number> {
  if (Buffer.isBuffer(body)) {
    const file = await open(path, 'wx');
    try {
      await file.writeFile(body);
      await file.sync();
    } finally {
      await file.close();
    }
    return body.length;
  }
  const file = createWriteStream(path, { flags: 'wx', flush: true });
  await pipeline(body, file);
  return file.bytesWritten;
}

/** A rename is durable when its folder is synced; not every system can (Windows), and there it is not needed. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(path);
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/** Gives the file its second name, if nothing has it, and takes away the first: unlike a rename it never replaces. */
async function placeOnce(source: string, target: string): Promise<void> {
  try {
    await link(source, target);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? '';
    if (NO_LINKS.has(code)) return rename(source, target);
    if (code !== 'EEXIST') throw error;
  }
  await rm(source, { force: true });
}
/** File systems without hard links (exFAT, some network mounts). */
const NO_LINKS = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK']);

async function* filesUnder(folder: string): AsyncGenerator<string> {
  const entries = await opendir(folder).catch(ifAbsent);
  if (entries === undefined) return;
  for await (const entry of entries) {
    const path = join(folder, entry.name);
    if (entry.isDirectory() && entry.name !== UNFINISHED) yield* filesUnder(path);
    else if (entry.isFile()) yield path;
  }
}

async function sweep(folder: string): Promise<void> {
  for await (const entry of await opendir(folder)) {
    const path = join(folder, entry.name);
    const found = await lstat(path).catch(ifAbsent);
    if (found && Date.now() - found.mtimeMs > ABANDONED_MS) await rm(path, { force: true });
  }
}

const isFile = async (path: string): Promise<boolean> => (await stat(path).catch(ifAbsent))?.isFile() ?? false;

function isAbsent(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException;
  return code === 'ENOENT' || code === 'ENOTDIR';
}

function ifAbsent(error: unknown): undefined {
  if (!isAbsent(error)) throw error;
}

const missing = (key: string, cause?: unknown): AppError =>
  new AppError('not_found', `There is no stored object ${key}.`, { cause });
const asAppError = (error: unknown, key: string): AppError =>
  isAbsent(error) || (error as NodeJS.ErrnoException).code === 'EISDIR' ? missing(key, error) : AppError.from(error);
