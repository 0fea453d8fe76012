import { AppError } from '../../models/domain/index.js';
import { failedConversations, retryRun } from '../../storage/repositories/runs.js';
import { readConfig } from '../config.js';
import { runToEnd } from '../run-to-end.js';
import { allQueues, withRuntime } from '../runtime.js';
import { EXIT, say } from '../terminal.js';

/** `vouch retry ID...|failed`: continues each from the step that failed. */
export async function retry(ids: string[], options: { wait?: boolean }): Promise<void> {
  const config = readConfig();
  await withRuntime(config, async (runtime) => {
    const { database, queue } = runtime;
    const chosen = ids.includes('failed')
      ? (await failedConversations(database.db, 10_000)).map((f) => f.conversationId)
      : ids;
    if (chosen.length === 0) return say('Nothing has failed.');
    for (const id of chosen) {
      const { runId, queue: name } = await database.db.transaction((tx) => retryRun(tx, id));
      if (options.wait === false && !config.redisUrl)
        throw new AppError('invalid_input', '--no-wait needs workers: set VOUCH_REDIS_URL, or leave it out.');
      if (config.redisUrl) await queue.enqueue(name, [{ runId }]);
    }
    if (options.wait === false) return say(`${chosen.length} queued.`);
    const ended = await runToEnd(runtime, chosen, config.redisUrl ? {} : allQueues(config));
    if (ended.failed.length > 0) process.exitCode = EXIT.someFailed;
  });
}
