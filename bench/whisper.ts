import { LONGEST_STRETCH_MS, SAMPLE_RATE } from '../models/transcriber/engine.js';
import { openWhisperEngine } from '../models/transcriber/engines/whisper.js';
import { InferenceSession } from '../models/transcriber/onnxruntime.js';

const STRETCHES = 3;

export interface WhisperCost {
  /** Time beside what the ONNX sessions took. */
  readonly oursMs: number;
  readonly sessionsMs: number;
  readonly tokens: number;
  readonly timesRealTime: number;
}

/** What it costs to put 28 s into words with the model in `folder` (make-random-whisper.py), a stretch, on average. */
export async function whisperCost(folder: string): Promise<WhisperCost> {
  let sessionsMs = 0;
  let runs = 0;
  const { prototype } = InferenceSession as unknown as { prototype: { run: (...args: unknown[]) => Promise<unknown> } };
  const run = prototype.run;
  prototype.run = async function (...args) {
    const started = performance.now();
    const answer = await run.apply(this, args);
    sessionsMs += performance.now() - started;
    runs += 1;
    return answer;
  };
  const engine = await openWhisperEngine({ folder, model: 'random', threads: 2 });
  const sound = Float32Array.from(
    { length: (LONGEST_STRETCH_MS * SAMPLE_RATE) / 1000 },
    (_, n) => 0.3 * Math.sin((n * n) / 9e5) + 0.1 * Math.sin(n * 1.7),
  );
  await engine.recognise(sound, { language: 'en' });
  sessionsMs = runs = 0;
  const started = performance.now();
  for (let n = 0; n < STRETCHES; n++) await engine.recognise(sound, { language: 'en' });
  const totalMs = performance.now() - started;
  await engine.close();
  return {
    oursMs: (totalMs - sessionsMs) / STRETCHES,
    sessionsMs: sessionsMs / STRETCHES,
    tokens: runs / STRETCHES - 2,
    timesRealTime: (LONGEST_STRETCH_MS * STRETCHES) / totalMs,
  };
}
