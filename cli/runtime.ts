/** The composition root: opens what the configuration names and hands it on. Nothing else opens connections. */
import { access, constants, mkdir } from 'node:fs/promises';
import { join } from 'node:path';

import { pino, destination, type Logger } from 'pino';

import { acceptRecording, type Accepted, type AcceptInput } from '../ingest/accept.js';
import { locateFfmpeg, type Ffmpeg } from '../ingest/audio/ffmpeg.js';
import {
  AppError,
  type CompanyLexicon,
  type Playbook,
  playbookFor,
  playbooksInForce,
  playbooksWith,
  type Policy,
  type QueueName,
} from '../models/domain/index.js';
import { loadCompanyLexicon, loadPlaybook, loadPolicy, loadRules, warmUp } from '../models/insight/index.js';
import { startHeartbeat } from '../pipeline/heartbeat.js';
import { errorFacts } from '../pipeline/log.js';
import { checkpointIn } from '../pipeline/transcription-checkpoint.js';
import { createEmbeddedQueue } from '../pipeline/queue-embedded.js';
import type { Queue } from '../pipeline/queue.js';
import { startReconciler } from '../pipeline/reconciler.js';
import type { StepDeps } from '../pipeline/step.js';
import { startSweeper } from '../pipeline/sweeper.js';
import { startWebhookDelivery } from '../pipeline/webhook-delivery.js';
import { startWorker, workerId } from '../pipeline/worker.js';
import { openDatabase, type Database } from '../storage/database.js';
import { filesystemObjectStore } from '../storage/object-store-filesystem.js';
import type { ObjectStore } from '../storage/object-store.js';
import { activeRuleDocument, activeRuleDocuments } from '../storage/repositories/rule-documents.js';
import { endLeases } from '../storage/repositories/stuck-steps.js';
import type { Config } from './config.js';
import { llmFrom } from './llm.js';
import { playbooksFrom, policyFrom } from './rule-files.js';
import type { Speech } from './speech.js';
import { say } from './terminal.js';

export interface Runtime {
  readonly config: Config;
  readonly log: Logger;
  readonly database: Database;
  readonly store: ObjectStore;
  readonly queue: Queue;
  /** The rules, read at the first call (0.3 s), and the playbook and policy in force. */
  readonly stepDeps: () => StepDeps;
  readonly ffmpeg: () => Promise<Ffmpeg>;
  readonly accept: (input: AcceptInput) => Promise<Accepted>;
  /** Starts taking jobs of the given queues, the reconciler and the delivery of webhooks. */
  work(queues: Partial<Record<QueueName, number>>): Promise<void>;
  /** Finishes or hands back what runs, then closes everything. */
  close(): Promise<void>;
}

/** How long a stop waits for what runs before it is handed back. */
const GRACE_MS = 10_000;
/** A playbook or policy that is put in force elsewhere is followed within this time. */
const RULES_CACHE_MS = 2_000;

/**
 * Opens database, object store and queue and brings the database up to date. What `analyses` will need the
 * rules, so they are read while the embedded database opens.
 * @throws AppError `invalid_input` when the data folder cannot be used, `conflict` when another process uses it, `unavailable` when a service does not answer
 */
