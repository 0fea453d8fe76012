import { copyFile, readFile, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';

import { AppError } from '../../domain/index.js';
import { parseChecksums, sha256Of } from './checksums.js';
import { install, type Trust, type Wanted, wantedOf } from './install.js';
import { FILES_OF, KNOWN_MODELS, type ModelKind, ModelName } from './manifest.js';
import { type InstalledModel } from './stamp.js';

export interface ImportOptions {
  readonly store: string;
  /** Default: the folder's name. */
  readonly name?: string;
  /** For models that the list does not know; default: told from the files. */
  readonly kind?: ModelKind;
  readonly trust: Trust;
}

/**
 * Copies a model from a folder into the store, for machines without a connection: one that the list knows, or a
 * Whisper, SenseVoice or Paraformer of one's own. A SHA256SUMS in the folder is taken as the user's list.
 * @throws AppError `not_found` for a missing file, `precondition_required`, `unreadable` for a wrong checksum
 */
export async function importModel(folder: string, options: ImportOptions): Promise<InstalledModel> {
  const name = ModelName.safeParse(options.name ?? basename(resolve(folder)).toLowerCase());
  if (!name.success)
    throw new AppError('invalid_input', 'A model needs a name of letters, digits, dots and hyphens: --name my-whisper');
  const known = KNOWN_MODELS.find((model) => model.name === name.data);
  const wanted = known ? wantedOf(known) : await ownModel(folder, name.data, options.kind);
  for (const { path } of wanted.files)
    if (!(await isFile(join(folder, path))))
      throw new AppError('not_found', `${folder} has no ${path}, which ${wanted.name} needs.`);
  const listed = await readFile(join(folder, 'SHA256SUMS'), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  const checksums = new Map([...parseChecksums(listed), ...options.trust.checksums]);
  return install(options.store, wanted, { ...options.trust, checksums }, async ({ path }, to) => {
    await copyFile(join(folder, path), to);
    // Of the copy: a disk that lies is found out here.
    return sha256Of(to);
  });
}

async function ownModel(folder: string, name: string, kind: ModelKind | undefined): Promise<Wanted> {
  const told = kind ?? ((await isFile(join(folder, 'generation_config.json'))) ? 'whisper' : undefined);
  if (!told)
    throw new AppError(
      'invalid_input',
      `What kind of model is in ${folder}? Say --kind whisper, sense-voice or paraformer.`,
    );
  return { name, kind: told, revision: null, files: FILES_OF[told].map((path) => ({ path, sha256: null })) };
}

const isFile = async (path: string): Promise<boolean> => (await stat(path).catch(() => null))?.isFile() ?? false;
