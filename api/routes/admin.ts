import { z } from '@hono/zod-openapi';

import { QUEUE_NAMES, QueueName, StepName } from '../../models/domain/index.js';
import { listWorkers, queueHealth, stepsInHand } from '../../storage/repositories/workers.js';
import { jsonAnswer, route } from '../route.js';

const tags = ['Administration'];
/** A worker says every 15 seconds that it lives. */
const SILENT_MS = 60_000;
const Kind = z.object({ kind: z.string() });

const health = route(
  {
    method: 'get',
    path: '/v1/admin/health',
    tags,
    summary: 'How the queues and the workers are',
    roles: ['admin'],
    responses: {
      200: jsonAnswer(
        'All queues and every worker that said in the last day that it lives.',
        z
          .object({
            version: z.string(),
            queues: z.array(
              z.object({
                name: QueueName,
                waiting: z.number().int().openapi({ description: 'Jobs in the queue.' }),
                queued: z.number().int().openapi({ description: 'Steps that may run, as the database says.' }),
                running: z.number().int(),
                failed: z.number().int().openapi({ description: 'Runs that ended in a step of this queue.' }),
                oldestQueuedAt: z.string().nullable(),
              }),
            ),
            workers: z.array(
              z.object({
                ...{ id: z.string(), queues: z.array(z.string()), startedAt: z.string(), lastSeenAt: z.string() },
                alive: z.boolean().openapi({ description: 'It said so in the last minute.' }),
                running: z.array(
                  z.object({
                    ...{ conversationId: z.string(), step: StepName, startedAt: z.string() },
                    progress: z.number().nullable().openapi({ description: '0 to 1, for steps that take long.' }),
                  }),
                ),
              }),
            ),
            ...{ database: Kind, store: Kind, queue: Kind },
          })
          .openapi('Health'),
      ),
    },
  },
  async (c) => {
    const { database, store, queue, version, now } = c.get('api');
    const [waiting, found, workers, inHand] = await Promise.all([
      queue.depth(),
      queueHealth(database.db),
      listWorkers(database.db),
      stepsInHand(database.db),
    ]);
    const queues = QUEUE_NAMES.map((name) => ({
      ...{ queued: 0, running: 0, failed: 0, oldestQueuedAt: null, ...found.find((row) => row.name === name) },
      ...{ name, waiting: waiting[name] },
    }));
    return c.json(
      {
        ...{ version, queues, database: { kind: database.kind }, store: { kind: store.kind } },
        queue: { kind: queue.kind },
        workers: workers.map((row) => ({
          ...{ id: row.id, queues: row.queues },
          startedAt: row.startedAt.toISOString(),
          lastSeenAt: row.seenAt.toISOString(),
          alive: now().getTime() - row.seenAt.getTime() < SILENT_MS,
          running: inHand.filter(({ worker }) => worker === row.id).map(({ worker: _, ...step }) => step),
        })),
      },
      200,
    );
  },
);

const models = route(
  {
    method: 'get',
    path: '/v1/admin/models',
    tags,
    summary: 'Speech models on this machine, the bundled one included',
    roles: ['admin'],
    responses: {
      200: jsonAnswer(
        'All of them.',
        z.object({
          items: z.array(
            z.object({
              id: z.string(),
              engine: z.string(),
              revision: z.string().nullable().openapi({ description: 'Of the files it came as.' }),
              bytes: z.number().int().nullable(),
              bundled: z.boolean(),
              verified: z.boolean().openapi({ description: 'Its files have the checksums that were published.' }),
            }),
          ),
        }),
      ),
    },
  },
  async (c) => c.json({ items: [...(await c.get('api').installedModels())] }, 200),
);

export const adminRoutes = [health, models] as const;
