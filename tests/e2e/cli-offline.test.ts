/** `analyze`, `transcribe`, help and usage: what needs no database. */
import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';

import { Analysis, type Evidence, INSIGHT_KINDS } from '../../models/domain/index.js';
import { zipOf } from '../unit/ingest/archives.js';
import { conversation, shell, temporaryFolder, vouch } from './program.js';

// Each test starts several processes, on machines that may be busy.
vi.setConfig({ testTimeout: 180_000 });

let folder: string;
let remove: () => Promise<void>;
beforeAll(async () => {
  ({ path: folder, remove } = await temporaryFolder());
});
afterAll(() => remove());

const COMMANDS = [
  'ingest',
  'analyze',
  'transcribe',
  'rules',
  'serve',
  'worker',
  'migrate',
  'status',
  'retry',
  'keys',
  'demo',
];

describe('help', () => {
  test('says first what it is for, every command, the first steps and the exit statuses', async () => {
    const { code, stdout, stderr } = await vouch(['--help']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    for (const command of COMMANDS) expect(stdout).toMatch(new RegExp(`^ {2}${command} `, 'm'));
    expect(stdout).toMatch(/First steps:[\s\S]*vouch demo[\s\S]*Exit status: 0 all well, 1 some inputs failed/);
  });

  test.each<[string, RegExp]>([
    ['ingest', /--customer <id>[\s\S]*--external-id <id>[\s\S]*For example:/],
    ['analyze', /one analysis a line[\s\S]*--playbook <file>[\s\S]*--policy <file>/],
    ['transcribe', /--engine <name>[\s\S]*--model <name>[\s\S]*--language <language>/],
    ['rules test', /--policy <file>[\s\S]*--lexicon <path>[\s\S]*"stored"[\s\S]*For example:/],
    ['serve', /--host <host>[\s\S]*--port <port>[\s\S]*VOUCH_DATABASE_URL/],
    ['worker', /--steps <list>[\s\S]*--concurrency <n>/],
    ['migrate', /up to date/],
    ['status', /what failed and why[\s\S]*--json/],
    ['retry', /<id\.\.\.>[\s\S]*"failed" for all/],
    ['keys', /create[\s\S]*list[\s\S]*revoke/],
    ['keys create', /--role <role>[\s\S]*"rep", "qa", "trainer", "manager",\s+"delivery", "admin"/],
    ['demo', /--once/],
  ])('%s', async (command, pattern) => {
    const { code, stdout, stderr } = await vouch([...command.split(' '), '--help']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(pattern);
  });

  test('--version', async () => {
    expect(await vouch(['--version'])).toMatchObject({ code: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) });
  });
});

describe('wrong usage ends with 2, says what is right, and prints no result', () => {
  const file = conversation('lumen-telegram.json');
  test.each<[string, string[], RegExp]>([
    ['nothing', [], /Usage: vouch/],
    ['an unknown command', ['dance'], /unknown command 'dance'/],
    ['a command that is nearly right', ['analyse', file], /Did you mean analyze\?/],
    ['no input', ['analyze'], /missing required argument 'path'/],
    ['an unknown option', ['analyze', '--fast', file], /unknown option '--fast'/],
    ['an option without its value', ['analyze', file, '--policy'], /argument missing/],
    ['a date order that is none', ['analyze', '--date-order', 'ydm', file], /Allowed choices are dmy, mdy, ymd/],
    ['a time without an offset', ['analyze', '--started-at', '2026-03-03 10:00', file], /2026-03-03T10:00:00\+08:00/],
    ['a time zone that is none', ['analyze', '--time-zone', 'Mars/Olympus', file], /such as Asia\/Shanghai/],
    ['a policy that is not there', ['analyze', '--policy', 'nowhere.yaml', file], /nowhere\.yaml/],
    ['an engine that is not there', ['transcribe', '--engine', 'psychic', file], /Allowed choices are auto, whisper/],
    ['a role that is none', ['keys', 'create', '--role', 'king'], /Allowed choices are rep, qa/],
    ['no role', ['keys', 'create'], /required option '--role <role>'/],
    ['a port that is none', ['serve', '--port', '70000'], /whole number from 0 to 65535/],
    ['a worker with nothing to share', ['worker'], /needs VOUCH_DATABASE_URL and VOUCH_REDIS_URL/],
    ['--no-wait with nobody else to work', ['ingest', '--no-wait', file], /needs workers elsewhere/],
    [
      'one external id for two inputs',
      ['ingest', '--external-id', 'a', file, conversation('qinghe-weflow.json')],
      /2 inputs/,
    ],
  ])('%s', async (_what, args, pattern) => {
    const { code, stdout, stderr } = await vouch(args, { env: { VOUCH_DATA_DIR: join(folder, 'unused') } });
    expect(stderr).toMatch(pattern);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  });

  test('every mistake in the environment is told at once, by name, without the values', async () => {
    const { code, stderr } = await vouch(['status'], {
      env: {
        VOUCH_PORT: 'eighty',
        VOUCH_DATABASE_URL: 'mysql://root:hunter2@db',
        VOUCH_S3_ENDPOINT: 'http://127.0.0.1:9000',
        VOUCH_TIME_ZONE: 'Mars/Olympus',
        VOUCH_AUTO_ACCEPT: 'everything=1',
      },
    });
    expect(code).toBe(2);
    expect(stderr).toContain('6 problems');
    for (const name of ['PORT', 'DATABASE_URL', 'S3_ACCESS_KEY', 'S3_SECRET_KEY', 'TIME_ZONE', 'AUTO_ACCEPT'])
      expect(stderr).toMatch(new RegExp(`^ {2}VOUCH_${name}: `, 'm'));
    expect(stderr).not.toMatch(/eighty|hunter2|Olympus|everything/);
  });

  test('a playbook in the environment that is broken', async () => {
    await writeFile(join(folder, 'broken-playbook.yaml'), 'name: x\nsteps: [\n');
    const { code, stderr } = await vouch(['analyze', file], {
      env: { VOUCH_PLAYBOOK: join(folder, 'broken-playbook.yaml') },
    });
    expect(code).toBe(2);
    expect(stderr).toMatch(/broken-playbook\.yaml.*line \d/);
  });
});

const lines = (stdout: string): unknown[] =>
  stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as unknown);
