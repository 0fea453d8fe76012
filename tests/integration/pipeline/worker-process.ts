/**
 * A worker in a process of its own that can be killed. Its argument is JSON: the place, the step to
 * stop in, and how. It says `in <step>` on standard output when it is there.
 *   `save`      inside the transaction, after everything was written, for ever
 *   `run`       before anything is written, for ever, deaf to the worker's wish to end it
 *   `until-term` until SIGTERM has come, then it goes on
 */
import type { StepName } from '../../../models/domain/index.js';
import { startReconciler } from '../../../pipeline/reconciler.js';
import type { Step, StepContext, StepResult } from '../../../pipeline/step.js';
import { STEPS } from '../../../pipeline/steps/index.js';
import { startWorker } from '../../../pipeline/worker.js';
import { openPlace, type Place } from './place.js';

export interface WorkerProcessOptions {
  readonly place: Place;
  readonly step: StepName;
  readonly stop: 'save' | 'run' | 'until-term';
  readonly leaseMs: number;
  readonly graceMs: number;
  /** Starts with what the database says is queued: an embedded queue is empty at first. */
  readonly reconcile?: boolean;
}

const options = JSON.parse(process.argv[2] ?? '') as WorkerProcessOptions;
const terminated = new Promise<void>((resolve) => process.once('SIGTERM', resolve));
const forEver = (): Promise<never> => new Promise(() => {});
const here = (): void => void process.stdout.write(`in ${options.step}\n`);

const inner: Step = STEPS[options.step];
const stopping: Step = {
  ...inner,
  async run(context: StepContext): Promise<StepResult> {
    const result = await inner.run(context);
    if (options.stop === 'save' && result.state === 'done')
      return {
        ...result,
        save: async (tx) => {
          if (typeof result.save === 'function') await result.save(tx);
          else for (const write of result.save ?? []) await tx.execute(write);
          here();
          await forEver();
        },
      };
    here();
    await (options.stop === 'until-term' ? terminated : forEver());
    return result;
  },
};

// Goes with the test that started it, whatever becomes of that.
process.stdin.resume().once('end', () => process.exit(1));

const bench = await openPlace(options.place);
const worker = startWorker({
  ...bench,
  steps: { ...STEPS, [options.step]: stopping },
  queues: { analysis: 1, transcription: 1, publishing: 1 },
  leaseMs: options.leaseMs,
});
const reconciler = options.reconcile ? startReconciler(bench) : undefined;
await terminated;
await reconciler?.close();
await worker.close(options.graceMs);
await bench.close();
process.exit(0);
