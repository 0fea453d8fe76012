/** The recorded calls of ../shared/outside/harpervalley: two people, a channel each, with times that people checked. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { decodeChannel } from '../../../ingest/audio/decode.js';
import type { Ffmpeg } from '../../../ingest/audio/ffmpeg.js';

/** The folder beside the repository, above this file or above its bundle in dist/. */
export const sharedFolder: string | null = (() => {
  for (let folder = dirname(fileURLToPath(import.meta.url)); ; folder = dirname(folder)) {
    const shared = join(folder, 'shared');
    if (existsSync(join(shared, 'outside'))) return shared;
    if (folder === dirname(folder)) return null;
  }
})();

export interface SpokenSegment {
  readonly channel: number;
  readonly startMs: number;
  readonly endMs: number;
  readonly words: readonly { startMs: number; endMs: number }[];
  readonly text: string;
  /** `[noise]`, `[baby]`, `<unk>`: sound that nobody calls speech or silence. */
  readonly noise: boolean;
}

export interface Call {
  readonly id: string;
  /** 16 kHz; the agent, then the caller. */
  readonly channels: readonly [Float32Array, Float32Array];
  readonly segments: readonly SpokenSegment[];
}

interface Segment {
  speaker_role: 'agent' | 'caller';
  start_ms: number;
  duration_ms: number;
  human_transcript: string;
  word_offsets_ms: number[];
  word_durations_ms: number[];
}

export async function readCalls(ffmpeg: Ffmpeg, shared: string, most = Infinity): Promise<Call[]> {
  const folder = join(shared, 'outside', 'harpervalley');
  const names = readdirSync(join(folder, 'transcript')).sort().slice(0, most);
  return Promise.all(
    names.map(async (name) => {
      const id = name.replace(/\.json$/, '');
      const [agent, caller] = await Promise.all(
        ['agent', 'caller'].map((role) => soundOf(ffmpeg, join(folder, 'audio', role, `${id}.wav`))),
      );
      return {
        id,
        channels: joined(agent as Float32Array, caller as Float32Array),
        segments: segmentsOf(folder, name),
      };
    }),
  );
}

export async function soundOf(ffmpeg: Ffmpeg, path: string, channel: number | 'mix' = 'mix'): Promise<Float32Array> {
  const pieces: Float32Array[] = [];
  for await (const piece of decodeChannel(ffmpeg, path, channel, { fileName: path })) pieces.push(piece);
  const all = new Float32Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}

/** From the same moment, the shorter filled up with silence, as the data's README says. */
function joined(agent: Float32Array, caller: Float32Array): [Float32Array, Float32Array] {
  const length = Math.max(agent.length, caller.length);
  const filled = (samples: Float32Array): Float32Array => {
    const all = new Float32Array(length);
    all.set(samples);
    return all;
  };
  return [filled(agent), filled(caller)];
}

/** `start_ms` is right and `offset_ms` is not (README). */
const segmentsOf = (folder: string, name: string): SpokenSegment[] =>
  (JSON.parse(readFileSync(join(folder, 'transcript', name), 'utf8')) as Segment[]).map((segment) => ({
    channel: segment.speaker_role === 'agent' ? 0 : 1,
    startMs: segment.start_ms,
    endMs: segment.start_ms + segment.duration_ms,
    words: segment.word_offsets_ms.map((offset, i) => ({
      startMs: segment.start_ms + offset,
      endMs: segment.start_ms + offset + (segment.word_durations_ms[i] ?? 0),
    })),
    text: segment.human_transcript,
    noise: /^(\s*(\[[^\]]*\]|<[^>]*>)\s*)*$/.test(segment.human_transcript),
  }));
