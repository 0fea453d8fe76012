import { z } from '@hono/zod-openapi';

import { type AppError, Bilingual, CompanyLexicon, Playbook, Policy } from '../../models/domain/index.js';
import type { RuleDocumentKind, RuleDocumentRow } from '../../storage/repositories/rule-documents.js';
import { readStoredDocument } from '../rule-document.js';

const listed = {
  id: z.string(),
  version: z.number().int(),
  active: z.boolean().openapi({ description: 'Conversations are read with this one.' }),
  origin: z.enum(['package', 'stored']),
  name: Bilingual,
  createdBy: z.string().nullable(),
  createdAt: z.string().nullable(),
};
export const RuleDocumentListed = z.object(listed).openapi('RuleDocumentListed');

const whole = { ...listed, source: z.string().openapi({ description: 'YAML.' }) };
export const RuleDocumentPresented = z
  .object({ ...whole, document: z.union([Playbook, Policy, CompanyLexicon]) })
  .openapi('RuleDocument');

export const RuleDocumentChecked = z
  .object({
    valid: z.boolean(),
    problem: z
      .object({
        message: z.string().openapi({ description: 'What does not fit, and where.' }),
        field: z.string().nullable().openapi({ description: 'Its path: `steps.2.weight`.' }),
        line: z.number().int().nullable(),
        column: z.number().int().nullable(),
      })
      .nullable(),
  })
  .openapi('RuleDocumentChecked');

/** What is wrong with a document that does not fit. */
export function presentRuleProblem({ message, details }: AppError) {
  const { field, line, column } = details;
  return {
    message,
    field: typeof field === 'string' ? field : null,
    line: typeof line === 'number' ? line : null,
    column: typeof column === 'number' ? column : null,
  };
}

/** A document of either origin. */
export interface FoundDocument {
  readonly id: string;
  readonly version: number;
  readonly active: boolean;
  readonly source: string;
  /** Null: it came with the package. */
  readonly created: { readonly by: string; readonly at: Date } | null;
}

export const fromRow = (row: RuleDocumentRow): FoundDocument => ({
  id: row.id,
  version: row.version,
  active: row.active,
  source: row.source,
  created: { by: row.createdBy, at: row.createdAt },
});

export function presentListedDocument(
  kind: RuleDocumentKind,
  found: FoundDocument,
): z.infer<typeof RuleDocumentListed> {
  return {
    id: found.id,
    version: found.version,
    active: found.active,
    origin: found.created === null ? 'package' : 'stored',
    name: readStoredDocument(kind, found.source).name,
    createdBy: found.created?.by ?? null,
    createdAt: found.created?.at.toISOString() ?? null,
  };
}

export function presentDocument(kind: RuleDocumentKind, found: FoundDocument): z.infer<typeof RuleDocumentPresented> {
  return {
    ...presentListedDocument(kind, found),
    source: found.source,
    document: { ...readStoredDocument(kind, found.source), id: found.id, version: found.version },
  };
}
