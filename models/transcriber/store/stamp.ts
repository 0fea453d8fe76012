import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { z } from 'zod';

import { AppError } from '../../domain/index.js';
import { ModelKind, ModelName } from './manifest.js';

/** Written last, into the folder of a model: what was checked, and what the files looked like then. */
const Stamp = z.object({
  kind: ModelKind,
  revision: z.string().nullable(),
  files: z.array(
    z.object({
      path: z.string(),
      bytes: z.number(),
      /** Together with the size: whether somebody has touched the file since. */
      modifiedMs: z.number(),
      sha256: z.string(),
      /** Who said that this is the right checksum: our list, the user's list, or nobody (the first download is believed). */
      vouchedBy: z.enum(['manifest', 'checksums', 'first-use']),
    }),
  ),
  /** False once `verify` found a file that is not what it was. */
  sound: z.boolean(),
});
export type Stamp = z.infer<typeof Stamp>;

const STAMP = 'vouch-model.json';

/** A model of the store, ready to be opened. */
export interface InstalledModel {
  readonly name: string;
  readonly folder: string;
  readonly kind: ModelKind;
  readonly revision: string | null;
  readonly bytes: number;
  /** False where a checksum was only believed. */
  readonly verified: boolean;
}

export async function writeStamp(folder: string, stamp: Stamp): Promise<void> {
  await writeFile(join(folder, STAMP), `${JSON.stringify(stamp, null, 2)}\n`);
}

/** null where the folder holds no model. @throws AppError `unreadable` for a stamp that is none */
export async function readStamp(folder: string): Promise<Stamp | null> {
  let text: string;
  try {
    text = await readFile(join(folder, STAMP), 'utf8');
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return null;
    throw error;
  }
  try {
    return Stamp.parse(JSON.parse(text));
  } catch (error) {
    throw new AppError('unreadable', `${join(folder, STAMP)} is damaged: remove the model and install it again.`, {
      cause: error,
    });
  }
}

/** The model of this name, its files looked at by size and date only. @throws AppError `unavailable` */
export async function openModel(store: string, name: string): Promise<InstalledModel> {
  const folder = join(store, name);
  const stamp = ModelName.safeParse(name).success ? await readStamp(folder) : null;
  if (!stamp) throw new AppError('unavailable', `The speech model ${name} is not installed: vouch models pull ${name}`);
  for (const file of stamp.files) {
    const found = await stat(join(folder, file.path)).catch(() => null);
    if (!stamp.sound || found?.size !== file.bytes || found.mtimeMs !== file.modifiedMs)
      throw new AppError(
        'unavailable',
        `The speech model ${name} is not as it was installed (${file.path}), so it is not loaded: vouch models verify ${name}`,
      );
  }
  return describe(store, name, stamp);
}

export const describe = (store: string, name: string, stamp: Stamp): InstalledModel => ({
  name,
  folder: join(store, name),
  kind: stamp.kind,
  revision: stamp.revision,
  bytes: stamp.files.reduce((sum, file) => sum + file.bytes, 0),
  verified: stamp.sound && stamp.files.every((file) => file.vouchedBy !== 'first-use'),
});

/** Every model of the store, by name; those that cannot be opened too. */
export async function listModels(store: string): Promise<InstalledModel[]> {
  const entries = await readdir(store, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  const models: InstalledModel[] = [];
  for (const { name } of entries.filter((entry) => entry.isDirectory()).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const stamp = name.startsWith('.') ? null : await readStamp(join(store, name));
    if (stamp) models.push(describe(store, name, stamp));
  }
  return models;
}
