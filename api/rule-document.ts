import type { z } from '@hono/zod-openapi';
import { parseDocument } from 'yaml';

import {
  CompanyLexicon,
  type KnownTerms,
  lexiconDraft,
  Playbook,
  Policy,
  readRuleSource,
  RULE_DRAFTS,
} from '../models/domain/index.js';
import type { RuleDocumentKind } from '../storage/repositories/rule-documents.js';

export type RuleDocumentValue<K extends RuleDocumentKind> = z.output<(typeof RULE_DRAFTS)[K]>;

/**
 * Reads a playbook, a policy or the company's lexicon.
 * @param shipped the words of Vouch's own lexicons, which a lexicon may switch off; without them that is not checked
 * @throws AppError `invalid_input` with line, column and field of what does not fit
 */
export function parseRuleDocument<K extends RuleDocumentKind>(
  kind: K,
  yamlText: string,
  shipped?: readonly KnownTerms[],
): RuleDocumentValue<K> {
  const schema = kind === 'lexicon' && shipped ? lexiconDraft(shipped) : RULE_DRAFTS[kind];
  return readRuleSource(kind, schema, yamlText) as RuleDocumentValue<K>;
}

/**
 * Reads a document that was taken once: what is checked more strictly since must not keep it from being listed.
 * @throws AppError `invalid_input`
 */
export function readStoredDocument<K extends RuleDocumentKind>(kind: K, yamlText: string): RuleDocumentValue<K> {
  return readRuleSource(kind, STORED[kind], yamlText) as RuleDocumentValue<K>;
}

const STORED = { playbook: Playbook, policy: Policy, lexicon: CompanyLexicon } as const;

/** The text with its `version` set; comments stay. What is stored names itself rightly, whoever reads it. */
export function withVersion(yamlText: string, version: number): string {
  const document = parseDocument(yamlText);
  document.set('version', version);
  return document.toString({ lineWidth: 0 });
}
