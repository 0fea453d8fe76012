import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { parse, YAMLParseError } from 'yaml';
import { z } from 'zod';

import { AppError, Playbook, Policy } from '../domain/index.js';
import { modelsFolder } from '../rules/folder.js';

/** @throws AppError invalid_input saying what in the YAML does not fit. */
export function loadPlaybook(yamlText: string): Playbook {
  return read('playbook', Playbook, yamlText);
}

/** @throws AppError invalid_input saying what in the YAML does not fit. */
export function loadPolicy(yamlText: string): Policy {
  return read('policy', Policy, yamlText);
}

export function defaultPlaybook(): Playbook {
  return loadPlaybook(readFileSync(join(modelsFolder, 'playbooks', 'discovery-v1.yaml'), 'utf8'));
}

export function defaultPolicy(): Policy {
  return loadPolicy(readFileSync(join(modelsFolder, 'policies', 'default.yaml'), 'utf8'));
}

function read<T>(what: string, schema: z.ZodType<T>, yamlText: string): T {
  let value: unknown;
  try {
    value = parse(yamlText);
  } catch (error) {
    const [at] = (error instanceof YAMLParseError && error.linePos) || [];
    throw new AppError(
      'invalid_input',
      `The ${what} is not YAML${at ? ` at line ${at.line}, column ${at.col}` : ''}: check its indentation and quotes.`,
      { cause: error },
    );
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new AppError('invalid_input', `The ${what} does not fit: ${z.prettifyError(parsed.error)}`);
}
