import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';

import { AppError, RETRYABLE, type ErrorCode, type StepName } from '../../../models/domain/index.js';
import type { Step } from '../../../pipeline/step.js';
import { STEPS, type Steps } from '../../../pipeline/steps/index.js';
import { sweepTranscriptions } from '../../../pipeline/sweeper.js';
import { checkpointIn } from '../../../pipeline/transcription-checkpoint.js';
import { startWorker, type Worker, type WorkerOptions } from '../../../pipeline/worker.js';
import { listParts } from '../../../storage/repositories/conversations.js';
import { failedConversations, readRun, retryRun } from '../../../storage/repositories/runs.js';
import { SHAPES, openBench, resultsOf, untilDone, type Bench } from './bench.js';

const backOff = { tries: 3, baseMs: 20, factor: 2 };

describe.each(SHAPES)('what fails: %s', (shape) => {
  let bench: Bench;
  let worker: Worker | undefined;
  beforeAll(async () => {
    bench = await openBench(shape);
  });
  afterEach(async () => {
    await worker?.close();
  });
  afterAll(() => bench.close());

  /** A worker whose step calls `before` first. */
  const start = (step: StepName, before: (conversationId: string) => Promise<void>, more?: Partial<WorkerOptions>) => {
    const inner: Step = STEPS[step];
    const wrapped: Step = {
      ...inner,
      run: async (context) => {
        await before(context.conversationId);
        return inner.run(context);
      },
    };
    const steps = { ...STEPS, [step]: wrapped } as Steps;
    worker = startWorker({
      ...bench,
      queues: { analysis: 2, transcription: 1, publishing: 1 },
      backOff,
      steps,
      ...more,
    });
  };
  const untilFailed = (id: string) =>
    vi.waitFor(async () => expect((await readRun(bench.database.db, id))?.state).toBe('failed'), { timeout: 50_000 });
  const stepOf = async (id: string, name: StepName) =>
    (await readRun(bench.database.db, id))?.steps.find((step) => step.name === name);

  test('one poisoned conversation fails with its reason and holds up no other', async () => {
    const [poisoned = '', ...others] = await bench.addChats(6);
    start('extract', async (id) => {
      if (id === poisoned) throw new AppError('unreadable', 'The third page is torn: scan it again.');
    });
    await untilDone(bench, others);
    await untilFailed(poisoned);
    expect(await failedConversations(bench.database.db)).toMatchObject([
      {
        conversationId: poisoned,
        step: 'extract',
        errorCode: 'unreadable',
        errorMessage: 'The third page is torn: scan it again.',
      },
    ]);
    // Not tried again, and later steps still wait.
    expect(await stepOf(poisoned, 'extract')).toMatchObject({ state: 'failed', attempt: 1, failures: 1 });
    expect(await stepOf(poisoned, 'flag')).toMatchObject({ state: 'waiting', attempt: 0 });
    await worker?.close();

    // Mended, it goes on from there: what was done before is not done again.
    const ran: string[] = [];
    start('attribute', async (id) => void ran.push(id));
    const retried = await bench.database.db.transaction((tx) => retryRun(tx, poisoned));
    expect(retried).toMatchObject({ queue: 'analysis', ticket: 'extract-1' });
    await bench.queue.enqueue(retried.queue, [retried]);
    await untilDone(bench, [poisoned]);
    expect(ran).toEqual([]);
    expect(await stepOf(poisoned, 'normalize')).toMatchObject({ attempt: 1 });
    expect(await stepOf(poisoned, 'extract')).toMatchObject({ attempt: 2, failures: 0, errorCode: null });
    expect(await resultsOf(bench, poisoned)).toEqual(await resultsOf(bench, others[0] ?? ''));
    await expect(retryRun(bench.database.db, poisoned)).rejects.toMatchObject({ code: 'conflict' });
    await expect(retryRun(bench.database.db, 'nobody')).rejects.toMatchObject({ code: 'not_found' });
  });

  test('a service that is away for two tries is there for the third', async () => {
    const [id = ''] = await bench.addChats(1);
    let tries = 0;
    start('publish', async () => {
      if (++tries < 3) throw new AppError('unavailable', 'The store does not answer.');
    });
    await untilDone(bench, [id]);
    expect(tries).toBe(3);
    expect(await stepOf(id, 'publish')).toMatchObject({ state: 'done', attempt: 3, failures: 2, errorCode: null });
  });

  // Each code once; `RETRYABLE` is complete by its type.
  const codes = (Object.keys(RETRYABLE) as ErrorCode[]).map((code) => [code, RETRYABLE[code] ? 3 : 1] as const);
  test('each error is tried as often as its code allows, and no oftener', async () => {
    const ids = await bench.addChats(codes.length);
    const tries = new Map<string, number>();
    start('score', async (id) => {
      tries.set(id, (tries.get(id) ?? 0) + 1);
      const code = codes[ids.indexOf(id)]?.[0] ?? 'internal';
      throw new AppError(code, `told to fail with ${code}`);
    });
    for (const id of ids) await untilFailed(id);
    expect(ids.map((id, i) => [codes[i]?.[0], tries.get(id)])).toEqual(codes);
  });

  test('an error that is none of ours is `internal`, and its message is neither kept nor logged', async () => {
    const [id = ''] = await bench.addChats(1);
    start('flag', async () => {
      throw new Error('insert failed: 我们预算三十万左右');
    });
    await untilFailed(id);
    const failed = await stepOf(id, 'flag');
    expect(failed).toMatchObject({ errorCode: 'internal', attempt: 3 });
    expect(failed?.errorMessage).not.toContain('三十万');
    expect(bench.logged.join('\n')).toContain('"step":"flag"');
    expect(bench.logged.join('\n')).not.toContain('三十万');
  });

  test('a recording without words and without a transcriber says what to do', async () => {
    const id = await bench.addRecording();
    worker = startWorker({
      ...bench,
      deps: { ...bench.deps, transcriber: undefined },
      queues: { analysis: 1, transcription: 1, publishing: 1 },
    });
    await untilFailed(id);
    expect(await stepOf(id, 'transcribe')).toMatchObject({
      errorCode: 'no_transcript',
      attempt: 1,
      errorMessage: expect.stringMatching(/^call\.wav .*put a transcript .* beside the recording/) as string,
    });
  });

  test('what a transcription said so far is kept while its run goes on, and removed when that has failed for good', async () => {
    const { db } = bench.database;
    const id = await bench.addRecording();
    const [part] = await listParts(db, id);
    const checkpoint = checkpointIn(bench.store);
    const kept = async () => (await checkpoint.load(part?.sha256 ?? '', 'whisper/base/zh')).size;
    const said = { language: 'zh', text: '三十万', words: [], confidence: 1, reliable: true } as const;
    await checkpoint.save(part?.sha256 ?? '', 'whisper/base/zh', '0-0-512', said);
    expect(await sweepTranscriptions(db, bench.store)).toBe(0);
    expect(await kept()).toBe(1);
    start('transcribe', () => Promise.reject(new AppError('unreadable', 'It is torn.')));
    await untilFailed(id);
    expect(await sweepTranscriptions(db, bench.store)).toBe(1);
    expect(await kept()).toBe(0);
  });

  test('a recording that takes for ever holds up no chat', async () => {
    const call = await bench.addRecording();
    let release = (): void => {};
    const blocked = new Promise<void>((resolve) => {
      release = resolve;
    });
    start('transcribe', () => blocked);
    const chats = await bench.addChats(5);
    await untilDone(bench, chats);
    expect((await stepOf(call, 'transcribe'))?.state).toBe('running');
    release();
    await untilDone(bench, [call]);
  });
});
