/** A whole Vouch without its API: database, object store, queue, and what the steps need. Free of vitest, for child processes. */
import { join } from 'node:path';
import { Readable } from 'node:stream';

import { acceptRecording } from '../../../ingest/accept.js';
import { locateFfmpeg } from '../../../ingest/audio/ffmpeg.js';
import { defaultPlaybook, defaultPolicy, loadRules } from '../../../models/insight/index.js';
import type { Log } from '../../../pipeline/log.js';
import { createBullmqQueue } from '../../../pipeline/queue-bullmq.js';
import { createEmbeddedQueue } from '../../../pipeline/queue-embedded.js';
import type { Queue } from '../../../pipeline/queue.js';
import type { StepDeps } from '../../../pipeline/step.js';
import { openDatabase, type Database } from '../../../storage/database.js';
import { filesystemObjectStore } from '../../../storage/object-store-filesystem.js';
import type { ObjectStore } from '../../../storage/object-store.js';
import { waveHeader } from '../../services/wave-header.js';
import { chat } from './chat.js';
import { stubTranscriber } from './stub-transcriber.js';

export type Shape = 'embedded' | 'cluster';

/** Where everything lies, so that another process can open the same. */
export interface Place {
  readonly shape: Shape;
  readonly folder: string;
  readonly postgresUrl: string;
  readonly redisUrl: string;
}

/** A place, opened. */
export interface Bench extends Place {
  readonly database: Database;
  readonly store: ObjectStore;
  readonly queue: Queue;
  readonly deps: StepDeps;
  readonly log: Log;
  /** What was logged, as text. */
  readonly logged: string[];
  /** Takes chats in that differ in nothing but their id; returns their conversations. */
  addChats(count: number, options?: { customerId?: string; enqueue?: boolean }): Promise<string[]>;
  addRecording(): Promise<string>;
  close(): Promise<void>;
}

const [rules, playbook, policy] = [loadRules(), defaultPlaybook(), defaultPolicy()];

export const stepDeps = (): StepDeps => ({
  rules,
  playbook: async () => playbook,
  policy: async () => policy,
  transcriber: stubTranscriber(),
  autoAccept: {},
  phoneRegion: 'CN',
});

export async function openPlace(place: Place): Promise<Bench> {
  const logged: string[] = [];
  const write = (facts: object, message: string): void => void logged.push(`${message} ${JSON.stringify(facts)}`);
  const log: Log = { info: write, warn: write, error: write };
  const database = await openDatabase(
    place.shape === 'embedded'
      ? { kind: 'pglite', dataDir: place.folder }
      : { kind: 'postgres', url: place.postgresUrl, maxConnections: 8 },
  );
  const store = filesystemObjectStore(join(place.folder, 'objects'));
  const queue =
    place.shape === 'embedded' ? createEmbeddedQueue({ log }) : createBullmqQueue({ url: place.redisUrl, log });
  const accept = async (fileName: string, bytes: Buffer, enqueue: boolean, customerId?: string): Promise<string> => {
    const accepted = await acceptRecording(
      {
        db: database,
        store,
        enqueue: enqueue ? (name, jobs) => queue.enqueue(name, jobs) : async () => {},
        ffmpeg: () => locateFfmpeg({}),
        options: {
          importing: { timeZone: 'Asia/Shanghai', staff: [] },
          maxUploadBytes: 10_000_000,
          spoolDir: join(place.folder, 'spool'),
        },
      },
      { body: Readable.from([bytes]), fileName, customerId },
    );
    const [made] = accepted.conversations;
    if (!made?.created) throw new Error('not a new conversation');
    return made.id;
  };
  let count = 0;
  return {
    ...place,
    database,
    store,
    queue,
    deps: stepDeps(),
    log,
    logged,
    async addChats(many, { customerId = 'acme', enqueue = true } = {}) {
      const made: string[] = [];
      for (let i = 0; i < many; i++)
        made.push(await accept('chat.json', chat(`${process.pid}-${count++}`), enqueue, customerId));
      return made;
    },
    addRecording: () => accept('call.wav', wav(count++), true),
    async close() {
      await queue.close(1_000);
      await database.close();
    },
  };
}

/** A second of a quiet tone, PCM 16 bit, 8 kHz, mono. */
function wav(seed: number): Buffer {
  const samples = 8_000;
  const bytes = Buffer.concat([waveHeader(samples * 2, 8_000), Buffer.alloc(samples * 2)]);
  for (let i = 0; i < samples; i++)
    bytes.writeInt16LE(Math.round(800 * Math.sin(i * (0.1 + seed / 1_000))), 44 + i * 2);
  return bytes;
}
