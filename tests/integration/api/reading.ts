import { expect, vi } from 'vitest';

import { defaultPlaybook, defaultPolicy, loadRules } from '../../../models/insight/index.js';
import { startWorker, type Worker } from '../../../pipeline/worker.js';
import { readRun } from '../../../storage/repositories/runs.js';
import type { Harness } from './harness.js';

/** A worker that reads what the harness accepts, by the rules of the package. */
export const startReading = (harness: Harness): Worker =>
  startWorker({
    ...{ database: harness.database, store: harness.store, queue: harness.context.queue as never },
    deps: {
      rules: loadRules(),
      policy: async () => defaultPolicy(),
      playbook: async () => defaultPlaybook(),
      autoAccept: {},
      phoneRegion: 'CN',
    },
    queues: { analysis: 1, publishing: 1 },
    log: harness.context.log,
  });

/** Until the newest run of each conversation is done. */
export async function untilRead(harness: Harness, ...ids: readonly string[]): Promise<void> {
  for (const id of ids)
    await vi.waitFor(async () => expect((await readRun(harness.database.db, id))?.state).toBe('done'), {
      timeout: 30_000,
      interval: 50,
    });
}

export const BUDGET_WORDS = '我们今年的预算是二十万，李总拍板';

/** The rep asks for the budget, the customer names it in turn 1; then what is given is said, each a minute later. */
export const budgetChat = (id: string, then: readonly { speaker: string; text: string }[]): string =>
  JSON.stringify({
    ...{ id, kind: 'chat', startedAt: '2026-03-18T09:00:00+08:00' },
    participants: [
      { id: 'rep', side: 'rep', name: '林涛' },
      { id: 'cust', side: 'customer', name: '王敏', title: '采购经理' },
    ],
    turns: [{ speaker: 'rep', text: '这块预算大概是多少？' }, { speaker: 'cust', text: BUDGET_WORDS }, ...then].map(
      (turn, nth) => ({
        ...{ sentAt: `2026-03-18T09:0${nth}:00+08:00`, externalId: `m${nth + 1}` },
        ...turn,
      }),
    ),
  });