const analysesOf = (stdout: string): Analysis[] => lines(stdout).map((line) => Analysis.parse(line));

interface Transcribed {
  id: string;
  language: string;
  durationMs: number;
  engine: { name: string; model: string };
  turns: { speaker: string | null; text: string; startMs?: number; endMs?: number; sentAt?: string }[];
  speakers: { id: string; side: string; confidence: number; channel: number | null }[];
}

const FILES = [
  'yaoshi-funasr.json',
  'brightwater-discovery-zoom.vtt',
  'huacheng-wecom.jsonl',
  'brightwater-whatsapp.txt',
  'brightwater-slack.zip',
  'huacheng-call.vtt',
];

describe('analyze', () => {
  test('prints one analysis a line, in the order given, every quote verbatim at its place', async () => {
    const paths = FILES.map(conversation);
    const [analyzed, transcribed] = await Promise.all([vouch(['analyze', ...paths]), vouch(['transcribe', ...paths])]);
    expect(analyzed).toMatchObject({
      code: 0,
      stderr: expect.stringMatching(/6 conversations from 6 inputs, 0 failed/),
    });
    const analyses = analysesOf(analyzed.stdout);
    const transcripts = lines(transcribed.stdout) as Transcribed[];
    expect(analyses.map(({ id }) => id.split('#')[0])).toEqual(FILES.map((file) => file.replace(/\.\w+$/, '')));
    expect(transcripts.map(({ id }) => id)).toEqual(analyses.map(({ id }) => id));
    let quotes = 0;
    for (const [i, analysis] of analyses.entries())
      for (const { turn, start, end, quote } of evidenceOf(analysis)) {
        expect(transcripts[i]?.turns[turn]?.text.slice(start, end)).toBe(quote);
        quotes += 1;
      }
    expect(quotes).toBeGreaterThan(50);
  });

  test('says how much of its source could be read, as every result does', async () => {
    const completeness = { total: 24, read: 18, unreadable: 3, reasons: { attachment_absent: 3 } };
    for (const command of ['analyze', 'transcribe']) {
      const { stdout } = await vouch([command, conversation('huacheng-wecom.jsonl')]);
      expect(lines(stdout)).toMatchObject([{ completeness }]);
    }
  });

  test('is the same every time', async () => {
    const args = ['analyze', conversation('huacheng-wecom.jsonl')];
    const [one, two] = await Promise.all([vouch(args), vouch(args)]);
    expect(one.stdout).toBe(two.stdout);
  });

  test('a folder stands for its files, and bad ones are named while the others are printed', async () => {
    const mixed = join(folder, 'mixed');
    await mkdir(join(mixed, 'deeper'), { recursive: true });
    await copyFile(conversation('lumen-telegram.json'), join(mixed, 'a.json'));
    await writeFile(join(mixed, 'b.json'), '{"weather": "fine"}');
    await writeFile(join(mixed, 'c.vtt'), '');
    await copyFile(conversation('qinghe-whatsapp.txt'), join(mixed, 'deeper', 'd.txt'));
    const missing = join(folder, 'nowhere.vtt');
    const { code, stdout, stderr } = await vouch(['analyze', conversation('yaoshi-funasr.json'), missing, mixed]);
    expect(code).toBe(1);
    expect(analysesOf(stdout).map(({ id }) => id)).toEqual(['yaoshi-funasr', 'a', 'd']);
    expect(stderr).toMatch(/error: There is no file or folder .*nowhere\.vtt/);
    expect(stderr).toMatch(/error: .*b\.json.*"weather"/);
    expect(stderr).not.toContain('fine');
    expect(stderr).toMatch(/error: .*c\.vtt.* empty/);
    expect(stderr).toMatch(/3 conversations from 6 inputs, 3 failed/);
  });

  test('a ZIP of transcripts stands for them', async () => {
    const vtt = (words: string): string => `WEBVTT\n\n00:00:01.000 --> 00:00:03.000\n<v Maya>${words}</v>\n`;
    const path = join(folder, 'calls.zip');
    await writeFile(
      path,
      await zipOf({ 'one.vtt': vtt('First.'), 'two.vtt': vtt('Second.'), 'three.vtt': 'WEBVTT\n' }),
    );
    const { code, stdout, stderr } = await vouch(['analyze', path]);
    expect(code).toBe(1);
    expect(analysesOf(stdout).map(({ id }) => id)).toEqual(['one', 'two']);
    expect(stderr).toMatch(/three\.vtt/);
  });

  test('nothing but failures still ends with 1, and an empty folder is wrong usage', async () => {
    expect(await vouch(['analyze', join(folder, 'nowhere.vtt')])).toMatchObject({ code: 1, stdout: '' });
    const empty = join(folder, 'empty');
    await mkdir(empty);
    expect(await vouch(['analyze', empty])).toMatchObject({ code: 2, stderr: expect.stringContaining('no file') });
  });

  test('a playbook and a policy of one’s own', async () => {
    const [playbook, policy] = [join(folder, 'short.yaml'), join(folder, 'strict.yaml')];
    const name = '{ zh: 短, en: Short }';
    await writeFile(playbook, `id: short-v1\nname: ${name}\nsteps: [{ id: opening, weight: 1, does: ${name} }]\n`);
    await writeFile(
      policy,
      `id: strict-v1\nversion: 1\nname: ${name}\nrules: [{ id: none, when: {}, allowed: false, why: ${name}, suggestion: ${name} }]\n`,
    );
    const file = conversation('brightwater-negotiation-teams.vtt');
    const [given, own] = await Promise.all([
      vouch(['analyze', file]),
      vouch(['analyze', '--playbook', playbook, '--policy', policy, file]),
    ]);
    const [before, after] = [analysesOf(given.stdout)[0], analysesOf(own.stdout)[0]];
    expect(before?.scriptFit.steps.length).toBeGreaterThan(5);
    expect(after?.scriptFit).toMatchObject({ playbook: 'short-v1', steps: [{ id: 'opening' }] });
    expect(before?.commitments.some(({ allowed }) => allowed)).toBe(true);
    expect(after?.commitments.length).toBe(before?.commitments.length);
    for (const { allowed, suggestion } of after?.commitments ?? [])
      expect({ allowed, suggestion }).toEqual({ allowed: false, suggestion: 'Short' });
  });

  test('what one conversation missed is shown as another of the same run did it', async () => {
    const [good, bad] = [join(folder, 'good.vtt'), join(folder, 'bad.vtt')];
    const cue = (text: string) =>
      `WEBVTT\n\n00:00.000 --> 00:05.000\n<v Rep>${text}\n\n00:05.000 --> 00:06.000\n<v Cust>Right, our problem is that nobody knows.\n`;
    await writeFile(good, cue('Hi, this is Leo from Northlight, do you have a budget set aside for it?'));
    await writeFile(bad, cue('Hi, this is Leo from Northlight, the weather is nice.'));
    const { stdout } = await vouch(['analyze', '--staff', 'Rep', bad, good]);
    const missed = analysesOf(stdout)[0]?.scriptFit.missed?.find(({ id }) => id === 'budget');
    expect(missed).toMatchObject({
      say: expect.stringContaining('budget'),
      example: { conversationId: 'good', turn: 0 },
    });
    expect(missed?.example?.quote).toContain('budget set aside');
  });

  test.each(['--playbook', '--policy'])('%s: broken YAML names the file and the line', async (option) => {
    const path = join(folder, 'broken.yaml');
    await writeFile(path, 'id: x\nname: a: b\n');
    const { code, stdout, stderr } = await vouch(['analyze', option, path, conversation('lumen-telegram.json')]);
    expect(stderr).toMatch(/broken\.yaml.*line 2/);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  });

  test.each(['--playbook', '--policy'])('%s: YAML of another shape names the file and the field', async (option) => {
    const path = join(folder, 'other.yaml');
    await writeFile(path, 'colour: red\n');
    const { code, stdout, stderr } = await vouch(['analyze', option, path, conversation('lumen-telegram.json')]);
    expect(stderr).toMatch(/other\.yaml/);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  });

  test('whoever reads the output may stop reading', async () => {
    const many = Array.from({ length: 12 }, () => '"$FILE"').join(' ');
    const env = { FILE: conversation('brightwater-discovery-zoom.vtt') };
    const { code, stdout, stderr } = await shell(`vouch analyze ${many} | head -n 1`, { env });
    expect(code).toBe(0);
    expect(lines(stdout)).toHaveLength(1);
    expect(stderr).not.toMatch(/EPIPE|at .*\.js/);
  });
});