export async function openRuntime(config: Config, options: { analyses?: boolean } = {}): Promise<Runtime> {
  const log = pino({ level: config.logLevel ?? 'info', base: undefined }, destination(2));
  await makeDataFolder(config.dataDir);
  const database = await openDatabase(
    config.database.kind === 'postgres'
      ? config.database
      : {
          kind: 'pglite',
          dataDir: config.dataDir,
          ...(options.analyses && { meanwhile: warmUp }),
          onFirstInit: () => say(`Setting up the database in ${config.dataDir} (once, some seconds) …`),
        },
  );
  const closing: (() => Promise<void>)[] = [() => database.close()];
  const close = async (): Promise<void> => {
    for (const stop of closing.splice(0).reverse()) await stop();
  };
  try {
    await database.migrate();
    if (database.kind === 'pglite') await endLeases(database.db);
    const store = await openStore(config);
    const queue = await openQueue(config, log);
    closing.push(() => queue.close(GRACE_MS));
    let found: Promise<Ffmpeg> | undefined;
    const ffmpeg = () =>
      (found ??= locateFfmpeg({
        ffmpegPath: config.ffmpegPath ?? undefined,
        ffprobePath: config.ffprobePath ?? undefined,
      }));
    let opened: StepDeps | undefined;
    let speech: Promise<Speech> | undefined;
    closing.push(async () => (await speech)?.close());
    const transcriber: StepDeps['transcriber'] = {
      // The speech libraries are loaded where there is a recording.
      async transcribe(source, options) {
        speech ??= import('./speech.js').then(({ openSpeech }) =>
          openSpeech(config, ffmpeg, join(config.dataDir, 'spool'), { checkpoint: checkpointIn(store) }),
        );
        return (await speech).transcriber.transcribe(source, options);
      },
    };
    const stepDeps = (): StepDeps => (opened ??= { ...openStepDeps(config, database), transcriber });
    return {
      config,
      log,
      database,
      store,
      queue,
      stepDeps,
      ffmpeg,
      accept: (input) =>
        acceptRecording(
          {
            db: database,
            store,
            enqueue: (name, jobs) => queue.enqueue(name, jobs),
            onEnqueueFailed: (error) => log.warn(errorFacts(error), 'not enqueued; the reconciler will do it'),
            ffmpeg,
            options: {
              importing: { timeZone: config.timeZone, staff: config.staff },
              maxUploadBytes: config.maxUploadBytes,
              spoolDir: join(config.dataDir, 'spool'),
            },
          },
          input,
        ),
      async work(queues) {
        const id = workerId();
        const worker = startWorker({ id, database, store, queue, deps: stepDeps(), queues, log });
        const heartbeat = startHeartbeat({ db: database.db, id, queues: Object.keys(queues), log });
        const reconciler = startReconciler({ database, queue, log });
        const sweeper = startSweeper({ db: database.db, store, log });
        const webhooks =
          queues.publishing && !config.offline
            ? await startWebhookDelivery({ database, log, allowPrivate: config.webhooksToPrivateAddresses })
            : undefined;
        closing.push(async () => {
          await heartbeat.close();
          await reconciler.close();
          await sweeper.close();
          await webhooks?.stop();
          await worker.close(GRACE_MS);
        });
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

// The clients of a cluster are loaded where there is one: they would be a fifth of the start and its memory.

async function openStore({ s3, dataDir }: Config): Promise<ObjectStore> {
  if (!s3) return filesystemObjectStore(join(dataDir, 'objects'));
  return (await import('../storage/object-store-s3.js')).s3ObjectStore(s3);
}

async function openQueue({ redisUrl }: Config, log: Logger): Promise<Queue> {
  if (!redisUrl) return createEmbeddedQueue({ log });
  return (await import('../pipeline/queue-bullmq.js')).createBullmqQueue({ url: redisUrl, log });
}

/** @throws AppError `invalid_input` when it cannot be made or written to */
async function makeDataFolder(dataDir: string): Promise<void> {
  try {
    await mkdir(dataDir, { recursive: true, mode: 0o700 });
    await access(dataDir, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (cause) {
    throw new AppError(
      'invalid_input',
      `The data folder ${dataDir} cannot be used (${(cause as NodeJS.ErrnoException).code ?? 'unknown reason'}): let this user write there, or name another folder in VOUCH_DATA_DIR.`,
      { cause },
    );
  }
}

/** What the steps need: the rules once, playbook and policy as they are in force. */
function openStepDeps(config: Config, { db }: Database): StepDeps {
  const own = playbooksFrom(config.playbookFile).map(({ value }) => value);
  const policy = policyFrom(config.policyFile);
  const llm = llmFrom(config);
  const activated = cached<readonly Playbook[]>(async () => {
    const stored = await activeRuleDocuments(db, 'playbook');
    return stored.map(({ source }) => loadPlaybook(source));
  });
  return {
    rules: loadRules(),
    async playbook(stage) {
      const inForce = playbooksInForce(await activated(), own);
      return playbookFor(inForce, inForce.some(({ stages }) => stages.length > 0) ? await stage() : null);
    },
    playbooks: async (draft) =>
      draft === undefined ? playbooksInForce(await activated(), own) : playbooksWith(draft, await activated(), own),
    policy: cached<Policy>(async () => {
      const stored = await activeRuleDocument(db, 'policy');
      return stored ? loadPolicy(stored.source) : policy;
    }),
    lexicon: lexiconInForce(db),
    ...(llm && { llm }),
    staff: config.staff,
    managers: config.managers,
    autoAccept: config.autoAccept,
    phoneRegion: config.phoneRegion,
  };
}

/** The company's own lexicon that was put in force; the same one stays the same object, which readings are remembered by. */
function lexiconInForce(db: Database['db']): () => Promise<CompanyLexicon | null> {
  let last: { source: string; value: CompanyLexicon } | undefined;
  return cached(async () => {
    const stored = await activeRuleDocument(db, 'lexicon');
    if (!stored) return null;
    if (last?.source !== stored.source) last = { source: stored.source, value: loadCompanyLexicon(stored.source) };
    return last.value;
  });
}

/** Asks `read` at most once in RULES_CACHE_MS. */
function cached<T>(read: () => Promise<T>): () => Promise<T> {
  let value: Promise<T> | undefined;
  let until = 0;
  return () => {
    if (!value || performance.now() > until) {
      until = performance.now() + RULES_CACHE_MS;
      value = read().catch((error: unknown) => {
        value = undefined;
        throw error;
      });
    }
    return value;
  };
}

/** Every queue, each with the configured number of conversations at a time. Sound is heavy: one. */
export const allQueues = (config: Config): Record<QueueName, number> => ({
  analysis: config.concurrency,
  transcription: 1,
  publishing: config.concurrency,
});

/** Runs `use` with an open runtime and closes it, whatever happens: for commands that end, and log only when asked to. */
export async function withRuntime<T>(
  config: Config,
  use: (runtime: Runtime) => T | Promise<T>,
  options: { analyses?: boolean } = {},
): Promise<T> {
  const runtime = await openRuntime({ ...config, logLevel: config.logLevel ?? 'silent' }, options);
  try {
    return await use(runtime);
  } finally {
    await runtime.close();
  }
}

/** Resolves at the first SIGINT or SIGTERM; a second one ends the process at once. */
export function untilStopped(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const)
      process.once(signal, () => {
        process.once(signal, () => process.exit(130));
        resolve();
      });
  });
}
