import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { locateFfmpeg } from '../../ingest/audio/ffmpeg.js';
import { openSilero } from '../../models/transcriber/silero.js';
import type { SpeechDetector } from '../../models/transcriber/speech-detector.js';
import { type Call, readCalls, sharedFolder, soundOf } from '../quality/speech/calls.js';
import { mixed, transcribeSound, whoAndWhen } from '../quality/speech/listening.js';
import { channelFigures, speakerFigures } from '../quality/speech/turn-figures.js';

let detector: SpeechDetector;
let calls: Call[];

beforeAll(async () => {
  detector = await openSilero();
  calls = await readCalls(await locateFfmpeg(), sharedFolder ?? '');
}, 60_000);
afterAll(() => detector.close());

const total = <T extends object>(all: readonly T[], of: keyof T): number =>
  all.reduce((sum, each) => sum + (each[of] as number), 0);

test('two channels: speech found, none invented, always on its own channel', async () => {
  const figures = [];
  for (const call of calls)
    figures.push(channelFigures(call, await transcribeSound(call.channels, { engine: whoAndWhen, detector })));
  expect(total(figures, 'found') / total(figures, 'spoken')).toBeGreaterThanOrEqual(0.95);
  expect(total(figures, 'falselyMarked') / total(figures, 'marked')).toBeLessThanOrEqual(0.05);
  expect(total(figures, 'turns')).toBeGreaterThan(50);
  expect(total(figures, 'turnsOnTheirChannel')).toBe(total(figures, 'turns'));
});

test('the same mixed to one channel: two speakers, the right one for 80 % of the time and for 90 % where it is sure', async () => {
  const figures = [];
  for (const call of calls) {
    const made = await transcribeSound([mixed(call.channels)], { engine: whoAndWhen, detector });
    expect(made.participants, call.id).toHaveLength(2);
    figures.push(speakerFigures(call, made));
  }
  expect(total(figures, 'right') / total(figures, 'all')).toBeGreaterThanOrEqual(0.8);
  expect(total(figures, 'sure')).toBeGreaterThan(total(figures, 'all') / 2);
  expect(total(figures, 'sureAndRight') / total(figures, 'sure')).toBeGreaterThanOrEqual(0.9);
});

describe('leaks between the channels of a recorded call', () => {
  test.each([
    ['10 dB down, at once', 0.316, 0],
    ['20 dB down, after 60 ms', 0.1, 960],
    ['14 dB down, after 250 ms', 0.2, 4000],
  ])('%s: no turn of the other channel is heard again', async (_name, gain, delay) => {
    const call = calls[4] as Call;
    const [agent, caller] = call.channels;
    const leaked = caller.map((value, i) => value + gain * (agent[i - delay] ?? 0));
    const clean = await transcribeSound(call.channels, { engine: whoAndWhen, detector });
    const made = await transcribeSound([agent, leaked], { engine: whoAndWhen, detector });
    const { found, spoken, falselyMarked, marked } = channelFigures(call, made);
    const before = channelFigures(call, clean);
    expect(found / spoken).toBeGreaterThanOrEqual(0.93);
    expect(falselyMarked / marked).toBeLessThanOrEqual(before.falselyMarked / before.marked + 0.02);
    expect(Math.abs(made.turns.length - clean.turns.length)).toBeLessThanOrEqual(3);
  });
});

test('one voice alone is one speaker', async () => {
  const speech = await soundOf(await locateFfmpeg(), join(sharedFolder ?? '', 'outside', 'speech', 'jfk.wav'));
  const { participants } = await transcribeSound([speech], { engine: whoAndWhen, detector });
  expect(participants).toHaveLength(1);
  const single = await transcribeSound([calls[2]?.channels[0] as Float32Array], { engine: whoAndWhen, detector });
  expect(single.participants).toHaveLength(1);
});

test('a sales call on one channel alternates between its two speakers', async () => {
  const path = join(sharedFolder ?? '', 'outside', 'speech', 'google_commercial_mono.wav');
  const { turns, participants } = await transcribeSound([await soundOf(await locateFfmpeg(), path)], {
    engine: whoAndWhen,
    detector,
  });
  expect(participants).toHaveLength(2);
  expect(turns.length).toBeGreaterThanOrEqual(8);
  expect(turns.length).toBeLessThanOrEqual(12);
});
