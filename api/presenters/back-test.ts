import { z } from '@hono/zod-openapi';

import { BackTestReport } from '../../models/domain/index.js';
import type { BackTestRow } from '../../storage/repositories/back-tests.js';
import { LOST_AFTER_MS } from '../back-test-runs.js';

const listed = {
  id: z.string(),
  state: z.enum(['running', 'done', 'failed']),
  /** Conversations. */
  done: z.number().int(),
  total: z.number().int(),
  error: z.string().nullable().openapi({ description: 'Why it failed, and what to do.' }),
  createdBy: z.string(),
  createdAt: z.string(),
  finishedAt: z.string().nullable(),
};
export const BackTestListed = z.object(listed).openapi('BackTestListed');

export const BackTestPresented = z
  .object({
    ...listed,
    drafts: z.object({
      policy: z.string().optional(),
      playbook: z.string().optional(),
      lexicon: z.record(z.string(), z.string()).optional(),
    }),
    report: BackTestReport.nullable().openapi({ description: 'Null until it is done.' }),
  })
  .openapi('BackTest');

type Listed = Omit<BackTestRow, 'drafts' | 'report' | 'errorCode'>;

export function presentListedBackTest(row: Listed, now: Date): z.infer<typeof BackTestListed> {
  const isLost = row.state === 'running' && now.getTime() - row.seenAt.getTime() > LOST_AFTER_MS;
  return {
    id: row.id,
    state: isLost ? 'failed' : row.state,
    done: row.done,
    total: row.total,
    error: isLost ? 'The process that ran it has ended: start it again.' : row.errorMessage,
    createdBy: row.createdBy,
    createdAt: row.createdAt.toISOString(),
    finishedAt: row.finishedAt?.toISOString() ?? null,
  };
}

export const presentBackTest = (row: BackTestRow, now: Date): z.infer<typeof BackTestPresented> => ({
  ...presentListedBackTest(row, now),
  drafts: row.drafts,
  report: row.report,
});
