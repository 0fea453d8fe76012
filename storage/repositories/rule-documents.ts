import { and, desc, eq, lt, or, sql } from 'drizzle-orm';

import type { DbOrTx } from '../database.js';
import { ruleDocuments } from '../schema.js';
import { storableText } from '../storable-text.js';

export type RuleDocumentRow = typeof ruleDocuments.$inferSelect;
export type RuleDocumentKind = RuleDocumentRow['kind'];

/** By id, newest version first; `after` is [id, version] of the row before. */
export async function listRuleDocuments(
  db: DbOrTx,
  kind: RuleDocumentKind,
  limit: number,
  after?: readonly [string, number],
): Promise<RuleDocumentRow[]> {
  const d = ruleDocuments;
  return db
    .select()
    .from(d)
    .where(
      and(eq(d.kind, kind), after && or(sql`${d.id} > ${after[0]}`, and(eq(d.id, after[0]), lt(d.version, after[1])))),
    )
    .orderBy(d.id, desc(d.version))
    .limit(limit);
}

/** The given version, or the newest of the id. */
export async function findRuleDocument(
  db: DbOrTx,
  kind: RuleDocumentKind,
  id: string,
  version?: number,
): Promise<RuleDocumentRow | undefined> {
  const d = ruleDocuments;
  const [row] = await db
    .select()
    .from(d)
    .where(and(eq(d.kind, kind), eq(d.id, id), version === undefined ? undefined : eq(d.version, version)))
    .orderBy(desc(d.version))
    .limit(1);
  return row;
}

/** Those that conversations are read with: one policy at most, and a playbook for each stage that has one. */
export async function activeRuleDocuments(db: DbOrTx, kind: RuleDocumentKind): Promise<RuleDocumentRow[]> {
  return db
    .select()
    .from(ruleDocuments)
    .where(and(eq(ruleDocuments.kind, kind), eq(ruleDocuments.active, true)))
    .orderBy(ruleDocuments.id);
}

/** The first of them; undefined while the package's own is. */
export async function activeRuleDocument(db: DbOrTx, kind: RuleDocumentKind): Promise<RuleDocumentRow | undefined> {
  const [row] = await activeRuleDocuments(db, kind);
  return row;
}

export interface NewRuleDocument {
  readonly kind: RuleDocumentKind;
  readonly id: string;
  readonly version: number;
  /** YAML. */
  readonly source: string;
  readonly createdBy: string;
}

/** False when that version is there already: somebody else was quicker. */
export async function insertRuleDocument(tx: DbOrTx, document: NewRuleDocument, now: Date): Promise<boolean> {
  const inserted = await tx
    .insert(ruleDocuments)
    .values({ ...document, source: storableText(document.source), createdAt: now })
    .onConflictDoNothing()
    .returning({ version: ruleDocuments.version });
  return inserted.length > 0;
}

/**
 * Puts a document in force, in the place of those that it replaces. `null` goes back to the package's own.
 * @param replaces whether an active document is in its way
 */
export async function activateRuleDocument(
  tx: DbOrTx,
  kind: RuleDocumentKind,
  chosen: { readonly id: string; readonly version: number } | null,
  replaces: (row: RuleDocumentRow) => boolean,
): Promise<void> {
  // Two activations at once take turns: each would otherwise not see the other's.
  await tx.execute(sql`select pg_advisory_xact_lock(hashtext(${`vouch:rule-documents:${kind}`}))`);
  const setActive = (id: string, version: number, active: boolean) =>
    tx
      .update(ruleDocuments)
      .set({ active })
      .where(and(eq(ruleDocuments.kind, kind), eq(ruleDocuments.id, id), eq(ruleDocuments.version, version)));
  for (const row of await activeRuleDocuments(tx, kind)) if (replaces(row)) await setActive(row.id, row.version, false);
  if (chosen !== null) await setActive(chosen.id, chosen.version, true);
}
