import { z } from '@hono/zod-openapi';
import { isMap, isNode, isPair, isSeq, LineCounter, parseDocument, type Document } from 'yaml';

import { AppError, Playbook, Policy } from '../models/domain/index.js';
import type { RuleDocumentKind } from '../storage/repositories/rule-documents.js';

/** What a person may send: a version is given, not chosen, so an older one in the text does no harm. */
const SCHEMAS = {
  playbook: Playbook.strict().superRefine(({ steps }, context) => uniqueIds(steps, 'steps', context)),
  policy: Policy.extend({ version: z.number().int().min(1).default(1) })
    .strict()
    .superRefine(({ rules }, context) => uniqueIds(rules, 'rules', context)),
} as const;

export type RuleDocumentValue<K extends RuleDocumentKind> = z.output<(typeof SCHEMAS)[K]>;

/**
 * Reads a playbook or a policy.
 * @throws AppError `invalid_input` with line, column and field of what does not fit
 */
export function parseRuleDocument<K extends RuleDocumentKind>(kind: K, yamlText: string): RuleDocumentValue<K> {
  const lines = new LineCounter();
  const document = parseDocument(yamlText, { lineCounter: lines, prettyErrors: false, uniqueKeys: true });
  const [broken] = document.errors;
  if (broken !== undefined)
    throw wrong(kind, 'this is not YAML: check indentation and quotes', lines.linePos(broken.pos[0]));
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: 20 });
  } catch (cause) {
    throw new AppError('invalid_input', `The ${kind} repeats itself through too many aliases (*name).`, { cause });
  }
  const parsed = SCHEMAS[kind].safeParse(value);
  if (parsed.success) return parsed.data as RuleDocumentValue<K>;
  const [issue] = parsed.error.issues;
  // A key too many is reported at its parent; its own line says more.
  const surplus = issue?.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [];
  const path = [...(issue?.path ?? []), ...surplus].map((key) => (typeof key === 'symbol' ? String(key) : key));
  const at = lines.linePos(offsetOf(document, path));
  throw wrong(kind, `${path.join('.') || 'the document'}: ${issue?.message ?? 'does not fit'}`, at, path.join('.'));
}

/** The text with its `version` set; comments stay. What is stored names itself rightly, whoever reads it. */
export function withVersion(yamlText: string, version: number): string {
  const document = parseDocument(yamlText);
  document.set('version', version);
  return document.toString({ lineWidth: 0 });
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
