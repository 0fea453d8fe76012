import { readFile, rm } from 'node:fs/promises';

import { clientOf } from '../e2e/client.js';
import { conversation, serveVouch } from '../e2e/program.js';
import { freshPglite } from '../services/fresh.js';
import { addPeople, type PersonOfTest } from './people.js';

/** A running program, and the session cookie of a person of each role. */
export interface WebServer {
  readonly url: string;
  readonly people: Record<PersonOfTest, string>;
}

interface Sample {
  readonly file: string;
  readonly transcript?: string;
  readonly customerId: string;
  readonly title: string;
  readonly startedAt: string;
}

/** What the pages show: customers, and the samples that belong to them. */
const CUSTOMERS = [
  { id: 'huacheng', name: '华澄精密' },
  { id: 'brightwater', name: 'Brightwater Logistics' },
  { id: 'qinghe', name: '青禾教育' },
];
export const SAMPLES: readonly Sample[] = [
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

/** The built program, embedded, on a free port; it processes the samples, and a person of each role is made. */
export async function startServer(samples: readonly Sample[]): Promise<WebServer & { stop(): Promise<void> }> {
  const dataDir = await freshPglite();
  const server = await serveVouch({
    VOUCH_DATA_DIR: dataDir,
    VOUCH_STAFF: '顾言,Maya Okafor,Tom Becker',
  });
  const stop = async (): Promise<void> => {
    await server.stop();
    await rm(dataDir, { recursive: true });
  };
  try {
    const client = clientOf(server.url);
    for (const customer of CUSTOMERS)
      await client.request('/v1/customers', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(customer),
      });
    for (const { file, transcript, ...fields } of samples) {
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
