import { readFileSync } from 'node:fs';

import { AppError, type Playbook, type Policy } from '../models/domain/index.js';
import { defaultPlaybook, defaultPolicy, loadPlaybook, loadPolicy, shippedPlaybooks } from '../models/insight/index.js';

/** The playbook in a YAML file, else the package's. @throws AppError `invalid_input` naming the file and the place */
export const playbookFrom = (file: string | null | undefined): Playbook =>
  file ? fromFile(file, loadPlaybook) : defaultPlaybook();

/**
 * The playbooks in force while nobody activated others: the configured file's alone, else the package's.
 * @throws AppError `invalid_input` naming the file and the place
 */
export function playbooksFrom(file: string | null): ReturnType<typeof shippedPlaybooks> {
  return file === null ? shippedPlaybooks() : [fromFile(file, (source) => ({ source, value: loadPlaybook(source) }))];
}

/** The policy in a YAML file, else the package's. @throws AppError `invalid_input` naming the file and the place */
export const policyFrom = (file: string | null | undefined): Policy =>
  file ? fromFile(file, loadPolicy) : defaultPolicy();

function fromFile<T>(file: string, parse: (text: string) => T): T {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    throw new AppError(
      'invalid_input',
      `${file} cannot be read: ${(cause as NodeJS.ErrnoException).code ?? 'error'}.`,
      {
        cause,
      },
    );
  }
  try {
    return parse(text);
  } catch (cause) {
    if (cause instanceof AppError)
      throw new AppError(cause.code, `${file}: ${cause.message}`, { cause, details: cause.details });
    throw cause;
  }
}
