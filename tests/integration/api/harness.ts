import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readFileSync } from 'node:fs';

import { serve } from '@hono/node-server';
import { pino } from 'pino';

import { createApp } from '../../../api/app.js';
import type { ApiContext } from '../../../api/context.js';
import { clips, waveforms } from '../../../cli/waveforms.js';
import { acceptRecording } from '../../../ingest/accept.js';
import { locateFfmpeg } from '../../../ingest/audio/ffmpeg.js';
import { playbookFor, type Role } from '../../../models/domain/index.js';
import {
  checkMessage,
  explainByRecord,
  explainFitByRecord,
  defaultPolicy,
  foldLedger,
  loadCompanyLexicon,
  loadPolicy,
  loadRules,
  shippedCompanyLexicon,
  shippedConcepts,
  shippedPlaybooks,
  wordsOf,
} from '../../../models/insight/index.js';
import { prepareBackTest } from '../../../pipeline/back-test.js';
import { createEmbeddedQueue } from '../../../pipeline/queue-embedded.js';
import { openDatabase, type Database } from '../../../storage/database.js';
import { filesystemObjectStore } from '../../../storage/object-store-filesystem.js';
import { s3ObjectStore } from '../../../storage/object-store-s3.js';
import type { ObjectStore } from '../../../storage/object-store.js';
import { packageRoot } from '../../../storage/package-root.js';
import { createKey } from '../../../storage/repositories/keys.js';
import { activeRuleDocument } from '../../../storage/repositories/rule-documents.js';
import { freshPglite, freshPostgres, freshS3 } from '../../services/fresh.js';

/** The API over a real database, store, queue and ingest; no worker takes the jobs. */
export interface Harness {
  readonly app: ReturnType<typeof createApp>;
  readonly context: ApiContext;
  readonly database: Database;
  readonly store: ObjectStore;
  /** What was logged, one JSON object a line. */
  readonly logged: string[];
  /** Where clips are cut. */
  readonly clipFolder: string;
  /** Moves the API's clock. */
  setNow(now: Date): void;
  key(role: Role): Promise<{ id: string; key: string }>;
  /** A request inside this process; `key` null sends none. */
  request(method: string, path: string, options?: RequestOptions): Promise<Response>;
  objects(): Promise<string[]>;
  /** Serves over a real socket until the harness closes. */
  listen(): Promise<string>;
  close(): Promise<void>;
}

export interface RequestOptions {
  readonly key?: string | null;
  readonly json?: unknown;
  readonly body?: BodyOf;
  readonly headers?: Record<string, string>;
}
type BodyOf = NonNullable<RequestInit['body']>;

const LIMIT = 3 * 1024 * 1024;

