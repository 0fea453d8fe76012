import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import { lock } from 'proper-lockfile';

import { AppError } from '../../domain/index.js';
import { type Checksums } from './checksums.js';
import { type KnownModel, type ModelKind } from './manifest.js';
import { describe, type InstalledModel, type Stamp, writeStamp } from './stamp.js';

/** A model to be put into the store. */
export interface Wanted {
  readonly name: string;
  readonly kind: ModelKind;
  readonly revision: string | null;
  readonly files: readonly { readonly path: string; readonly sha256: string | null }[];
}

/** Whose word is taken for a checksum that our list does not know. */
export interface Trust {
  /** The user's list, as `sha256sum` writes it. */
  readonly checksums: Checksums;
  /** Takes what comes, once, and remembers its checksum. */
  readonly firstUse: boolean;
}

type Voucher = Stamp['files'][number]['vouchedBy'];

/** What each file must be; null where anything is taken. */
export interface Expected {
  readonly path: string;
  readonly sha256: string | null;
  readonly vouchedBy: Voucher;
}

/**
 * Finds somebody who vouches for each file, before anything is fetched.
 * @throws AppError `precondition_required` naming the files for which there is nobody
 */
export function expectedFiles({ name, files }: Wanted, { checksums, firstUse }: Trust): Expected[] {
  const expected = files.map(({ path, sha256 }): Expected => {
    const given = checksums.get(path);
    if (sha256 !== null && given !== undefined && given !== sha256)
      throw new AppError('conflict', `Your list and Vouch's have different checksums for ${path} of ${name}.`);
    if (sha256 !== null) return { path, sha256, vouchedBy: 'manifest' };
    return given === undefined
      ? { path, sha256: null, vouchedBy: 'first-use' }
      : { path, sha256: given, vouchedBy: 'checksums' };
  });
  const unknown = expected.filter(({ sha256 }) => sha256 === null).map(({ path }) => path);
  if (unknown.length > 0 && !firstUse)
    throw new AppError(
      'precondition_required',
      `Vouch does not know the right checksum of ${unknown.join(', ')} of ${name}, so it cannot say whether they are genuine. Give a list (--checksums SHA256SUMS), or believe what comes this once and have it remembered (--trust-first).`,
    );
  return expected;
}

/**
 * Fetches or copies the files into a folder beside the model's and puts it into its place when all are right, so that
 * a model is there whole or not at all. What was fetched stays for the next attempt.
 * @param bring puts one file to `to`, which does not exist or holds a part of it, and gives its SHA-256
 * @throws AppError `unreadable` for a file with the wrong checksum, which is removed
 */
export async function install(
  store: string,
  wanted: Wanted,
  trust: Trust,
  bring: (file: Expected, to: string) => Promise<string>,
): Promise<InstalledModel> {
  const expected = expectedFiles(wanted, trust);
  const unfinished = join(store, `.${wanted.name}.unfinished`);
  await mkdir(unfinished, { recursive: true });
  const release = await lock(unfinished).catch((error: unknown) => {
    throw new AppError('conflict', `Another process is installing ${wanted.name} just now.`, { cause: error });
  });
  try {
    const files: Stamp['files'] = [];
    for (const file of expected) {
      const to = join(unfinished, file.path);
      await mkdir(dirname(to), { recursive: true });
      const sha256 = await bring(file, to);
      if (file.sha256 !== null && sha256 !== file.sha256) {
        await rm(to, { force: true });
        throw new AppError(
          'unreadable',
          `${file.path} of ${wanted.name} has the wrong checksum: it was damaged on the way or is not the genuine file. It was removed.`,
        );
      }
      const { size, mtimeMs } = await stat(to);
      files.push({ path: file.path, bytes: size, modifiedMs: mtimeMs, sha256, vouchedBy: file.vouchedBy });
    }
    const stamp: Stamp = { kind: wanted.kind, revision: wanted.revision, files, sound: true };
    await writeStamp(unfinished, stamp);
    const place = join(store, wanted.name);
    await rm(place, { recursive: true, force: true });
    await rename(unfinished, place);
    return describe(store, wanted.name, stamp);
  } finally {
    // The lock lies beside the folder that was moved.
    await release().catch(() => rm(`${unfinished}.lock`, { recursive: true, force: true }));
  }
}

export const wantedOf = ({ name, kind, revision, files }: KnownModel): Wanted => ({ name, kind, revision, files });
