import { AppError, QueueName, StepName, STEP_QUEUES } from '../../models/domain/index.js';
import { readConfig } from '../config.js';
import { allQueues, openRuntime, untilStopped } from '../runtime.js';
import { say } from '../terminal.js';

/** `vouch worker --steps LIST`: runs steps until it is stopped; then finishes or hands back what runs. */
export async function work(options: { steps?: string; concurrency?: number }): Promise<void> {
  const config = readConfig();
  if (!config.redisUrl)
    throw new AppError(
      'invalid_input',
      'A worker needs VOUCH_DATABASE_URL and VOUCH_REDIS_URL. Without them "vouch serve" runs the workers itself.',
    );
  const names = queuesOf(options.steps ?? '');
  const runtime = await openRuntime(options.concurrency ? { ...config, concurrency: options.concurrency } : config, {
    analyses: true,
  });
  const all = allQueues(runtime.config);
  try {
    await runtime.work(Object.fromEntries(names.map((name) => [name, all[name]])));
    say(`Working on ${names.join(', ')}. Ctrl-C finishes or hands back what runs.`);
    await untilStopped();
    say('Stopping …');
  } finally {
    // BullMQ's timers go on for as long as Redis is away: once all is closed, the process does not wait for them.
    await runtime.close().finally(() => setTimeout(() => process.exit(), LINGER_MS).unref());
  }
}

const LINGER_MS = 500;

/** Queue and step names, mixed, to the queues that run them. @throws AppError `invalid_input` */
export function queuesOf(list: string): QueueName[] {
  const queues = new Set<QueueName>();
  for (const name of list
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean)) {
    const queue = QueueName.safeParse(name);
    const step = StepName.safeParse(name);
    if (queue.success) queues.add(queue.data);
    else if (step.success) queues.add(STEP_QUEUES[step.data]);
    else
      throw new AppError(
        'invalid_input',
        `--steps: "${name}" is neither a queue (${QueueName.options.join(', ')}) nor a step (${StepName.options.join(', ')}).`,
      );
  }
  if (queues.size === 0)
    throw new AppError('invalid_input', `--steps names nothing; queues are ${QueueName.options.join(', ')}.`);
  return [...queues];
}
