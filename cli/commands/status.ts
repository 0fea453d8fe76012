import { count } from 'drizzle-orm';
import pc from 'picocolors';

import { describeFfmpeg } from '../../ingest/audio/ffmpeg.js';
import { conversations, customers, promises, proposals, recordings } from '../../storage/schema.js';
import { failedConversations, statusCounts } from '../../storage/repositories/runs.js';
import { readConfig } from '../config.js';
import { withRuntime } from '../runtime.js';
import { explain, explainFailure, print } from '../terminal.js';

/** `vouch status`: what is stored, what runs, what failed and why. Ends with 1 where a service does not answer. */
export async function status(options: { json?: boolean }, version: string): Promise<void> {
  const config = readConfig();
  await withRuntime(config, async ({ database, store, queue, ffmpeg }) => {
    const { db } = database;
    const health = async (ping: () => Promise<unknown>): Promise<string> =>
      ping().then(
        () => 'ok',
        (error: unknown) => {
          // All that can be told is told first.
          process.exitCode = 1;
          return explain(error);
        },
      );
    const stored: Record<string, number> = {};
    for (const [name, table] of Object.entries({ recordings, conversations, customers, proposals, promises }))
      stored[name] = (await db.select({ n: count() }).from(table))[0]?.n ?? 0;
    const { runs, queues } = await statusCounts(db);
    const failed = await failedConversations(db, 50);
    const services = {
      database: `${database.kind}: ${await health(() => database.ping())}`,
      objects: `${store.kind}: ${await health(() => store.ping())}`,
      queue: `${queue.kind}: ${await health(() => queue.ping())}`,
      ffmpeg: await ffmpeg().then(describeFfmpeg, explain),
    };
    if (options.json)
      return print(JSON.stringify({ version, dataDir: config.dataDir, services, stored, runs, queues, failed }));
    print(`Vouch ${version}${database.kind === 'pglite' ? `, data in ${config.dataDir}` : ''}`);
    for (const [name, state] of Object.entries(services)) print(`  ${name.padEnd(10)} ${state}`);
    print(
      `Stored: ${Object.entries(stored)
        .map(([name, n]) => `${name} ${n}`)
        .join(', ')}`,
    );
    print(
      `Runs:   ${Object.entries(runs)
        .map(([name, n]) => `${name} ${n}`)
        .join(', ')}`,
    );
    for (const [name, { queued, running }] of Object.entries(queues))
      if (queued + running > 0) print(`  ${name}: ${queued} waiting, ${running} running`);
    for (const f of failed) print(pc.red(`  ${explainFailure(f.conversationId, f.step, f.errorMessage)}`));
  });
}
