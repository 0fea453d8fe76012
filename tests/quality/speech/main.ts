/**
 * `npm run quality:speech`: what transcription is worth, measured on sound that nobody here made, and on what espeak-ng says.
 *   --short          three calls, one clip and a part of the sentences, for CI: where that is too few to tell, it says so
 *   --json FILE      the same figures as JSON
 *   --engine whisper --model NAME   also the word errors of an installed model
 * Exit status 1 when a bar is missed. Without ../shared it says so and measures nothing.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { readConfig } from '../../../cli/config.js';
import { forEachConversation } from '../../../cli/read-files.js';
import { openEngine } from '../../../cli/speech.js';
import { locateFfmpeg } from '../../../ingest/audio/ffmpeg.js';
import { analyze, defaultPlaybook, defaultPolicy, loadRules } from '../../../models/insight/index.js';
import { align, SCLITE_COSTS } from '../../../models/quality/alignment.js';
import { mixedErrors, parseAlternatives, rates, wordErrors } from '../../../models/quality/wer.js';
import type { SpeechEngine } from '../../../models/transcriber/engine.js';
import { openSilero } from '../../../models/transcriber/silero.js';
import type { Transcription } from '../../../models/transcriber/transcriber.js';
import { packageRoot } from '../../../storage/package-root.js';
import { type Call, readCalls, sharedFolder, soundOf } from './calls.js';
import { asWebVtt, type Dialogue, gist, RECORDINGS } from './gist.js';
import { mixed, transcribeSound, whoAndWhen } from './listening.js';
import { type Figure, isMet, row, table } from './report.js';
import { hiddenSides } from './sides.js';
import { syntheticFigures } from './synthetic.js';
import { channelFigures, speakerFigures } from './turn-figures.js';

const { values: given } = parseArgs({
  options: {
    short: { type: 'boolean', default: false },
    json: { type: 'string' },
    engine: { type: 'string' },
    model: { type: 'string' },
  },
});
if (!sharedFolder) {
  console.log('There is no folder ../shared with recordings beside the repository: nothing was measured.');
  process.exit(0);
}
const shared = sharedFolder;
const ffmpeg = await locateFfmpeg();
const detector = await openSilero();
const figures: Figure[] = [];
const percent = (part: number, whole: number): number => (100 * part) / whole;
const sum = <T extends object>(all: readonly T[], of: keyof T): number =>
  all.reduce((total, each) => total + (each[of] as number), 0);

/** Where the report is and what it has found by now, for whoever waits for it. */
let shown = 0;
function progress(text: string): void {
  for (; shown < figures.length; shown += 1) console.error(`  ${row(figures[shown] as Figure).join('  ')}`);
  console.error(`${Math.round(performance.now() / 1000)} s  ${text}`);
}

countErrors();
jiwerVectors();
sides();
const calls = await readCalls(ffmpeg, shared, given.short ? 3 : Infinity);
progress('calls: who spoke when, on two channels and on one');
await channels(calls);
await speakers(calls);
progress('people through the bundled model');
await humansThroughBundled(given.short ? CLIPS().slice(0, 1) : CLIPS());
await installedEngine(calls);
progress('synthetic speech through the bundled model');
await bundledOnSyntheticSpeech();
progress("fixtures' recordings end to end");
await recordingsEndToEnd();
if (!given.short) {
  progress('speed');
  await speed(calls);
}
progress('done');

console.log(table(figures));
if (given.json)
  writeFileSync(given.json, `${JSON.stringify({ figures: figures.map((f) => ({ ...f, met: isMet(f) })) }, null, 2)}\n`);
await detector.close();
process.exitCode = figures.some((figure) => figure.counted !== false && isMet(figure) === false) ? 1 : 0;

/** The program that counts the errors, against NIST's own count. */
function countErrors(): void {
  const utterances = (name: string): Map<string, string> =>
    new Map(
      readFileSync(join(shared, 'outside', 'wer', 'sclite', name), 'utf8')
        .toLowerCase()
        .split('\n')
        .flatMap((line) => {
          const [, text, id] = /^(.*)\((\S+)\)\s*$/.exec(line) ?? [];
          return text !== undefined && id !== undefined ? [[id, text.trim()] as const] : [];
        }),
    );
  const heard = utterances('csrnab.hyp');
  const counted = rates(
    [...utterances('csrnab.ref')].map(([id, text]) =>
      align(parseAlternatives(text), (heard.get(id) ?? '').split(/\s+/).filter(Boolean), SCLITE_COSTS),
    ),
  );
  figures.push({
    name: "sclite's sample, word errors",
    value: Math.round(counted.rate * 1000) / 10,
    unit: '%',
    bar: { atLeast: 12, atMost: 12 },
    note: `${counted.total} words (sclite: 1406, 12.0 %)`,
  });
}

