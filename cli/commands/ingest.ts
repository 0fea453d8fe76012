import { collectInputs, type InputFile } from '../../ingest/paths.js';
import { AppError, type ConversationKind } from '../../models/domain/index.js';
import { createCustomer } from '../../storage/repositories/customers.js';
import { findCustomer } from '../../storage/repositories/customer-matching.js';
import { readConfig } from '../config.js';
import { givenOptions, type ReadingOptions } from '../read-files.js';
import { printConversation } from '../report.js';
import { runToEnd } from '../run-to-end.js';
import { allQueues, withRuntime, type Runtime } from '../runtime.js';
import { EXIT, print, say, sayError, startProgress } from '../terminal.js';

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
  const inputs = await collectInputs(paths);
  if (inputs.length === 0) throw new AppError('invalid_input', 'There is no file in what was given.');
  if (options.externalId && inputs.length > 1)
    throw new AppError(
      'invalid_input',
      `--external-id names one conversation, but ${inputs.length} inputs were given.`,
    );
  if (options.wait === false && !config.redisUrl)
    throw new AppError('invalid_input', '--no-wait needs workers elsewhere: set VOUCH_REDIS_URL, or leave it out.');
  await withRuntime(config, async (runtime) => {
    const customerId = options.customer && (await customerFor(runtime, options.customer, options.customerName));
    const { ids, failed } = await takeIn(runtime, inputs, { ...options, ...(customerId && { customer: customerId }) });
    const ended =
      options.wait === false ? null : await runToEnd(runtime, ids, config.redisUrl ? {} : allQueues(config));
    if (!options.json) for (const id of ended?.done ?? []) await printConversation(runtime, id);
    say(
      `${ids.length} conversation${ids.length === 1 ? '' : 's'} ${ended ? `processed, ${ended.failed.length} failed` : 'queued'}; ${failed} of ${inputs.length} inputs not taken in.`,
    );
    if (failed + (ended?.failed.length ?? 0) > 0) process.exitCode = EXIT.someFailed;
  });
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

async function takeIn(
  runtime: Runtime,
  inputs: readonly InputFile[],
  options: IngestOptions,
): Promise<{ ids: string[]; failed: number }> {
  const ids = new Set<string>();
  let failed = 0;
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
        if (created || extended) ids.add(id);
        if (options.json) print(JSON.stringify({ file: input.name, id, created, extended, ...(reason && { reason }) }));
        else if (!created)
          say(
            `${input.name}: ${extended ? `adds to conversation ${id}` : `known already (${reason === 'same_external_id' ? 'same external id' : 'same bytes'}): conversation ${id}`}`,
          );
      }
    } catch (error) {
      failed += 1;
      sayError(error);
    }
    progress.advance(input.name);
  }
  progress.done();
  return { ids: [...ids], failed };
}