export async function openHarness(
  options: {
    database?: 'pglite' | 'postgres';
    store?: 'filesystem' | 's3';
    maxUploadBytes?: number;
    webFolder?: string;
    /** How clips are cut; as the server does it where it is left out. */
    clips?: { ffmpegPath: string; running: number; waiting: number };
    oidc?: ApiContext['config']['oidc'];
  } = {},
): Promise<Harness> {
  const folder = options.database === 'postgres' ? await mkdtemp(join(tmpdir(), 'vouch-api-')) : await freshPglite();
  const database =
    options.database === 'postgres'
      ? await openDatabase({ kind: 'postgres', url: await freshPostgres() })
      : await openDatabase({ kind: 'pglite', dataDir: folder });
  const store = options.store === 's3' ? s3ObjectStore(freshS3()) : filesystemObjectStore(join(folder, 'objects'));
  const logged: string[] = [];
  const log = pino({ level: 'debug' }, { write: (line: string) => void logged.push(line) });
  const queue = createEmbeddedQueue({ log });
  const rules = loadRules();
  const document = <T>(path: string, load: (yaml: string) => T) => {
    const source = readFileSync(join(packageRoot, path), 'utf8');
    return { source, value: load(source) };
  };
  const maxUploadBytes = options.maxUploadBytes ?? LIMIT;
  let now: Date | undefined;
  const context: ApiContext = {
    database,
    store,
    queue,
    accept: (input) =>
      acceptRecording(
        {
          db: database,
          store,
          enqueue: (name, jobs) => queue.enqueue(name, jobs),
          ffmpeg: () => locateFfmpeg(),
          options: {
            importing: { timeZone: 'Asia/Shanghai', staff: [] },
            maxUploadBytes,
            spoolDir: join(folder, 'spool'),
          },
        },
        input,
      ),
    waveform: waveforms({ ffmpeg: () => locateFfmpeg({}), store, spoolDir: join(tmpdir(), 'vouch-waveforms') }),
    clip: clips(
      { ffmpeg: () => locateFfmpeg({ ffmpegPath: options.clips?.ffmpegPath }), store, spoolDir: join(folder, 'clips') },
      options.clips && { ...options.clips, full: 'Too many.' },
    ),
    checkMessage: async (text, given) => checkMessage(text, { rules, ...given }),
    explainByRecord: (kind, insight, record) => explainByRecord(kind, insight, record, rules),
    explainFitByRecord: (fit, record) => explainFitByRecord(fit, record, rules),
    foldLedger,
    wordsOf,
    installedModels: () => Promise.resolve([]),
    prepareBackTest: (drafts, sight) =>
      prepareBackTest(
        database.db,
        {
          rules,
          lexicon: async () => {
            const active = await activeRuleDocument(database.db, 'lexicon');
            return active ? loadCompanyLexicon(active.source) : null;
          },
          policy: async () => {
            const active = await activeRuleDocument(database.db, 'policy');
            return active ? loadPolicy(active.source) : defaultPolicy();
          },
          playbook: async (stage) =>
            playbookFor(
              shippedPlaybooks().map(({ value }) => value),
              await stage(),
            ),
        },
        drafts,
        sight,
      ),
    playbooks: shippedPlaybooks(),
    policy: document('models/policies/default.yaml', loadPolicy),
    lexicon: shippedCompanyLexicon(),
    shippedConcepts: shippedConcepts(rules),
    config: {
      maxUploadBytes,
      maxJsonBytes: 64 * 1024,
      allowPrivateWebhooks: false,
      phoneRegion: 'CN',
      uploadSecret: 'a secret of this test',
      publicUrl: null,
      oidc: options.oidc ?? null,
    },
    webFolder: options.webFolder ?? null,
    log,
    now: () => now ?? new Date(),
    version: '0.0.0-test',
  };
  const app = createApp(context);
  const closing: (() => Promise<void>)[] = [];
  let admin: string | undefined;

  const harness: Harness = {
    app,
    context,
    database,
    store,
    logged,
    clipFolder: join(folder, 'clips'),
    setNow: (date) => void (now = date),
    key: async (role) => {
      const { apiKey, key } = await createKey(database.db, { name: `${role} of the test`, role });
      return { id: apiKey.id, key };
    },
    request: async (method, path, { key, json, body, headers } = {}) => {
      const token = key === undefined ? (admin ??= (await harness.key('admin')).key) : key;
      const response = await app.request(path, {
        method,
        headers: {
          ...(token === null ? {} : { authorization: `Bearer ${token}` }),
          ...(json === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(json === undefined ? (body === undefined ? {} : { body, duplex: 'half' }) : { body: JSON.stringify(json) }),
      });
      // A test that meets a bug says which one.
      if (response.status === 500) console.error(logged.at(-1));
      return response;
    },
    objects: async () => {
      const keys: string[] = [];
      for await (const { key } of store.list('')) keys.push(key);
      return keys.sort();
    },
    listen: async () => {
      const server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 });
      await new Promise((resolve) => server.once('listening', resolve));
      closing.push(
        () =>
          new Promise((resolve) => {
            server.close(() => resolve());
            if ('closeAllConnections' in server) server.closeAllConnections();
          }),
      );
      return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    },
    close: async () => {
      for (const stop of closing) await stop();
      await queue.close(0);
      await database.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
  return harness;
}

/** Two people, three messages; other words make another conversation. */
export const chat = (words = 'We have 300,000 for this year.', id = 'chat-1'): string =>
  JSON.stringify({
    id,
    kind: 'chat',
    startedAt: '2026-03-02T09:00:00+08:00',
    participants: [
      { id: 'rep', side: 'rep', name: 'Ann Lee' },
      { id: 'cust', side: 'customer', name: 'Bo Chen' },
    ],
    turns: [
      { speaker: 'rep', text: 'Hello, this is Ann of Lumen.', sentAt: '2026-03-02T09:00:00+08:00' },
      { speaker: 'cust', text: words, sentAt: '2026-03-02T09:01:00+08:00' },
      { speaker: 'rep', text: 'We will deliver before Friday.', sentAt: '2026-03-02T09:02:00+08:00' },
    ],
  });

export function form(
  fields: Record<string, string>,
  files: Record<string, { name: string; content: string | Uint8Array }>,
): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.set(name, value);
  for (const [name, { name: fileName, content }] of Object.entries(files))
    data.set(name, new Blob([content]), fileName);
  return data;
}

/** Sends a chat as the given key and returns its conversation's id. */
export const sendChat = (harness: Harness, text: string, key?: string): Promise<string> =>
  send(harness, { name: 'chat.json', content: text }, key);

/** The same with a recording of nothing but sound. */
export const sendSound = (harness: Harness, content: Uint8Array, key?: string): Promise<string> =>
  send(harness, { name: 'call.wav', content }, key);

async function send(harness: Harness, recording: { name: string; content: string | Uint8Array }, key?: string) {
  const response = await harness.request('POST', '/v1/recordings', {
    ...(key === undefined ? {} : { key }),
    body: form({}, { recording }),
  });
  const accepted = (await response.json()) as { conversations: { id: string }[] };
  const id = accepted.conversations[0]?.id;
  if (id === undefined) throw new Error(`upload answered ${response.status}`);
  return id;
}