function jiwerVectors(): void {
  const text = readFileSync(join(shared, 'outside', 'wer', 'jiwer_vectors.json'), 'utf8');
  const { cases } = JSON.parse(text) as { cases: [string, string, number, number, number][] };
  const same = cases.filter(([reference, hypothesis, ...expected]) => {
    const { rate, mer, wil } = rates([wordErrors(reference, hypothesis)]);
    return [rate, mer, wil].every((value, i) => Math.abs(value - (expected[i] as number)) < 1e-12);
  });
  figures.push({
    name: "jiwer's vectors counted as jiwer does",
    value: percent(same.length, cases.length),
    unit: '%',
    bar: { atLeast: 100 },
    note: `${cases.length} vectors`,
  });
}

function sides(): void {
  const { all, right, wrong } = hiddenSides(shared);
  figures.push({
    name: 'sides, hidden in the labelled conversations: turns that get theirs back',
    value: percent(right, all),
    unit: '%',
    bar: { atLeast: 95 },
    note: `${all} turns, ${wrong} wrong, the rest unknown`,
  });
}

async function channels(all: readonly Call[]): Promise<void> {
  const made = [];
  for (const call of all)
    made.push(channelFigures(call, await transcribeSound(call.channels, { engine: whoAndWhen, detector })));
  const minutes = all.reduce((total, call) => total + call.channels[0].length / 960_000, 0);
  const note = `${all.length} calls, ${minutes.toFixed(1)} min`;
  figures.push(
    {
      name: 'two channels: speech found',
      value: percent(sum(made, 'found'), sum(made, 'spoken')),
      unit: '%',
      bar: { atLeast: 95 },
      note,
    },
    {
      name: 'two channels: false speech',
      value: percent(sum(made, 'falselyMarked'), sum(made, 'marked')),
      unit: '%',
      bar: { atMost: 5 },
      note: 'more than 200 ms from any marked sound',
    },
    {
      name: 'two channels: turns on their channel',
      value: percent(sum(made, 'turnsOnTheirChannel'), sum(made, 'turns')),
      unit: '%',
      bar: { atLeast: 100 },
      note: `${sum(made, 'turns')} turns`,
    },
  );
}

async function speakers(all: readonly Call[]): Promise<void> {
  const made = [];
  for (const call of all)
    made.push(speakerFigures(call, await transcribeSound([mixed(call.channels)], { engine: whoAndWhen, detector })));
  const sure = sum(made, 'sure');
  figures.push(
    {
      name: 'one channel: speaker right, by time',
      value: percent(sum(made, 'right'), sum(made, 'all')),
      unit: '%',
      bar: { atLeast: 80 },
      note: '',
    },
    {
      name: 'one channel: right where sure',
      value: percent(sum(made, 'sureAndRight'), sure),
      unit: '%',
      bar: { atLeast: 90 },
      note: `sure of ${Math.round(percent(sure, sum(made, 'all')))} % of the time`,
    },
  );
}

function CLIPS(): string[] {
  return ['jfk.wav', 'google_commercial_mono.wav', 'google_two_channel_16k.wav', 'stereo_diarization.wav'];
}

/** The bundled model knows synthetic speech only: on people it must say so, and nothing may rest on it. */
async function humansThroughBundled(clips: readonly string[]): Promise<void> {
  const engine = await openEngine(readConfig(), { engine: 'bundled' }, 'auto');
  const sounds = [];
  for (const clip of clips) sounds.push([await soundOf(ffmpeg, join(shared, 'outside', 'speech', clip))]);
  for (const call of calls) sounds.push(call.channels);
  let [turns, unreliable, insights] = [0, 0, 0];
  for (const sound of sounds) {
    const made = await transcribeSound(sound, { engine, detector });
    turns += made.turns.length;
    unreliable += made.turns.filter((turn) => turn.unreliable).length;
    insights += claimsOf(made);
  }
  await engine.close();
  const note = `${clips.length} clips and ${calls.length} calls, ${turns} turns`;
  figures.push(
    {
      name: 'bundled on human speech: marked unreliable',
      value: percent(unreliable, turns),
      unit: '%',
      bar: { atLeast: 100 },
      note,
    },
    {
      name: 'bundled on human speech: budgets, promises, objections',
      value: insights,
      unit: '',
      bar: { atMost: 0 },
      note,
    },
  );
}

