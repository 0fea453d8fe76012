import { readFileSync, rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import pc from 'picocolors';
import { parse } from 'yaml';
import { z } from 'zod';

import { collectInputs } from '../../ingest/paths.js';
import { AppError, ConversationKind, Side } from '../../models/domain/index.js';
import { packageRoot } from '../../storage/package-root.js';
import { createCustomer } from '../../storage/repositories/customers.js';
import { createDeal } from '../../storage/repositories/deals.js';
import { embeddedConfig } from '../config.js';
import { printConversation, printCustomer } from '../report.js';
import { runToEnd } from '../run-to-end.js';
import { allQueues, openRuntime, untilStopped, type Runtime } from '../runtime.js';
import { EXIT, print, say, startProgress } from '../terminal.js';
import { startServer, type RunningServer } from './serve.js';

const Time = z.string();
const Manifest = z.object({
  timeZone: z.string(),
  staff: z.array(z.string()),
  customers: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      externalIds: z.array(z.string()).optional(),
      phones: z.array(z.string()).optional(),
      phoneRegion: z.string().default('CN'),
      emails: z.array(z.string()).optional(),
      deal: z.object({ name: z.string(), openedAt: Time }).optional(),
    }),
  ),
  conversations: z.array(
    z.object({
      file: z.string(),
      /** Within fixtures/. */
      folder: z.string().default('conversations'),
      customer: z.string().optional(),
      startedAt: Time.optional(),
      timeZone: z.string().optional(),
      title: z.string().optional(),
      kind: ConversationKind.optional(),
      channelSides: z.record(z.string(), Side).optional(),
    }),
  ),
});
type Manifest = z.infer<typeof Manifest>;

/** `vouch demo`: the samples of fixtures/ in a fresh embedded data folder, shown, then served. */
export async function demo(options: { once?: boolean; port?: number }, version: string): Promise<void> {
  const started = performance.now();
  const dataDir = await mkdtemp(join(tmpdir(), 'vouch-demo-'));
  // However it ends, at a Ctrl-C in the middle too.
  process.once('exit', () => rmSync(dataDir, { recursive: true, force: true }));
  const leave = (): void => process.exit(130);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, leave);
  const configured = embeddedConfig();
  const manifest = Manifest.parse(parse(readFileSync(join(packageRoot, 'fixtures', 'manifest.yaml'), 'utf8')));
  const runtime = await openRuntime(
    { ...configured, dataDir, logLevel: 'silent', staff: manifest.staff, timeZone: manifest.timeZone },
    { analyses: true },
  );
  try {
    await makeCustomers(runtime, manifest);
    const ids = await takeIn(runtime, manifest);
    const ended = await runToEnd(runtime, ids, allQueues(runtime.config));
    for (const id of ids) await printConversation(runtime, id);
    print(`\n${pc.bold('What the conversations say together')}`);
    for (const customer of manifest.customers) await printCustomer(runtime, customer, new Date());
    say(
      `\n${ended.done.length} conversations in ${((performance.now() - started) / 1000).toFixed(1)} s${ended.failed.length > 0 ? `, ${ended.failed.length} failed` : ''}.`,
    );
    if (ended.failed.length > 0) process.exitCode = EXIT.someFailed;
    if (options.once) return;
    const server = await serveSomewhere(runtime, version, options.port);
    say(
      `The API answers at ${server.url} and the web app is there, too (documentation: ${server.url}/docs), for example:\n  curl ${server.url}/v1/customers/huacheng/record\nCtrl-C stops it and removes ${dataDir}.`,
    );
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, leave);
    await untilStopped();
    await server.close();
  } finally {
    await runtime.close();
  }
}

/** On the port asked for; where none was and the usual one is taken, on a free one. */
async function serveSomewhere(runtime: Runtime, version: string, port: number | undefined): Promise<RunningServer> {
  try {
    return await startServer(runtime, version, { host: null, port: port ?? runtime.config.port });
  } catch (error) {
    if (port !== undefined || AppError.from(error).code !== 'conflict') throw error;
    return startServer(runtime, version, { host: null, port: 0 });
  }
}

async function makeCustomers({ database: { db } }: Runtime, { customers }: Manifest): Promise<void> {
  for (const { phoneRegion, deal, ...customer } of customers) {
    await createCustomer(db, customer, phoneRegion);
    if (deal)
      await createDeal(
        db,
        { customerId: customer.id, name: deal.name, openedAt: new Date(deal.openedAt) },
        'demo',
        new Date(deal.openedAt),
      );
  }
}

/** Every sample, in the manifest's order; returns the conversations that came of it. */
async function takeIn(runtime: Runtime, { conversations }: Manifest): Promise<string[]> {
  const ids: string[] = [];
  const progress = startProgress('taking in', conversations.length);
  for (const { file, folder, customer, channelSides, timeZone, startedAt, ...about } of conversations) {
    const [input] = await collectInputs([join(packageRoot, 'fixtures', folder, file)]);
    if (!input) continue;
    const accepted = await runtime.accept({
      ...about,
      body: input.open(),
      fileName: input.name,
      ...(input.transcript && { transcript: { body: input.transcript.open(), fileName: input.transcript.name } }),
      ...(customer && { customerId: customer }),
      ...(startedAt && { startedAt }),
      options: {
        ...(timeZone && { timeZone }),
        ...(channelSides && { channelSides }),
        ...(startedAt && { startedAt }),
      },
    });
    ids.push(...accepted.conversations.map(({ id }) => id));
    progress.advance(file);
  }
  progress.done();
  return ids;
}
