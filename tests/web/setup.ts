import { readFile } from 'node:fs/promises';

import type { TestProject } from 'vitest/node';

import { clientOf } from '../e2e/client.js';
import { conversation, serveVouch } from '../e2e/program.js';
import { chromiumPath } from '../services/chromium.js';
import { freshPglite } from '../services/fresh.js';
import { addPeople, type PersonOfTest } from './people.js';

declare module 'vitest' {
  interface ProvidedContext {
    chromium: string;
    webServers: readonly WebServer[];
  }
}

/** A server with the samples in it, and the session cookie of a person of each role. */
export interface WebServer {
  readonly url: string;
  readonly people: Record<PersonOfTest, string>;
}

/** What the pages show: customers, and the samples that belong to them. */
const CUSTOMERS = [
  { id: 'huacheng', name: '华澄精密' },
  { id: 'brightwater', name: 'Brightwater Logistics' },
  { id: 'qinghe', name: '青禾教育' },
];
const SAMPLES = [
  {
    file: 'huacheng-call.ogg',
    transcript: 'huacheng-call.vtt',
    customerId: 'huacheng',
    title: '需求电话',
    startedAt: '2026-03-03T10:00:00+08:00',
  },
  {
    file: 'huacheng-demo-tencent-meeting.json',
    customerId: 'huacheng',
    title: '现场演示',
    startedAt: '2026-03-11T10:00:00+08:00',
  },
  {
    file: 'brightwater-discovery-zoom.vtt',
    customerId: 'brightwater',
    title: 'Discovery',
    startedAt: '2026-06-02T09:00:00-05:00',
  },
  {
    file: 'brightwater-negotiation-teams.vtt',
    customerId: 'brightwater',
    title: 'Negotiation',
    startedAt: '2026-06-16T13:00:00-05:00',
  },
];

/**
 * Starts the real server, embedded, once for each worker of the project `web`: the files that run at the
 * same time change data of their own.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const path = await chromiumPath();
  const started = await Promise.allSettled(Array.from({ length: workersOf(project) }, startServer));
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

/** A server on a free port; processes the samples, and makes a person of each role. */
async function startServer(): Promise<WebServer & { stop(): Promise<void> }> {
  const server = await serveVouch({
    VOUCH_DATA_DIR: await freshPglite(),
    VOUCH_STAFF: '顾言,Maya Okafor,Tom Becker',
  });
  const stop = async (): Promise<void> => {
    await server.stop();
  };
  try {
    const client = clientOf(server.url);
    for (const customer of CUSTOMERS)
      await client.request('/v1/customers', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(customer),
      });
    for (const { file, transcript, ...fields } of SAMPLES) {
      const read = async (name: string) => ({ name, content: await readFile(conversation(name)) });
      const response = await client.send(
        { ...(transcript && { transcript: await read(transcript) }), recording: await read(file) },
        { ...fields, timeZone: 'Asia/Shanghai' },
      );
      const { conversations } = (await response.json()) as { conversations: { id: string }[] };
      for (const { id } of conversations) await client.ended(id);
    }
    const [, token = ''] = await server.said(/\/setup\?token=(\S+)/);
    return { url: server.url, people: await addPeople(server.url, token), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
