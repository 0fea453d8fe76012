import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import { z } from 'zod';

import { AppError, Bilingual, lexiconDraft, readRuleSource } from '../domain/index.js';
import { Lexicon } from '../insight/reading/lexicon.js';
import { withCompany } from './company.js';
import { classifierWeights, modelsFolder } from './folder.js';
import type { Rules } from './rules.js';
import { shippedConcepts } from './shipped-terms.js';

export type { Rules };

/** Raise when the code under models/insight changes what it makes of the same words. */
const MECHANISM_VERSION = 1;

/** Stands for the company's own lexicon among the areas. */
export const COMPANY_AREA = 'company';

const Terms = z.object({ zh: z.array(z.string().min(1)).default([]), en: z.array(z.string().min(1)).default([]) });

/** One file under models/rules: what a QA lead reads and edits. */
const RuleFile = z.object({
  version: z.number().int().min(1),
  /** Named lists of terms; how a term is written is told in models/insight/reading/lexicon.ts. */
  concepts: z.record(z.string(), Terms).default({}),
  /** Sentences the program says, with `{placeholders}`. */
  says: z.record(z.string(), Bilingual).default({}),
});

type Apart = 'promises' | 'acts' | 'course' | 'plain' | 'pledges';

/** Areas whose ideas are no features of the classifier, and the lexicon that holds them. */
const APART: Readonly<Record<string, Apart | undefined>> = {
  promises: 'promises',
  acts: 'acts',
  outcomes: 'course',
  requests: 'course',
  plain: 'plain',
  pledges: 'pledges',
};

let shipped: Rules | undefined;

/**
 * The rules that Vouch comes with (read once a process), or those of another folder.
 * @throws AppError invalid_input naming the file, line and field that do not fit.
 */
export function loadRules(folder?: string): Rules {
  if (folder !== undefined) return compile(readFiles(folder));
  return (shipped ??= compile(readFiles(shippedFolder())));
}

/**
 * The rules that Vouch comes with, some files of them replaced: what a lexicon would find that is not in force yet.
 * @param drafts YAML by area (`commitments` for `commitments.yaml`); `company` is the company's own lexicon
 * @throws AppError invalid_input when there is no such area, or a draft does not fit or lacks an idea or a sentence that its area must have
 */
export function rulesWith({ company, ...drafts }: Readonly<Record<string, string>>): Rules {
  const own =
    company === undefined ? null : readRuleSource('lexicon', lexiconDraft(shippedConcepts(loadRules())), company);
  return withCompany(Object.keys(drafts).length === 0 ? loadRules() : changed(drafts), own);
}

function changed(drafts: Readonly<Record<string, string>>): Rules {
  const files = readFiles(shippedFolder());
  for (const [area, text] of Object.entries(drafts)) {
    const own = files.get(area);
    if (own === undefined)
      throw new AppError(
        'invalid_input',
        `There is no lexicon ${area}: there are ${[COMPANY_AREA, ...files.keys()].join(', ')}.`,
      );
    const [before, after] = [parseFile(area, own), parseFile(area, text)];
    for (const part of ['concepts', 'says'] as const)
      for (const key of Object.keys(before[part]))
        if (!(key in after[part]))
          throw new AppError(
            'invalid_input',
            `The lexicon ${area} lacks ${part}.${key}: keep it, with terms or without.`,
            {
              details: { field: `${part}.${key}` },
            },
          );
    files.set(area, text);
  }
  return compile(files);
}

const shippedFolder = (): string => join(modelsFolder, 'rules');

/** Every `*.yaml` of a folder by its name without the suffix, in the order of the names. */
function readFiles(folder: string): Map<string, string> {
  const names = readdirSync(folder).filter((name) => name.endsWith('.yaml'));
  return new Map(
    names.sort().map((name) => [name.slice(0, -'.yaml'.length), readFileSync(join(folder, name), 'utf8')]),
  );
}

function parseFile(area: string, text: string): z.output<typeof RuleFile> {
  // An older build may have left what is no rule file any more: then the text itself is read.
  const built = RuleFile.safeParse(parsedByBuild()[textKey(text)]);
  return built.success ? built.data : readRuleSource(`lexicon ${area}`, RuleFile, text);
}

/** Parsed files by the key of their text. */
type ParsedRules = Record<string, unknown>;

const textKey = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Where the build leaves the shipped files parsed: reading their YAML takes most of the time that loading the rules does. */
export const parsedRulesFile = join(modelsFolder, '..', 'dist', 'rules.json');

let built: ParsedRules | undefined;
function parsedByBuild(): ParsedRules {
  // Whatever text has changed since has another key, and is parsed.
  return (built ??= existsSync(parsedRulesFile)
    ? (JSON.parse(readFileSync(parsedRulesFile, 'utf8')) as ParsedRules)
    : {});
}

/** What the build writes to `parsedRulesFile`, as JSON. @throws AppError invalid_input when a shipped file does not fit */
export function parsedRules(): string {
  const files = [...readFiles(shippedFolder())];
  return JSON.stringify(
    Object.fromEntries(
      files.map(([area, text]) => [textKey(text), readRuleSource(`lexicon ${area}`, RuleFile, text)]),
    ) satisfies ParsedRules,
  );
}

/** A concept `price` in `objections.yaml` is called `objections.price`. */
function compile(files: ReadonlyMap<string, string>): Rules {
  const hash = createHash('sha256').update(`mechanism ${MECHANISM_VERSION}`);
  // Whoever trains the classifier has the rules before its weights.
  if (existsSync(classifierWeights)) hash.update(readFileSync(classifierWeights));
  const concepts = new Map<string, readonly string[]>();
  const ideas = (): Map<string, readonly string[]> => new Map<string, readonly string[]>();
  const apart = { promises: ideas(), acts: ideas(), course: ideas(), plain: ideas(), pledges: ideas() };
  const versions = new Map<string, number>();
  const says = new Map<string, Bilingual>();
  for (const [area, text] of files) {
    hash.update(`\0${area}.yaml\0${text}`);
    const file = parseFile(area, text);
    versions.set(area, file.version);
    for (const [concept, terms] of Object.entries(file.concepts))
      (APART[area] === undefined ? concepts : apart[APART[area]]).set(`${area}.${concept}`, [...terms.zh, ...terms.en]);
    for (const [key, sentence] of Object.entries(file.says)) says.set(`${area}.${key}`, sentence);
  }
  return {
    hash: hash.digest('hex').slice(0, 12),
    lexicon: new Lexicon(concepts),
    ledger: new Lexicon(apart.promises),
    acts: new Lexicon(apart.acts),
    course: new Lexicon(apart.course),
    plain: new Lexicon(apart.plain),
    pledges: new Lexicon(apart.pledges),
    versions,
    says,
    company: null,
  };
}
