import type { TestProject } from 'vitest/node';

import { chromiumPath } from '../services/chromium.js';
import { SAMPLES, startServer, type WebServer } from './server.js';

declare module 'vitest' {
  interface ProvidedContext {
    chromium: string;
    webServers: readonly WebServer[];
  }
}

/**
 * Starts the real server, embedded, once for each worker of the project `web`: the files that run at the
 * same time change data of their own.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const path = await chromiumPath();
  const started = await Promise.allSettled(Array.from({ length: workersOf(project) }, () => startServer(SAMPLES)));
  const servers = started.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  const stop = async (): Promise<void> => {
    await Promise.all(servers.map((server) => server.stop()));
  };
  const failed = started.find((one) => one.status === 'rejected');
  if (failed) {
    await stop();
    throw failed.reason;
  }
  project.provide('chromium', path);
  project.provide(
    'webServers',
    servers.map(({ url, people }) => ({ url, people })),
  );
  return stop;
}

function workersOf(project: TestProject): number {
  const { maxWorkers } = project.config;
  if (typeof maxWorkers !== 'number') throw new Error('vitest.config.ts says how many workers the project web has');
  return maxWorkers;
}
