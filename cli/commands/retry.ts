import { AppError } from '../../models/domain/index.js';
import { failedConversations, retryRun } from '../../storage/repositories/runs.js';
import { readConfig } from '../config.js';
import { runToEnd } from '../run-to-end.js';
import { allQueues, withRuntime } from '../runtime.js';
import { EXIT, say, sayError } from '../terminal.js';

/** `vouch retry ID...|failed`: continues each from the step that failed; one that cannot be holds up no other. */
export async function retry(ids: string[], options: { wait?: boolean }): Promise<void> {
  const config = readConfig();
  if (options.wait === false && !config.redisUrl)
    throw new AppError('invalid_input', '--no-wait needs workers elsewhere: set VOUCH_REDIS_URL, or leave it out.');
  await withRuntime(
    config,
    async (runtime) => {
      const { database, queue } = runtime;
      const chosen = ids.includes('failed')
        ? (await failedConversations(database.db, 10_000)).map((f) => f.conversationId)
        : ids;
      if (chosen.length === 0) return say('Nothing has failed.');
      const started: string[] = [];
      for (const id of chosen) {
        try {
          const run = await database.db.transaction((tx) => retryRun(tx, id));
          if (config.redisUrl) await queue.enqueue(run.queue, [run]);
          started.push(id);
        } catch (error) {
          sayError(error);
        }
      }
      const ended =
        options.wait === false ? null : await runToEnd(runtime, started, config.redisUrl ? {} : allQueues(config));
      say(
        `${started.length} of ${chosen.length} ${ended ? `continued, ${ended.done.length} processed, ${ended.failed.length} failed` : 'queued'}.`,
      );
      if (started.length < chosen.length || (ended?.failed.length ?? 0) > 0) process.exitCode = EXIT.someFailed;
    },
    { analyses: true },
  );
}
