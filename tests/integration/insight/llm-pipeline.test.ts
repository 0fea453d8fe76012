import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { openLlmReader } from '../../../models/insight/llm/index.js';
import { startWorker, type Worker } from '../../../pipeline/worker.js';
import { readAnalysis, readInsights } from '../../../storage/repositories/insights.js';
import { readRun, startRun } from '../../../storage/repositories/runs.js';
import { conversations } from '../../../storage/schema.js';
import { openBench, resultsOf, SHAPES, untilDone, type Bench } from '../pipeline/bench.js';
import { type Answered, completion, extraction, isSummary, type LlmServer, startLlmServer } from './llm-server.js';

const RULE = 'llm:m@1';
const good = extraction({
  budgets: [{ turn: 7, quote: '我们预算三十万左右', min: null, max: 300_000, period: null, stance: 'ceiling' }],
  competitors: [{ turn: 10, quote: '金蝶那边便宜不少', name: '金蝶' }],
  commitments: [
    {
      ...{ turn: 11, quote: '贵的部分是实施', category: 'exclusivity', risk: 'high' },
      ...{ due: null, amount: null, condition: null },
    },
  ],
});

describe.each(SHAPES)('an LLM that reads along in the pipeline: %s', (shape) => {
  let server: LlmServer;
  let answer: Answered = good;
  let bench: Bench;
  let worker: Worker;
  let chat: string;
  beforeAll(async () => {
    server = await startLlmServer((_n, asked) => (isSummary(asked) ? completion('{"sentences":[]}') : answer));
    bench = await openBench(shape);
    const llm = openLlmReader(
      { url: server.url, key: null, model: 'm', timeoutMs: 2000, tokens: 60_000, waitMs: 1 },
      'CN',
    );
    const deps = { ...bench.deps, llm };
    worker = startWorker({ ...bench, deps, queues: { analysis: 2, transcription: 1, publishing: 2 } });
  });
  afterAll(async () => {
    await worker.close();
    await bench.close();
    await server.close();
  });

  const again = async (from: 'extract' | 'flag' | 'summarize'): Promise<void> => {
    const started = await bench.database.db.transaction((tx) => startRun(tx, chat, 'retry', from));
    await bench.queue.enqueue(started.queue, [started]);
    await untilDone(bench, [chat]);
  };
  const analysis = async () => readAnalysis(bench.database.db, chat, '0.0.0');
  const fromLlm = async () => {
    const { budgets, competitors, commitments } = await readInsights(bench.database.db, chat);
    return [...budgets, ...competitors, ...commitments]
      .filter(({ rule, alsoBy }) => rule === RULE || alsoBy?.includes(RULE))
      .map(({ rule, evidence: [{ quote }] }) => `${rule === RULE ? 'LLM' : 'both'} ${quote}`);
  };

  test('what it finds is stored with its source, judged by the policy, and what it did not do is noted', async () => {
    [chat = ''] = await bench.addChats(1);
    await untilDone(bench, [chat]);
    expect(await fromLlm()).toContain('LLM 贵的部分是实施');
    expect(await fromLlm()).toContain('both 我们预算三十万左右');
    const found = await analysis();
    expect(found?.commitments.every(({ allowed }) => allowed !== null)).toBe(true);
    const note = 'LLM, summary: Too few of its sentences rest on the words: the rules wrote the summary.';
    expect(found?.notes).toContain(note);
    const [row] = await bench.database.db.select().from(conversations).where(eq(conversations.id, chat));
    expect(row?.notes).toContain(note);
    const steps = (await readRun(bench.database.db, chat))?.steps;
    expect(steps?.find(({ name }) => name === 'extract')?.engine).toMatch(/^rules@\w+ llm:m@1$/);
  });

  test.each(['extract', 'flag', 'summarize'] as const)('%s again leaves what was there', async (step) => {
    const [before, sources, notes] = [await resultsOf(bench, chat), await fromLlm(), (await analysis())?.notes];
    await again(step);
    expect(await resultsOf(bench, chat)).toEqual(before);
    expect(await fromLlm()).toEqual(sources);
    expect((await analysis())?.notes).toEqual(notes);
  });

  test('when it fails the conversation does not: the rules stand alone, and the note says so', async () => {
    answer = { status: 500 };
    await again('extract');
    expect(await fromLlm()).toEqual([]);
    expect((await analysis())?.notes).toContain(
      "LLM: Turns 0 to 39: the rules' result stands alone there. The LLM server failed (HTTP 500).",
    );
    expect((await analysis())?.budgets).toHaveLength(1);
  });

  test('when it is back its note goes, and others stay', async () => {
    answer = good;
    await again('extract');
    expect(await fromLlm()).not.toEqual([]);
    expect((await analysis())?.notes?.join()).not.toContain('HTTP 500');
  });

  test('nothing that was said is logged', () => {
    expect(bench.logged.join('\n')).not.toMatch(/预算|金蝶|实施/);
  });
});
