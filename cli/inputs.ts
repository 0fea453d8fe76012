import { access, constants } from 'node:fs/promises';

import { collectInputs, type InputFile } from '../ingest/paths.js';
import { AppError } from '../models/domain/index.js';
import { sayError } from './terminal.js';

/**
 * The inputs of the paths given, in their order. A path that is not there is named on standard error
 * and counted; the others go on.
 * @throws AppError `invalid_input` when folders were given and there is no file in them
 */
export async function inputsOf(paths: readonly string[]): Promise<{ inputs: InputFile[]; missing: number }> {
  const there: string[] = [];
  for (const path of paths) {
    try {
      await access(path, constants.R_OK);
      there.push(path);
    } catch (cause) {
      sayError(new AppError('not_found', reasonFor(path, cause), { cause }));
    }
  }
  const inputs = await collectInputs(there);
  const missing = paths.length - there.length;
  if (inputs.length === 0 && missing === 0)
    throw new AppError('invalid_input', `There is no file in ${paths.join(', ')}.`);
  return { inputs, missing };
}

const reasonFor = (path: string, cause: unknown): string =>
  (cause as NodeJS.ErrnoException).code === 'EACCES'
    ? `${path} may not be read by this user.`
    : `There is no file or folder ${path}.`;
