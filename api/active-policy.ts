import { LRUCache } from 'lru-cache';

import { AppError, type Policy } from '../models/domain/index.js';
import { activeRuleDocument, findRuleDocument, type RuleDocumentRow } from '../storage/repositories/rule-documents.js';
import type { ApiContext } from './context.js';
import { readStoredDocument } from './rule-document.js';

/** A policy activated elsewhere is applied to drafts this much later at most. */
const POLICY_CACHE_MS = 3_000;
const ACTIVE = '';

/** The policy that drafts are checked with; read from the database every few seconds, not at each check. */
export class ActivePolicy {
  readonly #policies = new LRUCache<string, Policy>({ max: 50, ttl: POLICY_CACHE_MS });

  forget(): void {
    this.#policies.clear();
  }

  /** The newest version of `id`, or the active policy. @throws AppError `not_found` */
  async find(api: ApiContext, id?: string): Promise<Policy> {
    const name = id ?? ACTIVE;
    const known = this.#policies.get(name);
    if (known !== undefined) return known;
    const { db } = api.database;
    const row = id === undefined ? await activeRuleDocument(db, 'policy') : await findRuleDocument(db, 'policy', id);
    const policy = row === undefined ? builtin(api, id) : valueOf(row);
    this.#policies.set(name, policy);
    return policy;
  }
}

function builtin(api: ApiContext, id: string | undefined): Policy {
  if (id !== undefined && id !== api.policy.value.id)
    throw new AppError('not_found', `There is no policy ${id}: GET /v1/policies lists them.`);
  return api.policy.value;
}

const valueOf = (row: RuleDocumentRow): Policy => ({
  ...readStoredDocument('policy', row.source),
  id: row.id,
  version: row.version,
});
