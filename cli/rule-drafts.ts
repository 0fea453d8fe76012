import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';

import type { z } from 'zod';

import { AppError, type Playbook, type Policy, readRuleSource, RULE_DRAFTS } from '../models/domain/index.js';
import { COMPANY_AREA, type Rules, rulesWith } from '../models/insight/index.js';

/** The drafts that a back-test is asked about, as commander gives them: paths. */
export interface DraftFiles {
  readonly policy?: string;
  readonly playbook?: string;
  /** One lexicon (`commitments.yaml`), or a folder of them. */
  readonly lexicon?: string;
}

/** Only what was given; the rest stays as it is in force. */
export interface Drafts {
  readonly policy?: Policy;
  readonly playbook?: Playbook;
  readonly rules?: Rules;
}

/** @throws AppError `invalid_input` naming file, line and field of what does not fit, or when there is no draft at all */
export function readDrafts({ policy, playbook, lexicon }: DraftFiles): Drafts {
  if (policy === undefined && playbook === undefined && lexicon === undefined)
    throw new AppError('invalid_input', 'What is to be tested? Give --policy, --playbook or --lexicon.');
  return {
    ...(policy !== undefined && { policy: readDraft('policy', RULE_DRAFTS.policy, policy) }),
    ...(playbook !== undefined && { playbook: readDraft('playbook', RULE_DRAFTS.playbook, playbook) }),
    ...(lexicon !== undefined && { rules: readLexicons(lexicon) }),
  };
}

function readDraft<S extends z.ZodType>(kind: string, schema: S, file: string): z.output<S> {
  const text = textOf(file);
  return namingFile(file, () => readRuleSource(kind, schema, text));
}

function readLexicons(path: string): Rules {
  const files = statOf(path).isDirectory()
    ? readdirSync(path)
        .filter((name) => name.endsWith('.yaml'))
        .map((name) => join(path, name))
    : [path];
  if (files.length === 0) throw new AppError('invalid_input', `There is no *.yaml in ${path}.`);
  const drafts = Object.fromEntries(files.map((file) => named(basename(file, '.yaml'), textOf(file))));
  return namingFile(path, () => rulesWith(drafts));
}

/** The company's own lexicon names itself, and so its file may have any name. */
const named = (name: string, text: string): [string, string] => [/^id\s*:/m.test(text) ? COMPANY_AREA : name, text];

function statOf(path: string) {
  try {
    return statSync(path);
  } catch (cause) {
    throw unreadable(path, cause);
  }
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw unreadable(file, cause);
  }
}

const unreadable = (path: string, cause: unknown): AppError =>
  new AppError('invalid_input', `${path} cannot be read: ${(cause as NodeJS.ErrnoException).code ?? 'error'}.`, {
    cause,
  });

function namingFile<T>(file: string, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    if (!(cause instanceof AppError) || cause.message.includes(file)) throw cause;
    throw new AppError(cause.code, `${file}: ${cause.message}`, { cause, details: cause.details });
  }
}
