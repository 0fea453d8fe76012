/** Deletes what is older than an administrator wants it kept. */
import type { Retention } from '../models/domain/index.js';
import { foldLedger } from '../models/insight/index.js';
import type { Db } from '../storage/database.js';
import { type ObjectStore, recordingKey } from '../storage/object-store.js';
import { removeDeletedRecordings } from '../storage/recording-removals.js';
import { appendAudit, type AuditEntry } from '../storage/repositories/audit.js';
import { deleteConversation } from '../storage/repositories/conversation-edits.js';
import { leaveLedger, lockCustomersOf } from '../storage/repositories/promise-ledger.js';
import {
  expiredConversations,
  expiredSound,
  lockExpired,
  lockExpiredSound,
  markSoundRemoved,
  readRetention,
} from '../storage/repositories/retention.js';
import { claimSweep, endSweep, renewSweep } from '../storage/repositories/retention-sweeps.js';
import { errorFacts, type Log } from './log.js';

/** Ids looked up at a time; each is deleted by itself. */
const BATCH = 100;
const ACTOR: AuditEntry['actor'] = { kind: 'local', id: null, name: 'retention' };

export interface RetentionDeps {
  readonly db: Db;
  readonly store: ObjectStore;
  readonly log: Log;
  readonly now: () => Date;
  /** Stops after the conversation in hand; the rest is left to the next sweep. */
  readonly signal?: AbortSignal;
}

/** What a sweep deleted. */
export interface Swept {
  readonly conversations: number;
  /** Recordings that lost their sound and kept their conversation. */
  readonly sound: number;
  /** What could not be deleted: the log says why, and the next sweep tries again. */
  readonly failed: number;
}

/** The sweep of the day, if it is due and no other process is at it; null otherwise. */
export async function sweepWhenDue(deps: RetentionDeps): Promise<Swept | null> {
  // What a process that ended left in the object store goes at once, whoever deleted it.
  await removeDeletedRecordings(deps.db, deps.store);
  if (isOff(await readRetention(deps.db)) || !(await claimSweep(deps.db, deps.now()))) return null;
  return sweepRetention(deps);
}

const isOff = ({ conversations, sound }: Retention): boolean =>
  [...Object.values(conversations), sound].every((days) => days === null);

/**
 * Deletes every Conversation that is older than its kind is kept, with its recordings, and then the sound that is. What
 * is held stays. Each goes in a transaction of its own, with its entry in the audit log: wherever a sweep ends, the next
 * one goes on. The retention is read anew for each, so that switching it off stops a sweep.
 */
export async function sweepRetention(deps: RetentionDeps): Promise<Swept> {
  const { db, store, now, signal } = deps;
  const old = await inBatches(deps, expiredConversations, deleteExpired);
  await removeDeletedRecordings(db, store);
  const sound = await inBatches(deps, expiredSound, removeSound);
  const swept = { conversations: old.removed, sound: sound.removed, failed: old.failed + sound.failed };
  const details = { ...swept, retention: await readRetention(db) };
  await appendAudit(db, { at: now(), actor: ACTOR, action: 'retention.swept', address: null, details });
  if (signal?.aborted !== true) await endSweep(db, now());
  return swept;
}

type Find = typeof expiredConversations;

/** Goes on until nothing is found, or nothing of what is found can be removed. */
async function inBatches(
  deps: RetentionDeps,
  find: Find,
  remove: (deps: RetentionDeps, id: string) => Promise<boolean>,
): Promise<{ removed: number; failed: number }> {
  const { db, log, now, signal } = deps;
  let removed = 0;
  const failed = new Set<string>();
  for (let before = -1; before < removed;) {
    before = removed;
    for (const id of await find(db, await readRetention(db), now(), BATCH + failed.size)) {
      if (signal?.aborted === true) return { removed, failed: failed.size };
      if (failed.has(id)) continue;
      try {
        if (await remove(deps, id)) removed += 1;
      } catch (error) {
        failed.add(id);
        log.warn({ id, ...errorFacts(error) }, 'what is too old was not deleted; the next sweep tries again');
      }
    }
    await renewSweep(db, now());
  }
  return { removed, failed: failed.size };
}

/** False: somebody held it meanwhile, wrote in it, deleted it, or changed what is to be kept. */
const deleteExpired = ({ db, now }: RetentionDeps, id: string): Promise<boolean> =>
  db.transaction(async (tx) => {
    await lockCustomersOf(tx, id);
    if (!(await lockExpired(tx, id, await readRetention(tx), now()))) return false;
    await leaveLedger(tx, id, foldLedger);
    await deleteConversation(tx, id);
    const object = { kind: 'conversation', id };
    await appendAudit(tx, { at: now(), actor: ACTOR, action: 'conversation.deleted', object, address: null });
    return true;
  });

/** The bytes first: should the process end before the commit, the next sweep finds the Recording again. */
const removeSound = ({ db, store, now }: RetentionDeps, sha256: string): Promise<boolean> =>
  db.transaction(async (tx) => {
    if (!(await lockExpiredSound(tx, sha256, await readRetention(tx), now()))) return false;
    await store.remove(recordingKey(sha256));
    await markSoundRemoved(tx, sha256, now());
    return true;
  });