describe('transcribe', () => {
  test('prints the contract’s shape, with times in milliseconds and both sides', async () => {
    const { code, stdout } = await vouch(['transcribe', conversation('brightwater-discovery-zoom.vtt')]);
    expect(code).toBe(0);
    const [transcript] = lines(stdout) as Transcribed[];
    expect(transcript).toMatchObject({
      id: 'brightwater-discovery-zoom',
      language: 'en',
      engine: { name: 'imported' },
    });
    expect(typeof transcript?.engine.model).toBe('string');
    expect(transcript?.durationMs).toBeGreaterThan(60_000);
    for (const { speaker, text, startMs = -1, endMs = -1 } of transcript?.turns ?? []) {
      expect(text).not.toBe('');
      expect(transcript?.speakers.map(({ id }) => id)).toContain(speaker);
      expect(endMs).toBeGreaterThanOrEqual(startMs);
      expect(endMs).toBeLessThanOrEqual(transcript?.durationMs ?? 0);
    }
    expect(new Set(transcript?.speakers.map(({ side }) => side))).toEqual(new Set(['rep', 'customer']));
    expect(transcript?.speakers.every((one) => one.confidence >= 0 && one.confidence <= 1 && 'channel' in one)).toBe(
      true,
    );
  });

  test('a recording gets its words from the transcript beside it; without one, from the bundled model, with a warning', async () => {
    const { code, stdout } = await vouch(['transcribe', conversation('huacheng-call.ogg')]);
    expect(code).toBe(0);
    expect(lines(stdout)).toMatchObject([{ id: 'huacheng-call', language: 'zh' }]);
    const alone = join(folder, 'alone.ogg');
    await copyFile(conversation('huacheng-call.ogg'), alone);
    const heard = await vouch(['transcribe', alone]);
    expect(heard.code).toBe(0);
    expect(heard.stderr).toMatch(/warning: .*bundled speech model.*vouch models pull/);
    expect(lines(heard.stdout)).toMatchObject([{ id: 'alone', engine: { name: 'bundled' } }]);
  });

  test('an engine that is not installed says how to get it', async () => {
    const alone = join(folder, 'alone.ogg');
    await copyFile(conversation('huacheng-call.ogg'), alone);
    const failed = await vouch(['transcribe', '--engine', 'whisper', alone]);
    expect(failed).toMatchObject({ code: 1, stdout: '' });
    expect(failed.stderr).toMatch(/alone\.ogg.*vouch models pull whisper-base/);
  });

  test('--language is believed', async () => {
    const { stdout } = await vouch(['transcribe', '--language', 'zh', conversation('yaoshi-funasr.json')]);
    expect(lines(stdout)).toMatchObject([{ language: 'zh' }]);
  });
});

function evidenceOf(analysis: Analysis): Evidence[] {
  return [
    ...INSIGHT_KINDS.flatMap((kind) => analysis[kind].flatMap(({ evidence }) => evidence)),
    ...analysis.objections.flatMap(({ response }) => response),
    ...analysis.scriptFit.steps.flatMap(({ evidence }) => evidence),
    ...analysis.summary.sentences.flatMap(({ evidence }) => evidence),
  ];
}
