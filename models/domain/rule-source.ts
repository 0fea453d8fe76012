import { isMap, isNode, isPair, isSeq, LineCounter, parseDocument, type Document } from 'yaml';
import { z } from 'zod';

import { AppError } from './errors.js';
import { fieldError } from './field-errors.js';
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
    .superRefine(({ rules }, context) => uniqueIds(rules, 'rules', context)),
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
  const also = [...new Set(others.map((other) => other.path.join('.')))].filter((name) => name !== '');
  throw wrong(
    what,
    `${field || 'the document'}: ${first?.message ?? 'does not fit'}${also.length > 0 ? `; also ${also.join(', ')}` : ''}`,
    lines.linePos(offsetOf(document, path)),
    field,
  );
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
