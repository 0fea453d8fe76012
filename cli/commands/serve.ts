import { serve as listen, type ServerType } from '@hono/node-server';

import { createApp } from '../../api/app.js';
import { sweepUploads } from '../../api/staging.js';
import { AppError } from '../../models/domain/index.js';
import { errorFacts } from '../../pipeline/log.js';
import { anyAccount } from '../../storage/repositories/keys.js';
import { makeLink } from '../../storage/repositories/one-time-links.js';
import { anyAdministrator } from '../../storage/repositories/users.js';
import { apiContext } from '../api-context.js';
import { readConfig } from '../config.js';
import { allQueues, openRuntime, untilStopped, type Runtime } from '../runtime.js';
import { say } from '../terminal.js';

const LOCAL = '127.0.0.1';

/** `vouch serve`: the API until Ctrl-C; the workers too where no Redis is configured. */
export async function serve(options: { host?: string; port?: number }, version: string): Promise<void> {
  const config = readConfig();
  const runtime = await openRuntime(config, { analyses: true });
  try {
    if (!config.redisUrl) await runtime.work(allQueues(config));
    const server = await startServer(runtime, version, {
      host: options.host ?? config.host,
      port: options.port ?? config.port,
    });
    const link = await setupLink(runtime);
    say(`Vouch listens on ${server.url} (documentation: ${server.url}/docs). Ctrl-C stops it.`);
    if (server.open)
      say('Nobody has an account or an API key yet, so it answers this machine only, and asks nobody who they are.');
    if (link !== undefined)
      say(`To make the first administrator open this once, within a day: ${config.publicUrl ?? server.url}${link}`);
    await untilStopped();
    say('Stopping …');
    await server.close();
  } finally {
    await runtime.close();
  }
}

export interface RunningServer {
  readonly url: string;
  /** Nobody has an account or a key: this machine only. */
  readonly open: boolean;
  close(): Promise<void>;
}

/**
 * Starts to listen.
 * @throws AppError `invalid_input` for another host than this machine's while there is neither account nor key, `conflict` when the port is taken
 */
export async function startServer(
  runtime: Runtime,
  version: string,
  { host, port }: { host: string | null; port: number },
): Promise<RunningServer> {
  const open = !(await anyAccount(runtime.database.db));
  if (open && host !== null && !['127.0.0.1', '::1', 'localhost'].includes(host))
    throw new AppError(
      'invalid_input',
      'Without an account or an API key Vouch listens on 127.0.0.1 only: run "vouch keys create --role admin" first, or leave the host out.',
    );
  const hostname = host ?? LOCAL;
  const context = await apiContext(runtime, version);
  const stopSweeping = sweepNowAndThen(runtime);
  const app = createApp(context);
  const server = await new Promise<ServerType>((resolve, reject) => {
    const started = listen(
      // Node would cut an upload that takes longer than five minutes; headers keep their time limit.
      { fetch: app.fetch, hostname, port, serverOptions: { requestTimeout: 0 } },
      () => resolve(started),
    );
    started.once('error', (cause: NodeJS.ErrnoException) =>
      reject(
        cause.code === 'EADDRINUSE'
          ? new AppError('conflict', `Port ${port} is taken: choose another with --port or VOUCH_PORT.`, { cause })
          : cause,
      ),
    );
  });
  const address = server.address();
  const shown = typeof address === 'object' && address ? address.port : port;
  return {
    url: `http://${hostname.includes(':') ? `[${hostname}]` : hostname}:${shown}`,
    open,
    async close() {
      const ended = new Promise<void>((resolve) => server.close(() => resolve()));
      // Event streams never end by themselves.
      if ('closeAllConnections' in server) setTimeout(() => server.closeAllConnections(), 2_000).unref();
      stopSweeping();
      await ended;
    },
  };
}

/** A new one at each start while nobody administers; the one before is worthless then. */
async function setupLink({ database }: Runtime): Promise<string | undefined> {
  if (await anyAdministrator(database.db)) return undefined;
  const { token } = await makeLink(database.db, 'setup', null, new Date());
  return `/setup?token=${token}`;
}

const SWEEP_EVERY_MS = 6 * 60 * 60_000;
const ABANDONED_AFTER_MS = 24 * 60 * 60_000;

/** Removes what was uploaded through a presigned URL and never taken in. */
function sweepNowAndThen({ store, log }: Runtime): () => void {
  const sweep = (): void =>
    void sweepUploads(store, new Date(Date.now() - ABANDONED_AFTER_MS)).then(
      (removed) => removed > 0 && log.info({ removed }, 'abandoned uploads removed'),
      (error: unknown) => log.warn(errorFacts(error), 'abandoned uploads not removed; trying again later'),
    );
  sweep();
  const timer = setInterval(sweep, SWEEP_EVERY_MS);
  timer.unref();
  return () => clearInterval(timer);
}
