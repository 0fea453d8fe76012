import type { z } from '@hono/zod-openapi';
import { parseDocument } from 'yaml';

import { readRuleSource, RULE_DRAFTS } from '../models/domain/index.js';
import type { RuleDocumentKind } from '../storage/repositories/rule-documents.js';

export type RuleDocumentValue<K extends RuleDocumentKind> = z.output<(typeof RULE_DRAFTS)[K]>;

/**
 * Reads a playbook or a policy.
 * @throws AppError `invalid_input` with line, column and field of what does not fit
 */
export function parseRuleDocument<K extends RuleDocumentKind>(kind: K, yamlText: string): RuleDocumentValue<K> {
  return readRuleSource(kind, RULE_DRAFTS[kind], yamlText) as RuleDocumentValue<K>;
}

/** The text with its `version` set; comments stay. What is stored names itself rightly, whoever reads it. */
export function withVersion(yamlText: string, version: number): string {
  const document = parseDocument(yamlText);
  document.set('version', version);
  return document.toString({ lineWidth: 0 });
}
