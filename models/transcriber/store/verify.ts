import { rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

import { AppError } from '../../domain/index.js';
import { sha256Of } from './checksums.js';
import { ModelName } from './manifest.js';
import { readStamp, type Stamp, writeStamp } from './stamp.js';

/**
 * Reads every file of a model and compares it with what was installed. A model with a wrong file is not loaded from
 * then on; one whose files were only touched or copied is loaded again.
 * @returns the files that are not what they were, empty where all is well
 * @throws AppError `not_found`
 */
export async function verifyModel(store: string, name: string): Promise<string[]> {
  const folder = folderOf(store, name);
  const stamp = await readStamp(folder);
  if (!stamp) throw new AppError('not_found', `There is no model ${name} installed; "vouch models list" shows them.`);
  const wrong: string[] = [];
  const files: Stamp['files'] = [];
  for (const file of stamp.files) {
    const path = join(folder, file.path);
    const found = await stat(path).catch(() => null);
    if (!found || (await sha256Of(path)) !== file.sha256) wrong.push(file.path);
    files.push(found ? { ...file, modifiedMs: found.mtimeMs } : file);
  }
  await writeStamp(folder, wrong.length === 0 ? { ...stamp, files, sound: true } : { ...stamp, sound: false });
  return wrong;
}

/** Removes a model, and what an unfinished download left. @throws AppError `not_found` */
export async function removeModel(store: string, name: string): Promise<void> {
  const folder = folderOf(store, name);
  const unfinished = join(store, `.${name}.unfinished`);
  const there = await Promise.all([folder, unfinished].map((path) => stat(path).catch(() => null)));
  if (there.every((found) => found === null))
    throw new AppError('not_found', `There is no model ${name} installed; "vouch models list" shows them.`);
  // The stamp goes first with the folder's name: a half-removed model must not be found.
  await rm(join(folder, 'vouch-model.json'), { force: true });
  for (const path of [folder, unfinished]) await rm(path, { recursive: true, force: true });
}

function folderOf(store: string, name: string): string {
  if (!ModelName.safeParse(name).success)
    throw new AppError('not_found', 'That is no name of a model; "vouch models list" shows them.');
  return join(store, name);
}
