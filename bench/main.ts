/**
 * `npm run bench [NAME...]`: measures what the project promises and prints one JSON object, each
 * figure beside its bar. Machines differ: compare figures of one run on one machine.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';

import { Pool } from 'undici';

import { analyze, defaultPlaybook, defaultPolicy, loadRules } from '../models/insight/index.js';
import { startServices, withDatabase, administer } from '../tests/services/start.js';
import { analyzeLong, costByLength } from './long.js';
import { readTranscript } from './read-transcript.js';
import { sampleChat } from './sample-chat.js';
import { searchTimes, type SearchTimes } from './search.js';
import { publishChats, residentMb, startServer, startVouch, stop } from './server.js';
import { detection, engineStart, transcription, writeCalls } from './speech.js';
import { firstLoad, scrolling } from './web.js';
import { whisperCost } from './whisper.js';

interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly bar: string;
  readonly met: boolean;
}
const atLeast = (name: string, value: number, least: number, unit: string): Figure => ({
  name,
  value,
  unit,
  bar: `>= ${least}`,
  met: value >= least,
});
const atMost = (name: string, value: number, most: number, unit: string): Figure => ({
  name,
  value,
  unit,
  bar: `<= ${most}`,
  met: value <= most,
});

const settled = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Whole analyses of 40-turn chats, one core, for three seconds. */
function analysis(): Figure[] {
  const options = { rules: loadRules(), playbook: defaultPlaybook(), policy: defaultPolicy(), version: 'bench' };
  const transcripts = Array.from({ length: 20 }, (_, n) => readTranscript(sampleChat(n)));
  for (const transcript of transcripts) analyze(transcript, options);
  const started = performance.now();
  let turns = 0;
  while (performance.now() - started < 3_000)
    for (const transcript of transcripts) turns += analyze(transcript, options).metrics.turns;
  return [
    atLeast(
      'analysis of transcripts, one core',
      Math.round((turns * 1000) / (performance.now() - started)),
      2_000,
      'turns/s',
    ),
  ];
}

/** One conversation of 2,000 turns through `vouch analyze`, and what a turn costs in short and long ones. */
async function long(): Promise<Figure[]> {
  const start = await analyzeLong(2);
  const { seconds, peakMb } = await analyzeLong(2_000);
  const lengths = [10, 100, 1_000, 10_000];
  const costs = costByLength(lengths);
  const [shortest = 0, longest = 0] = [costs[0], costs.at(-1)];
  console.error(lengths.map((turns, n) => `${turns} turns: ${Math.round(costs[n] ?? 0)} µs a turn`).join('; '));
  return [
    atMost(
      'a conversation of 2,000 turns through vouch analyze, beyond one of 2',
      hundredths(seconds - start.seconds),
      2,
      's',
    ),
    atMost('its memory at most', Math.round(peakMb), 400, 'MB'),
    atMost('what a turn costs in a conversation of 10,000, in one of 10', hundredths(longest / shortest), 1.1, 'times'),
  ];
}

