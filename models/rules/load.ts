import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import { parse } from 'yaml';
import { z } from 'zod';

import { AppError, Bilingual } from '../domain/index.js';
import { weightsFile } from '../insight/classifier/model.js';
import { Lexicon } from '../insight/lexicon.js';
import { modelsFolder } from './folder.js';

/** Raise when the code under models/insight changes what it makes of the same words. */
const MECHANISM_VERSION = 1;

const Terms = z.object({ zh: z.array(z.string().min(1)).default([]), en: z.array(z.string().min(1)).default([]) });

type Sentence = z.infer<typeof Bilingual>;

/** One file under models/rules: what a QA lead reads and edits. */
const RuleFile = z.object({
  version: z.number().int().min(1),
  /** Named lists of terms; how a term is written is told in models/insight/lexicon.ts. */
  concepts: z.record(z.string(), Terms).default({}),
  /** Sentences the program says, with `{placeholders}`. */
  says: z.record(z.string(), Bilingual).default({}),
});

/** The lexicons, compiled once, and the sentences the program says about its findings. */
export interface Rules {
  /** SHA-256 over the rule files, the mechanism's version and the classifier's, shortened: two equal hashes mean equal results. */
  readonly hash: string;
  readonly lexicon: Lexicon;
  readonly versions: ReadonlyMap<string, number>;
  readonly says: ReadonlyMap<string, Sentence>;
}

let shipped: Rules | undefined;

/**
 * The rules that Vouch comes with (read once a process), or those of another folder.
 * @throws AppError invalid_input naming the file that does not fit.
 */
export function loadRules(folder?: string): Rules {
  if (folder !== undefined) return readRules(folder);
  return (shipped ??= readRules(join(modelsFolder, 'rules')));
}

/**
 * Reads every `*.yaml` of a folder; a concept `price` in `objections.yaml` is called `objections.price`.
 */
function readRules(folder: string): Rules {
  const hash = createHash('sha256').update(`mechanism ${MECHANISM_VERSION}`);
  // Whoever trains the classifier has the rules before its weights.
  if (existsSync(weightsFile)) hash.update(readFileSync(weightsFile));
  const concepts = new Map<string, readonly string[]>();
  const versions = new Map<string, number>();
  const says = new Map<string, Sentence>();
  const names = readdirSync(folder).filter((name) => name.endsWith('.yaml'));
  for (const name of names.sort()) {
    const text = readFileSync(join(folder, name), 'utf8');
    hash.update(`\0${name}\0${text}`);
    const parsed = RuleFile.safeParse(parse(text));
    if (!parsed.success)
      throw new AppError('invalid_input', `The rule file ${name} does not fit: ${z.prettifyError(parsed.error)}`);
    const area = name.slice(0, -'.yaml'.length);
    versions.set(area, parsed.data.version);
    for (const [concept, terms] of Object.entries(parsed.data.concepts))
      concepts.set(`${area}.${concept}`, [...terms.zh, ...terms.en]);
    for (const [key, sentence] of Object.entries(parsed.data.says)) says.set(`${area}.${key}`, sentence);
  }
  return { hash: hash.digest('hex').slice(0, 12), lexicon: new Lexicon(concepts), versions, says };
}
