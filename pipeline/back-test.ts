/** A back-test over the stored conversations, in small pieces, so that whatever else this process does goes on. */
import { setImmediate } from 'node:timers/promises';

import { staffRoles } from '../models/attribution/index.js';
import { type BackTestReport, type Playbook, servesStage } from '../models/domain/index.js';
import { BackTest, type RuleSet } from '../models/insight/index.js';
import type { Db } from '../storage/database.js';
import { pastConversations } from '../storage/repositories/past-conversations.js';
import type { Sight } from '../storage/repositories/sight.js';

export interface StoredBackTest {
  readonly inForce: RuleSet;
  readonly draft: RuleSet;
  /** Those of the staff who may promise what the policy allows a manager. */
  readonly managers: readonly string[];
  /** Whose conversations; undefined: all. */
  readonly sight?: Sight | undefined;
  /** Called after each conversation. */
  readonly onProgress?: (done: number) => void | Promise<void>;
  readonly signal?: AbortSignal;
}

/** Other work of the process waits no longer than for one conversation beyond this. */
const AT_A_TIME_MS = 10;

/** @throws the signal's reason when it is aborted */
export async function backTestStored(
  db: Db,
  { inForce, draft, managers, sight, onProgress, signal }: StoredBackTest,
): Promise<BackTestReport> {
  const backTest = new BackTest(inForce, draft);
  let done = 0;
  let since = performance.now();
  for await (const { reviewed, stage, ...past } of pastConversations(db, sight)) {
    signal?.throwIfAborted();
    backTest.add({
      ...past,
      roleOf: staffRoles(past.transcript, managers),
      isScored: isFor(draft.playbook, stage),
      reviewed: reviewed.map(({ verdict, commitment: { category, evidence } }) => ({
        ...{ verdict, category },
        evidence: evidence[0],
      })),
    });
    done += 1;
    await onProgress?.(done);
    if (performance.now() - since < AT_A_TIME_MS) continue;
    await setImmediate();
    since = performance.now();
  }
  return backTest.report();
}

/** A playbook with stages is tried on deals in them; one without, on everything. */
const isFor = (playbook: Playbook, stage: string | null): boolean =>
  playbook.stages.length === 0 || servesStage(playbook, stage);
