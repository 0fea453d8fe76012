import type { Context } from 'hono';

import { appendAudit, type AuditAction, type AuditEntry } from '../storage/repositories/audit.js';
import type { DbOrTx } from '../storage/database.js';
import type { ApiEnv, Caller } from './context.js';

/** A page asks for a conversation in several requests: that is read once. */
const ONE_READING_MS = 60_000;

/** Writes to the audit log what the caller does; the action fails when it cannot be written. */
export async function audit(
  c: Context<ApiEnv>,
  action: AuditAction,
  object?: { kind: string; id: string },
  details?: Readonly<Record<string, unknown>>,
  db: DbOrTx = c.get('api').database.db,
): Promise<void> {
  await auditAs(c, actorOf(c.get('caller')), action, object, details, db);
}

/** The same for whoever is not the caller yet, such as who signs in. */
export async function auditAs(
  c: Context<ApiEnv>,
  actor: AuditEntry['actor'],
  action: AuditAction,
  object?: { kind: string; id: string },
  details?: Readonly<Record<string, unknown>>,
  db: DbOrTx = c.get('api').database.db,
): Promise<void> {
  await appendAudit(db, { at: c.get('api').now(), actor, action, object, address: c.get('clientAddress'), details });
}

/** An administrator sees everything, and never silently: what they read is in the log before it is sent. */
export async function auditReading(
  c: Context<ApiEnv>,
  action: AuditAction,
  object?: { kind: string; id: string },
  details?: Readonly<Record<string, unknown>>,
): Promise<void> {
  const caller = c.get('caller');
  if (caller.role !== 'admin') return;
  const readings = c.get('authenticator').readings;
  const name = [caller.keyId, action, object?.id ?? JSON.stringify(details)].join(' ');
  const now = c.get('api').now().getTime();
  if (object !== undefined && now - (readings.get(name) ?? -Infinity) < ONE_READING_MS) return;
  // Set before it is written: the requests of one page come together.
  if (object !== undefined) readings.set(name, now);
  try {
    await audit(c, action, object, details);
  } catch (error) {
    readings.delete(name);
    throw error;
  }
}

export const actorOf = (caller: Caller): AuditEntry['actor'] => {
  if (caller.sessionId !== null) return { kind: 'user', id: caller.keyId, name: caller.name };
  return caller.keyId === 'local'
    ? { kind: 'local', id: null, name: null }
    : { kind: 'key', id: caller.keyId, name: caller.name };
};