async function bundledOnSyntheticSpeech(): Promise<void> {
  const engine = await openEngine(readConfig(), { engine: 'bundled' }, 'auto');
  figures.push(...(await syntheticFigures(engine, shared, { short: given.short, progress })));
  await engine.close();
}

/** The recordings of fixtures/ without a transcript, against the dialogues that are spoken in them. */
async function recordingsEndToEnd(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'vouch-quality-'));
  const same: string[] = [];
  for (const name of RECORDINGS) {
    const written = join(folder, `${name}.vtt`);
    const dialogue = readFileSync(join(packageRoot, 'fixtures', 'dialogues', `${name}.json`), 'utf8');
    writeFileSync(written, asWebVtt(JSON.parse(dialogue) as Dialogue));
    const [expected, heard] = [
      await gistOf(written),
      await gistOf(join(packageRoot, 'fixtures', 'recordings', `${name}.ogg`)),
    ];
    if (expected !== undefined && expected === heard) same.push(name);
  }
  await rm(folder, { recursive: true });
  figures.push({
    name: "fixtures' recordings end to end: the record that their dialogues give",
    value: percent(same.length, RECORDINGS.length),
    unit: '%',
    bar: { atLeast: 100 },
    note: `${same.length} of ${RECORDINGS.length}`,
  });
}

async function gistOf(path: string): Promise<string | undefined> {
  let found: string | undefined;
  await forEachConversation([path], { engine: 'bundled' }, ({ transcript }) => {
    found = JSON.stringify(gist(analyze(transcript, how())));
  });
  return found;
}

function how(): Parameters<typeof analyze>[1] {
  return { rules: loadRules(), playbook: defaultPlaybook(), policy: defaultPolicy(), version: '0.0.0' };
}

function claimsOf({ turns, participants, language }: Transcription): number {
  const transcript = { id: 'clip', kind: 'call' as const, language, participants, turns };
  const { budgets, commitments, objections } = analyze(transcript, how());
  return budgets.length + commitments.length + objections.length;
}

/** Word errors of an installed model on the calls; says so where none is installed. */
async function installedEngine(all: readonly Call[]): Promise<void> {
  const name = `${given.engine ?? 'installed engine'}: word errors on the calls`;
  let engine: SpeechEngine;
  try {
    engine = await openEngine(
      readConfig(),
      { engine: (given.engine ?? 'whisper') as 'whisper', ...(given.model && { model: given.model }) },
      'en',
    );
  } catch (error) {
    figures.push({ name, value: null, unit: '%', bar: null, note: `not run: ${(error as Error).message}` });
    return;
  }
  const counted = [];
  for (const call of all) {
    const { turns } = await transcribeSound(call.channels, { engine, detector });
    const heard = turns.map(({ text }) => text).join(' ');
    const said = [...call.segments]
      .sort((a, b) => a.startMs - b.startMs)
      .map(({ text }) => text.replace(/\[[^\]]*\]|<[^>]*>/g, ' '));
    counted.push(mixedErrors(said.join(' '), heard));
  }
  await engine.close();
  const { rate, total } = rates(counted);
  figures.push({
    name: `${engine.name}/${engine.model}: word errors on the calls`,
    value: percent(rate, 1),
    unit: '%',
    bar: null,
    note: `${total} words`,
  });
}

/** The calls one after the other, again and again, until it is an hour of stereo. */
async function speed(all: readonly Call[]): Promise<void> {
  const { decodeAndFind } = await import('./speed.js');
  const { seconds, minutes } = await decodeAndFind(ffmpeg, detector, all);
  figures.push({
    name: 'decode and speech detection of an hour of stereo',
    value: (seconds * 60) / minutes,
    unit: 's',
    bar: { atMost: 25 },
    note: `measured on ${minutes.toFixed(0)} min`,
  });
}
