import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { analyze, defaultPlaybook, defaultPolicy, loadRules } from '../models/insight/index.js';
import { readTranscript } from './read-transcript.js';
import { sampleChat } from './sample-chat.js';
import { residentMb, startVouch } from './server.js';

const PEAK_EVERY_MS = 10;

/** `vouch analyze` on one conversation of so many turns, start of the program included: seconds, and the most memory it had in MB. */
export async function analyzeLong(turns: number): Promise<{ seconds: number; peakMb: number }> {
  const folder = await mkdtemp(join(tmpdir(), 'vouch-bench-'));
  try {
    const file = join(folder, 'long.json');
    await writeFile(file, JSON.stringify(sampleChat(0, turns)));
    const started = performance.now();
    const child = startVouch(['analyze', file], {});
    let peakMb = 0;
    // A program that is just ending has no memory any more.
    const watch = setInterval(() => (peakMb = residentMb(child, 'VmHWM') || peakMb), PEAK_EVERY_MS);
    const code = await new Promise<number | null>((resolve) => {
      child.once('exit', (status) => {
        clearInterval(watch);
        resolve(status);
      });
    });
    if (code !== 0) throw new Error(`vouch analyze ended with ${code}`);
    return { seconds: (performance.now() - started) / 1000, peakMb };
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Microseconds a turn for conversations of each length, the best of three; at least `TURNS` turns each time. */
export function costByLength(lengths: readonly number[]): number[] {
  const options = { rules: loadRules(), playbook: defaultPlaybook(), policy: defaultPolicy(), version: 'bench' };
  const once = (turns: number): number => {
    const transcript = readTranscript(sampleChat(0, turns));
    const times = Math.ceil(TURNS / turns);
    const started = performance.now();
    // What is remembered of a transcript is remembered by the object.
    for (let n = 0; n < times; n += 1) analyze({ ...transcript, turns: [...transcript.turns] }, options);
    return ((performance.now() - started) * 1000) / (times * turns);
  };
  once(100);
  return lengths.map((turns) => Math.min(once(turns), once(turns), once(turns)));
}
const TURNS = 2_000;
