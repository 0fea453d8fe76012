import { type Db, isUniqueViolation, type Tx } from '../storage/database.js';
import { type ObjectStore, recordingKey } from '../storage/object-store.js';
import { deleteRecording, insertRecording, type NewRecording } from '../storage/repositories/recordings.js';
import type { StartedRun } from '../storage/repositories/runs.js';
import type { Accepted, AcceptDeps, AcceptedConversation } from './acceptance.js';
import type { Received } from './receive.js';

export type SettleDeps = Pick<AcceptDeps, 'db' | 'store' | 'enqueue' | 'onEnqueueFailed'>;

/** Bytes with what is known of them. */
export interface Arrival {
  readonly received: Received;
  readonly row: NewRecording;
}

/** What became of the arrivals, decided inside the transaction. */
export interface Placement {
  readonly conversations: AcceptedConversation[];
  /** The arrivals that are part of a Conversation now. */
  readonly used: ReadonlySet<Arrival>;
  readonly runs: readonly StartedRun[];
}

/**
 * Writes rows and bytes as one: the rows in one transaction, and the bytes moved to their place as its
 * last act. Inserting the row of a SHA-256 makes others with the same bytes wait, so `place` sees
 * whatever they did.
 * @param fresh tells `place` which arrivals nobody sent before
 */
export async function settle(
  deps: SettleDeps,
  arrivals: readonly [Arrival, ...Arrival[]],
  place: (tx: Tx, fresh: ReadonlySet<Arrival>) => Promise<Placement>,
): Promise<Accepted> {
  const placed = await attempt(deps, arrivals, place, 3);
  await deliver(deps, placed.runs);
  const { sha256, bytes, format } = arrivals[0].row;
  return { recording: { sha256, bytes, format }, conversations: placed.conversations };
}

async function attempt(
  deps: SettleDeps,
  arrivals: readonly Arrival[],
  place: (tx: Tx, fresh: ReadonlySet<Arrival>) => Promise<Placement>,
  tries: number,
): Promise<Placement> {
  const moved: Arrival[] = [];
  try {
    return await deps.db.db.transaction(async (tx) => {
      const fresh = new Set<Arrival>();
      for (const arrival of arrivals) if (await insertRecording(tx, arrival.row)) fresh.add(arrival);
      const placement = await place(tx, fresh);
      for (const arrival of fresh) {
        if (placement.used.has(arrival)) {
          moved.push(arrival);
          await arrival.received.keep();
        } else await deleteRecording(tx, arrival.row.sha256);
      }
      return placement;
    });
  } catch (error) {
    // Somebody made a Conversation of the same external id meanwhile: the second look finds it.
    if (tries > 1 && isUniqueViolation(error)) return attempt(deps, arrivals, place, tries - 1);
    // The database may be what failed; then the bytes stay under their hash, where the next try finds them.
    await Promise.allSettled(moved.map((arrival) => removeOrphan(deps.db.db, deps.store, arrival.row)));
    throw error;
  }
}

class RolledBack extends Error {}

/** Removes the bytes of a Recording without a row. The insert, which is rolled back, keeps others with the same bytes waiting meanwhile. */
async function removeOrphan(db: Db, store: ObjectStore, row: NewRecording): Promise<void> {
  await db
    .transaction(async (tx) => {
      if (await insertRecording(tx, row)) await store.remove(recordingKey(row.sha256));
      throw new RolledBack();
    })
    .catch((error: unknown) => {
      if (!(error instanceof RolledBack)) throw error;
    });
}

async function deliver(deps: SettleDeps, runs: readonly StartedRun[]): Promise<void> {
  for (const queue of new Set(runs.map((run) => run.queue))) {
    try {
      await deps.enqueue(
        queue,
        runs.filter((run) => run.queue === queue).map(({ runId, ticket }) => ({ runId, ticket })),
      );
    } catch (error) {
      deps.onEnqueueFailed?.(error);
    }
  }
}
