import { and, desc, eq, gte, lt, sql } from 'drizzle-orm';
import { v7 as uuid } from 'uuid';

import type { DbOrTx } from '../database.js';
import { auditLog } from '../schema.js';

export type AuditRow = typeof auditLog.$inferSelect;

/** What is worth an entry. */
export const AUDIT_ACTIONS = [
  'session.signed_in',
  'session.failed',
  'session.signed_out',
  'user.created',
  'user.changed',
  'user.disabled',
  'user.link_made',
  'team.created',
  'team.changed',
  'team.deleted',
  'key.created',
  'key.revoked',
  'conversation.read',
  'conversation.deleted',
  'conversation.held',
  'conversation.released',
  'recording.read',
  'customer.read',
  'search.read',
  'retention.changed',
  'retention.swept',
  'webhook.created',
  'webhook.changed',
  'webhook.deleted',
  'rules.stored',
  'rules.activated',
] as const;
export type AuditAction = (typeof AUDIT_ACTIONS)[number];

export interface AuditEntry {
  readonly at: Date;
  readonly actor: { kind: AuditRow['actorKind']; id: string | null; name: string | null };
  readonly action: AuditAction;
  readonly object?: { kind: string; id: string } | undefined;
  readonly address: string | null;
  /** Ids, roles and counts; never what people said, nor a secret. */
  readonly details?: Readonly<Record<string, unknown>> | undefined;
}

/** Adds an entry; there is no way to change or remove one. */
export async function appendAudit(db: DbOrTx, entry: AuditEntry): Promise<void> {
  await db.insert(auditLog).values({
    id: uuid(),
    at: entry.at,
    actorKind: entry.actor.kind,
    actorId: entry.actor.id,
    actorName: entry.actor.name,
    action: entry.action,
    objectKind: entry.object?.kind ?? null,
    objectId: entry.object?.id ?? null,
    address: entry.address,
    details: { ...entry.details },
  });
}

export interface AuditFilter {
  /** Id of a person or a key. */
  readonly actor?: string | undefined;
  /** An action, or the part before its dot: `session`. */
  readonly action?: string | undefined;
  readonly objectId?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** The newest first; `before` is the id of the last one seen. */
export async function listAudit(db: DbOrTx, filter: AuditFilter, limit: number, before?: string): Promise<AuditRow[]> {
  return db
    .select()
    .from(auditLog)
    .where(
      and(
        before === undefined ? undefined : lt(auditLog.id, before),
        filter.actor === undefined ? undefined : eq(auditLog.actorId, filter.actor),
        filter.action === undefined
          ? undefined
          : sql`(${auditLog.action} = ${filter.action} or starts_with(${auditLog.action}, ${`${filter.action}.`}))`,
        filter.objectId === undefined ? undefined : eq(auditLog.objectId, filter.objectId),
        filter.from === undefined ? undefined : gte(auditLog.at, new Date(filter.from)),
        filter.to === undefined ? undefined : lt(auditLog.at, new Date(filter.to)),
      ),
    )
    .orderBy(desc(auditLog.id))
    .limit(limit);
}
