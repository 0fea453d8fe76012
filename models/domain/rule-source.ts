import { isMap, isNode, isPair, isSeq, LineCounter, parseDocument, type Document } from 'yaml';
import { z } from 'zod';

import { AppError } from './errors.js';
import { fieldError } from './field-errors.js';
import { checkRules } from './policy-checks.js';
import { Absolutes, CompanyLexicon, Playbook, PlaybookStep, Policy } from './rules.js';

const PolicyRule = Policy.shape.rules.element;

/**
 * What a person may hand in: every key must be known, every id be there once. A stored version is given,
 * not chosen, so an older one in the text does no harm.
 */
export const RULE_DRAFTS = {
  playbook: Playbook.extend({ steps: z.array(PlaybookStep.strict()).min(1) })
    .strict()
    .superRefine(({ steps }, context) => {
      uniqueIds(steps, 'steps', context);
      knownSteps(steps, context);
    }),
  policy: Policy.extend({
    version: z.number().int().min(1).default(1),
    // A misspelt condition would forbid everything.
    rules: z.array(PolicyRule.extend({ when: PolicyRule.shape.when.strict() }).strict()),
  })
    .strict()
    .superRefine(({ rules }, context) => {
      uniqueIds(rules, 'rules', context);
      checkRules(rules, context);
    }),
  lexicon: CompanyLexicon.extend({
    version: z.number().int().min(1).default(1),
    competitors: z.array(CompanyLexicon.shape.competitors.unwrap().element.strict()).default([]),
    absolutes: Absolutes.strict().prefault({}),
  })
    .strict()
    .superRefine(namedOnce),
} as const;

/**
 * Reads YAML that a person wrote; `what` names it in messages ("policy").
 * @throws AppError `invalid_input` with line, column and field of what does not fit
 */
export function readRuleSource<S extends z.ZodType>(what: string, schema: S, yamlText: string): z.output<S> {
  const lines = new LineCounter();
  const document = parseDocument(yamlText, { lineCounter: lines, prettyErrors: false, uniqueKeys: true });
  const [broken] = document.errors;
  if (broken !== undefined)
    throw wrong(what, 'this is not YAML: check indentation and quotes', lines.linePos(broken.pos[0]));
  if (document.contents === null) throw wrong(what, 'it is empty', { line: 1, col: 1 });
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: 20 });
  } catch (cause) {
    throw new AppError('invalid_input', `The ${what} repeats itself through too many aliases (*name).`, { cause });
  }
  const parsed = schema.safeParse(value, { error: fieldError });
  if (parsed.success) return parsed.data;
  const [first, ...others] = parsed.error.issues.map((issue) => ({ path: pathOf(issue), message: issue.message }));
  const path = first?.path ?? [];
  const field = path.join('.');
  const also = alsoOf(
    others.map((other) => ({ name: other.path.join('.'), line: lines.linePos(offsetOf(document, other.path)).line })),
  );
  throw wrong(
    what,
    `${field || 'the document'}: ${first?.message ?? 'does not fit'}${also}`,
    lines.linePos(offsetOf(document, path)),
    field,
  );
}

/** An idea of the lexicons that Vouch comes with, and its terms as they are written there. */
export interface KnownTerms {
  readonly id: string;
  readonly terms: readonly string[];
}

/** The company's lexicon, which switches off only what there is: a misspelt word would stay on, and nobody would see it. */
export const lexiconDraft = (shipped: readonly KnownTerms[]): typeof RULE_DRAFTS.lexicon =>
  RULE_DRAFTS.lexicon.superRefine(({ off }, context) => {
    const known = new Map(shipped.map(({ id, terms }) => [id, terms]));
    for (const [idea, words] of Object.entries(off)) {
      const terms = known.get(idea);
      const add = (path: (string | number)[], message: string): void =>
        context.addIssue({ code: 'custom', path: ['off', ...path], message });
      if (terms === undefined) add([idea], `there is no idea ${idea.slice(0, 60)} in Vouch’s lexicons`);
      else
        for (const [at, word] of words.entries())
          if (!terms.includes(word)) add([idea, at], `${idea} has no such word: write it as it stands there`);
    }
  });

/** So many further places are named; whoever mends those sees the next. */
const ALSO = 5;

/** Where else something does not fit, each place once. */
function alsoOf(others: readonly { name: string; line: number }[]): string {
  const names = new Map(others.filter(({ name }) => name !== '').map(({ name, line }) => [name, line]));
  if (names.size === 0) return '';
  const shown = [...names].slice(0, ALSO).map(([name, line]) => `${name} (line ${line})`);
  const more = names.size - shown.length;
  return `; also ${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

/** A key too many is reported at its parent; its own line says more. */
function pathOf(issue: z.core.$ZodIssue): (string | number)[] {
  const surplus = issue.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [];
  return [...issue.path, ...surplus].map((key) => (typeof key === 'symbol' ? String(key) : key));
}

function wrong(kind: string, what: string, at: { line: number; col: number }, field?: string): AppError {
  return new AppError('invalid_input', `The ${kind} does not fit at line ${at.line}: ${what}.`, {
    details: { line: at.line, column: at.col, ...(field === undefined ? {} : { field }) },
  });
}

/** Where the deepest part of `path` that exists stands in the text. */
function offsetOf(document: Document, path: readonly (string | number)[]): number {
  let node: unknown = document.contents;
  let offset = startOf(node);
  for (const key of path) {
    if (isMap(node)) {
      const pair = node.items.find((item) => isPair(item) && String(item.key) === String(key));
      if (pair === undefined) break;
      offset = startOf(pair.key) ?? offset;
      node = pair.value;
    } else if (isSeq(node) && typeof key === 'number') {
      node = node.items[key];
      offset = startOf(node) ?? offset;
    } else break;
  }
  return offset ?? 0;
}

const startOf = (node: unknown): number | undefined => (isNode(node) ? node.range?.[0] : undefined);

function uniqueIds(items: readonly { id: string }[], name: string, context: z.RefinementCtx): void {
  const seen = new Set<string>();
  items.forEach(({ id }, index) => {
    if (seen.has(id))
      context.addIssue({ code: 'custom', path: [name, index, 'id'], message: 'this id is there twice' });
    seen.add(id);
  });
}

/** A rival is listed once under each name, and is no product of ours. */
function namedOnce({ competitors, products }: CompanyLexicon, context: z.RefinementCtx): void {
  const seen = new Set(products.map((name) => name.toLowerCase()));
  competitors.forEach(({ name, also }, index) => {
    for (const [at, one] of [name, ...also].entries()) {
      const path = ['competitors', index, ...(at === 0 ? ['name'] : ['also', at - 1])];
      if (seen.has(one.toLowerCase())) context.addIssue({ code: 'custom', path, message: 'this name is there twice' });
      seen.add(one.toLowerCase());
    }
  });
}

/** `after` names steps of the same playbook. */
function knownSteps(steps: Playbook['steps'], context: z.RefinementCtx): void {
  steps.forEach(({ after }, index) => {
    for (const [at, id] of after.entries())
      if (!steps.some((step, other) => other !== index && step.id === id))
        context.addIssue({
          code: 'custom',
          path: ['steps', index, 'after', at],
          message: `there is no other step ${id}`,
        });
  });
}
