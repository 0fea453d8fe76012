/** What it costs to put long recordings into words with the bundled model: the recordings of fixtures/, one after the other, again and again. */
import { type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { type FileHandle, open, readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

import { decodeChannels } from '../ingest/audio/decode.js';
import { locateFfmpeg } from '../ingest/audio/ffmpeg.js';
import { probeAudio } from '../ingest/audio/probe.js';
import { BUNDLED_MODEL } from '../models/transcriber/bundled.js';
import { hostedEngine } from '../models/transcriber/engines/index.js';
import { findStretches } from '../models/transcriber/find-stretches.js';
import { openSilero } from '../models/transcriber/silero.js';
import { packageRoot } from '../storage/package-root.js';
import { waveHeader } from '../tests/services/wave-header.js';
import { startVouch } from './server.js';

/** As telephone systems record. */
const RATE_HZ = 8_000;
const CALLS = [
  'conversations/huacheng-call.ogg',
  'recordings/lumen-callback.ogg',
  'recordings/yaoshi-renewal-call.ogg',
];

/** Chinese characters, and words of other letters. */
const wordsIn = (said: string): number => said.match(/\p{Script=Han}|[\p{L}\p{N}'’]+/gu)?.length ?? 0;

async function wordsOf(call: string): Promise<number> {
  const file = join(packageRoot, 'fixtures', 'dialogues', `${basename(call, '.ogg')}.json`);
  const { turns } = JSON.parse(await readFile(file, 'utf8')) as { turns: [speaker: string, said: string][] };
  return turns.reduce((sum, [, said]) => sum + wordsIn(said), 0);
}

/**
 * Writes a stereo file of so many minutes to `path`; a call on one channel lies on the left.
 * @returns how many words are spoken in it, about: the last call may be cut off
 */
export async function writeCalls(path: string, minutes: number): Promise<number> {
  const ffmpeg = await locateFfmpeg();
  const calls: Buffer[] = [];
  let words = 0;
  for (const name of CALLS) {
    const file = join(packageRoot, 'fixtures', name);
    const { channels } = await probeAudio(ffmpeg, file, { fileName: name });
    for await (const [left, right] of decodeChannels(ffmpeg, file, channels, { fileName: name }))
      calls.push(woven(left as Float32Array, right));
    words += await wordsOf(name);
  }
  const round = Buffer.concat(calls);
  const bytes = minutes * 60 * RATE_HZ * 4;
  const file: FileHandle = await open(path, 'w');
  await file.write(waveHeader(bytes, RATE_HZ, 2));
  for (let at = 0; at < bytes; at += round.length)
    await file.write(round.subarray(0, Math.min(round.length, bytes - at)));
  await file.close();
  return (words * bytes) / round.length;
}

/** Every second sample of 16 kHz, as 16 bits of both channels in turn. */
function woven(left: Float32Array, right: Float32Array | undefined): Buffer {
  const pcm = Buffer.alloc((left.length >> 1) * 4);
  for (let i = 0; i < left.length >> 1; i += 1) {
    pcm.writeInt16LE(toInt16(left[2 * i] as number), i * 4);
    pcm.writeInt16LE(toInt16(right?.[2 * i] ?? 0), i * 4 + 2);
  }
  return pcm;
}

const toInt16 = (sample: number): number => Math.round(Math.max(-1, Math.min(1, sample)) * 32_767);

/** Seconds until the bundled engine is open: the median of three. */
export async function engineStart(): Promise<number> {
  const took: number[] = [];
  // Beside this file once it is bundled.
  const program = fileURLToPath(new URL('./speech-host.js', import.meta.url));
  for (let i = 0; i < 3; i += 1) {
    const started = performance.now();
    const engine = await hostedEngine({ kind: 'bundled', model: BUNDLED_MODEL, threads: 2 }, { program });
    took.push((performance.now() - started) / 1000);
    await engine.close();
  }
  return took.sort((a, b) => a - b)[1] as number;
}

export interface Cost {
  readonly seconds: number;
  /** Of processor time in this process. */
  readonly processorSeconds: number;
}

/** Decodes the file and finds its stretches of speech. */
export async function detection(path: string): Promise<Cost> {
  const [ffmpeg, detector] = [await locateFfmpeg(), await openSilero()];
  const [started, before] = [performance.now(), process.cpuUsage()];
  let stretches = 0;
  for await (const _ of findStretches(decodeChannels(ffmpeg, path, 2, { fileName: 'calls.wav' }), 2, detector))
    stretches += 1;
  if (stretches === 0) throw new Error('No speech was found in the calls.');
  const { user, system } = process.cpuUsage(before);
  await detector.close();
  return { seconds: (performance.now() - started) / 1000, processorSeconds: (user + system) / 1e6 };
}

export interface Transcribing {
  readonly seconds: number;
  readonly peakMb: number;
  /** Of all turns, and the words in them: that it was speech, and was understood. */
  readonly spokenSeconds: number;
  readonly words: number;
}

/** `vouch transcribe` with the bundled model, from start to end, and the most memory that it and its children held together. */
export async function transcription(path: string): Promise<Transcribing> {
  const started = performance.now();
  const child = startVouch(['transcribe', path, '--engine', 'bundled'], {}, 'pipe');
  const ended = once(child, 'exit');
  if (!child.stdout) throw new Error('vouch transcribe has no output');
  const output = text(child.stdout);
  let peakMb = 0;
  const timer = setInterval(() => {
    void heldMb(child).then((mb) => (peakMb = Math.max(peakMb, mb)));
  }, 1_000);
  const [code] = (await ended) as [number | null];
  clearInterval(timer);
  if (code !== 0) throw new Error(`vouch transcribe ended with ${code}`);
  const seconds = (performance.now() - started) / 1000;
  const { turns } = JSON.parse(await output) as { turns: { startMs: number; endMs: number; text: string }[] };
  return {
    seconds,
    peakMb,
    spokenSeconds: turns.reduce((sum, turn) => sum + turn.endMs - turn.startMs, 0) / 1000,
    words: turns.reduce((sum, turn) => sum + wordsIn(turn.text), 0),
  };
}

/** Resident memory of a process and all below it. */
async function heldMb({ pid }: ChildProcess): Promise<number> {
  const parents = new Map<number, { parent: number; mb: number }>();
  for (const name of (await readdir('/proc')).filter((each) => /^\d+$/.test(each))) {
    const status = await readFile(`/proc/${name}/status`, 'utf8').catch(() => '');
    const figure = (field: string): number => Number(new RegExp(`^${field}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? 0);
    parents.set(Number(name), { parent: figure('PPid'), mb: figure('VmRSS') / 1024 });
  }
  const isBelow = (one: number): boolean =>
    one === pid || (parents.has(one) && isBelow(parents.get(one)?.parent ?? -1));
  return [...parents].reduce((sum, [one, { mb }]) => sum + (isBelow(one) ? mb : 0), 0);
}
