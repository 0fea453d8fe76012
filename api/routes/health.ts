import { z } from '@hono/zod-openapi';

import { AppError, QueueName, RunState, StepName } from '../../models/domain/index.js';
import { failedConversations, statusCounts } from '../../storage/repositories/runs.js';
import type { ApiContext } from '../context.js';
import { jsonAnswer, route } from '../route.js';

const ServiceState = z.object({
  ok: z.boolean(),
  kind: z.string(),
  ms: z.number().int().openapi({ description: 'How long it took to answer, in milliseconds.' }),
  code: z.string().optional().openapi({ description: 'Error code when it did not answer.' }),
});
const Readiness = z
  .object({ ready: z.boolean(), database: ServiceState, store: ServiceState, queue: ServiceState })
  .openapi('Readiness');

const READY_TIMEOUT_MS = 3_000;

const healthz = route(
  {
    method: 'get',
    path: '/healthz',
    tags: ['Health'],
    summary: 'Is the process alive?',
    roles: 'public',
    responses: { 200: jsonAnswer('It is.', z.object({ ok: z.literal(true), version: z.string() })) },
  },
  (c) => c.json({ ok: true as const, version: c.get('api').version }, 200),
);

const readyz = route(
  {
    method: 'get',
    path: '/readyz',
    tags: ['Health'],
    summary: 'Can it work? Asks the database, the object store and the queue',
    roles: 'public',
    responses: {
      200: jsonAnswer('All three answer.', Readiness),
      503: jsonAnswer('At least one does not.', Readiness),
    },
  },
  async (c) => {
    const { database, store, queue } = c.get('api');
    const [databaseState, storeState, queueState] = await Promise.all([
      probe(database.kind, () => database.ping()),
      probe(store.kind, () => store.ping()),
      probe(queue.kind, () => queue.ping()),
    ]);
    const ready = databaseState.ok && storeState.ok && queueState.ok;
    return c.json({ ready, database: databaseState, store: storeState, queue: queueState }, ready ? 200 : 503);
  },
);

const FAILED_SHOWN = 100;

const status = route(
  {
    method: 'get',
    path: '/v1/status',
    tags: ['Health'],
    summary: 'What waits, what runs, what failed',
    roles: ['qa', 'trainer', 'manager', 'admin'],
    responses: {
      200: jsonAnswer(
        'Runs by state, queues, and the newest failures.',
        z
          .object({
            version: z.string(),
            queues: z.record(
              QueueName,
              z.object({
                waiting: z.number().int().openapi({ description: 'Jobs in the queue.' }),
                queued: z.number().int().openapi({ description: 'Steps that may run, as the database says.' }),
                running: z.number().int(),
              }),
            ),
            runs: z.record(RunState, z.number().int()),
            failed: z.array(
              z.object({
                conversationId: z.string(),
                step: StepName,
                errorCode: z.string().nullable(),
                reason: z.string().nullable().openapi({ description: 'What went wrong and what to do.' }),
                failedAt: z.string().nullable(),
              }),
            ),
          })
          .openapi('Status'),
      ),
    },
  },
  async (c) => {
    const { database, queue, version } = c.get('api');
    const [waiting, counts, failed] = await Promise.all([
      queue.depth(),
      statusCounts(database.db),
      failedConversations(database.db, FAILED_SHOWN, c.get('caller').sight),
    ]);
    const of = (name: QueueName) => ({ waiting: waiting[name], ...counts.queues[name] });
    return c.json(
      {
        version,
        queues: { analysis: of('analysis'), transcription: of('transcription'), publishing: of('publishing') },
        runs: counts.runs,
        failed: failed.map((one) => ({
          conversationId: one.conversationId,
          step: one.step,
          errorCode: one.errorCode,
          reason: one.errorMessage,
          failedAt: one.failedAt?.toISOString() ?? null,
        })),
      },
      200,
    );
  },
);

export const healthRoutes = [healthz, readyz, status] as const;

/** A service that hangs is as bad as one that refuses: both answer within three seconds here. */
async function probe(kind: string, ping: ApiContext['queue']['ping']): Promise<z.infer<typeof ServiceState>> {
  const started = performance.now();
  const elapsed = () => Math.round(performance.now() - started);
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new AppError('timeout', `${kind} did not answer.`)), READY_TIMEOUT_MS);
  });
  try {
    await Promise.race([ping(), deadline]);
    return { ok: true, kind, ms: elapsed() };
  } catch (error) {
    return { ok: false, kind, ms: elapsed(), code: AppError.from(error).code };
  } finally {
    clearTimeout(timer);
  }
}
