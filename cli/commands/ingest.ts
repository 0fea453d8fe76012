import type { InputFile } from '../../ingest/paths.js';
import { AppError, type ConversationKind, type RunState } from '../../models/domain/index.js';
import { createCustomer } from '../../storage/repositories/customers.js';
import { findCustomer } from '../../storage/repositories/customer-matching.js';
import { readRun } from '../../storage/repositories/runs.js';
import { readConfig } from '../config.js';
import { inputsOf } from '../inputs.js';
import { givenOptions, type ReadingOptions } from '../read-files.js';
import { printConversation } from '../report.js';
import { runToEnd } from '../run-to-end.js';
import { allQueues, withRuntime, type Runtime } from '../runtime.js';
import { EXIT, naming, print, say, sayError, startProgress } from '../terminal.js';

export interface IngestOptions extends ReadingOptions {
  customer?: string;
  customerName?: string;
  externalId?: string;
  kind?: ConversationKind;
  title?: string;
  wait?: boolean;
  json?: boolean;
}

/** `vouch ingest PATH...`: takes everything in, runs the pipeline, shows what came out. */
export async function ingest(paths: string[], options: IngestOptions): Promise<void> {
  const config = readConfig();
  const { inputs, missing } = await inputsOf(paths);
  if (options.externalId && inputs.length > 1)
    throw new AppError(
      'invalid_input',
      `--external-id names one conversation, but ${inputs.length} inputs were given.`,
    );
  if (options.wait === false && !config.redisUrl)
    throw new AppError('invalid_input', '--no-wait needs workers elsewhere: set VOUCH_REDIS_URL, or leave it out.');
  await withRuntime(
    config,
    async (runtime) => {
      const customerId = options.customer && (await customerFor(runtime, options.customer, options.customerName));
      const { ids, refused } = await takeIn(runtime, inputs, {
        ...options,
        ...(customerId && { customer: customerId }),
      });
      const ended =
        options.wait === false ? null : await runToEnd(runtime, ids, config.redisUrl ? {} : allQueues(config));
      if (!options.json) for (const id of ended?.done ?? []) await printConversation(runtime, id);
      const failed = missing + refused;
      say(
        `${ids.length} conversation${ids.length === 1 ? '' : 's'} ${ended ? `processed, ${ended.failed.length} failed` : 'queued'}; ${failed} of ${inputs.length + missing} inputs not taken in.`,
      );
      if (failed + (ended?.failed.length ?? 0) > 0) process.exitCode = EXIT.someFailed;
    },
    { analyses: true },
  );
}

/** The customer of that id or external id; made, and said so, when there is none. */
async function customerFor(
  { database: { db }, config }: Runtime,
  id: string,
  name: string | undefined,
): Promise<string> {
  const known = await findCustomer(db, id);
  if (known) return known.id;
  await createCustomer(db, { id, name: name ?? id }, config.phoneRegion);
  say(`Made the customer ${id}.`);
  return id;
}

/** Takes every input in. Returns the conversations whose run is going on now, and how many inputs were refused. */
async function takeIn(
  runtime: Runtime,
  inputs: readonly InputFile[],
  options: IngestOptions,
): Promise<{ ids: string[]; refused: number }> {
  const ids = new Set<string>();
  let refused = 0;
  const progress = startProgress('taking in', inputs.length);
  for (const input of inputs) {
    try {
      const { conversations } = await runtime.accept({
        body: input.open(),
        fileName: input.name,
        ...(input.transcript && { transcript: { body: input.transcript.open(), fileName: input.transcript.name } }),
        ...(options.customer && { customerId: options.customer }),
        ...(options.externalId && { externalId: options.externalId }),
        ...(options.kind && { kind: options.kind }),
        ...(options.title && { title: options.title }),
        ...(options.startedAt && { startedAt: options.startedAt }),
        options: givenOptions(options),
      });
      for (const { id, created, extended, reason } of conversations) {
        const run = created || extended ? null : await readRun(runtime.database.db, id);
        if (run === null || run.state === 'running') ids.add(id);
        if (options.json) print(JSON.stringify({ file: input.name, id, created, extended, ...(reason && { reason }) }));
        else if (extended) say(`${input.name}: adds to conversation ${id}`);
        else if (run) say(`${input.name}: ${known(id, reason, run.state)}`);
      }
    } catch (error) {
      refused += 1;
      sayError(naming(input, error));
    }
    progress.advance(input.name);
  }
  progress.done();
  return { ids: [...ids], refused };
}

function known(id: string, reason: string | undefined, state: RunState): string {
  const why = reason === 'same_external_id' ? 'same external id' : 'same bytes';
  const then: Partial<Record<RunState, string>> = {
    running: ', which was not finished and goes on now',
    failed: `, which failed (vouch retry ${id})`,
  };
  return `known already (${why}): conversation ${id}${then[state] ?? ''}`;
}