async function embedded(): Promise<Figure[]> {
  const dataDir = await mkdtemp(join(tmpdir(), 'vouch-bench-'));
  try {
    const first = await startServer({ VOUCH_DATA_DIR: dataDir });
    await first.stop();
    const server = await startServer({ VOUCH_DATA_DIR: dataDir });
    const figures: Figure[] = [atMost('start on an existing embedded data folder', server.startMs, 3_000, 'ms')];
    await settled(3_000);
    figures.push(atMost('memory of the idle server, embedded', residentMb(server.process), 500, 'MB'));
    await publishChats(server.url, 30, 0);
    const run = await publishChats(server.url, 300, 1_000);
    figures.push(atLeast('chats of 40 turns from upload to published, embedded', run.perSecond, 20, 'conversations/s'));
    figures.push(await messageCheck(server.url));
    await server.stop();
    return figures;
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
}

/**
 * 100 requests a second for ten seconds, each sent when its turn has come whether or not those before are
 * answered, and timed from that moment: a server that stalls is not spared the requests of that time.
 */
async function messageCheck(url: string): Promise<Figure> {
  const body = JSON.stringify({
    text: '您放心，我们保证三月底之前上线，达不到全额退款。If you sign this week I can give you 15% off and free training.',
  });
  const sender = new Pool(url, { connections: 10 });
  const send = async (due: number): Promise<number> => {
    await settled(due - performance.now());
    const { statusCode, body: answer } = await sender.request({
      path: '/v1/compliance/check',
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });
    await answer.text();
    if (statusCode !== 200) throw new Error(`compliance/check: ${statusCode}`);
    return performance.now() - due;
  };
  const atRate = (requests: number, from = performance.now()): Promise<number[]> =>
    Promise.all(Array.from({ length: requests }, (_, i) => send(from + i * 10)));
  await atRate(300);
  const took = (await atRate(1_000)).sort((x, y) => x - y);
  await sender.close();
  const p99 = took[Math.floor(took.length * 0.99)] ?? Infinity;
  return atMost('compliance/check at 100 requests/s, 99th percentile', Math.round(p99 * 10) / 10, 20, 'ms');
}

async function cluster(): Promise<Figure[]> {
  const services = await startServices(tmpdir());
  const dataDir = await mkdtemp(join(tmpdir(), 'vouch-bench-'));
  try {
    await administer(services.postgresUrl, 'create database vouch_bench');
    const environment = {
      VOUCH_DATA_DIR: dataDir,
      VOUCH_DATABASE_URL: withDatabase(services.postgresUrl, 'vouch_bench'),
      VOUCH_REDIS_URL: services.redisUrl,
    };
    const server = await startServer(environment);
    await settled(3_000);
    const figures: Figure[] = [
      atMost('memory of the idle server, on PostgreSQL', residentMb(server.process), 200, 'MB'),
    ];
    // One for each of the two cores: a worker is one thread.
    const workers = [4, 4].map((jobs) => startVouch(['worker', '--concurrency', String(jobs)], environment));
    // Three programs that just started compile what they run often for the first ten seconds or so.
    await publishChats(server.url, 50, 0);
    const cold = await publishChats(server.url, 600, 1_000);
    console.error(`the first 600 chats after the start: ${cold.perSecond} a second`);
    const run = await publishChats(server.url, 600, 2_000);
    figures.push(
      atLeast('chats of 40 turns from upload to published, PostgreSQL and Redis', run.perSecond, 50, 'conversations/s'),
    );
    await Promise.all([...workers.map(stop), server.stop()]);
    return figures;
  } finally {
    await rm(dataDir, { recursive: true, force: true });
    await services.stop();
  }
}

async function searchPostgres(): Promise<Figure[]> {
  const services = await startServices(tmpdir());
  try {
    await administer(services.postgresUrl, 'create database vouch_search');
    const url = withDatabase(services.postgresUrl, 'vouch_search');
    return searchFigures(await searchTimes({ kind: 'postgres', url }), 'PostgreSQL', 300);
  } finally {
    await services.stop();
  }
}

async function searchEmbedded(): Promise<Figure[]> {
  const dataDir = await mkdtemp(join(tmpdir(), 'vouch-bench-'));
  try {
    return searchFigures(await searchTimes({ kind: 'pglite', dataDir }), 'embedded', 800);
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
}

const searchFigures = ({ searchMs, listMs }: SearchTimes, where: string, most: number): Figure[] => [
  atMost(`search over 600,000 turns, 95th percentile, ${where}`, searchMs, most, 'ms'),
  atMost(`page of a list of 100,000 conversations, 95th percentile, ${where}`, listMs, 100, 'ms'),
];

/** A Whisper of random weights (make-random-whisper.py), in the folder that VOUCH_BENCH_WHISPER names. */
async function whisper(): Promise<Figure[]> {
  const folder = process.env.VOUCH_BENCH_WHISPER;
  if (folder === undefined) {
    console.error('not measured: make a model (bench/make-random-whisper.py) and name it in VOUCH_BENCH_WHISPER');
    return [];
  }
  const { oursMs, sessionsMs } = await whisperCost(folder);
  const percent = Math.round((1000 * oursMs) / sessionsMs) / 10;
  return [atMost('Whisper base, beside what its ONNX sessions take', percent, 15, '%')];
}

async function withCalls<T>(minutes: number, use: (path: string, words: number) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'vouch-bench-'));
  try {
    const path = join(folder, 'calls.wav');
    const words = await writeCalls(path, minutes);
    return await use(path, words);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
const hundredths = (value: number): number => Math.round(value * 100) / 100;
const tenths = (value: number): number => Math.round(value * 10) / 10;

async function speechStart(): Promise<Figure[]> {
  return [atMost('start of the bundled speech engine', Math.round((await engineStart()) * 100) / 100, 2, 's')];
}

async function speechDetection(): Promise<Figure[]> {
  const { seconds, processorSeconds } = await withCalls(60, detection);
  return [
    atMost('decoding and speech detection, an hour of stereo', tenths(seconds), 25, 's'),
    // Beside other work the clock says little.
    atMost('the same, processor time without ffmpeg', tenths(processorSeconds), 25, 's'),
  ];
}

async function speechHour(): Promise<Figure[]> {
  const [{ seconds, spokenSeconds, words }, spoken] = await withCalls(60, async (path, inIt) => [
    await transcription(path),
    inIt,
  ]);
  return [
    atMost(
      'an hour of stereo through the bundled model, of its length',
      Math.round((seconds / 3600) * 1000) / 1000,
      0.05,
      '',
    ),
    // Silence would cost next to nothing.
    atLeast('speech found in that hour', Math.round((100 * spokenSeconds) / 3600), 80, '%'),
    atLeast('words that came out, of those spoken in it', Math.round((100 * words) / spoken), 95, '%'),
  ];
}

async function speechMemory(): Promise<Figure[]> {
  const { peakMb } = await withCalls(120, transcription);
  return [atMost('memory for two hours of stereo, all processes', Math.round(peakMb), 700, 'MB')];
}

async function web(): Promise<Figure[]> {
  const { scriptKb, paintMs, rowsMs } = await firstLoad();
  console.error(`the list's first rows, processor four times slower: ${rowsMs} ms`);
  return [
    atMost('script of the first load of the conversation list, compressed', scriptKb, 200, 'KB'),
    atMost('its largest contentful paint, processor four times slower', paintMs, 1_500, 'ms'),
  ];
}

async function webList(): Promise<Figure[]> {
  const { frameMs, rows, passed } = await scrolling();
  console.error(`scrolled past ${passed} conversations`);
  return [
    atMost('a frame while a list of 100,000 conversations is scrolled, 95th percentile', frameMs, 50, 'ms'),
    atMost('its rows in the page at a time', rows, 100, 'rows'),
  ];
}

const BENCHMARKS = {
  analysis,
  long,
  embedded,
  cluster,
  web,
  'web-list': webList,
  whisper,
  'speech-start': speechStart,
  'speech-detection': speechDetection,
  'speech-hour': speechHour,
  'speech-memory': speechMemory,
  'search-postgres': searchPostgres,
  'search-embedded': searchEmbedded,
} as const;
/** Minutes each: measured where they are asked for. */
const LONG: readonly string[] = ['speech-hour', 'speech-memory', 'search-postgres', 'search-embedded', 'web-list'];
/** `speech` stands for all four. */
const isWanted = (name: string, asked: string): boolean => name === asked || name.startsWith(`${asked}-`);
const wanted = process.argv.slice(2);
const unknown = wanted.filter((asked) => !Object.keys(BENCHMARKS).some((name) => isWanted(name, asked)));
if (unknown.length > 0) {
  console.error(`unknown: ${unknown.join(', ')}; there are ${Object.keys(BENCHMARKS).join(', ')}`);
  process.exit(2);
}
const figures: Figure[] = [];
for (const [name, measure] of Object.entries(BENCHMARKS))
  if (wanted.length === 0 ? !LONG.includes(name) : wanted.some((asked) => isWanted(name, asked))) {
    console.error(`measuring: ${name} …`);
    figures.push(...(await measure()));
  }
console.log(JSON.stringify({ node: process.version, cores: cpus().length, figures }, null, 2));
