import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';

import { afterEach, beforeEach, expect, it } from 'vitest';
import yazl from 'yazl';

import { collectInputs } from '../../../ingest/paths.js';

/** Enough of a WAV header to be known by content. */
const WAV = Buffer.from('RIFF\x24\0\0\0WAVEfmt \x10\0\0\0', 'latin1');
const VTT = 'WEBVTT\n\n00:00.000 --> 00:01.000\nMaya: hello\n';
const TRANSCRIPT = '{"participants":[{"id":"a"}],"turns":[{"speaker":"a","text":"hello","startMs":0,"endMs":900}]}';
const WHATSAPP = '12/03/2026, 09:15 - Maya: hello\n13/03/2026, 09:16 - Li: good morning\n';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vouch-paths-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function put(files: Readonly<Record<string, string | Buffer>>): Promise<void> {
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), content);
  }
}

async function zip(name: string, files: Readonly<Record<string, string | Buffer>>): Promise<void> {
  const archive = new yazl.ZipFile();
  for (const [entry, content] of Object.entries(files)) archive.addBuffer(Buffer.from(content), entry);
  archive.end();
  await pipeline(archive.outputStream, createWriteStream(join(folder, name)));
}

/** `call.wav + call.vtt` for a pair. */
async function collected(...paths: string[]): Promise<string[]> {
  const inputs = await collectInputs(paths.map((path) => join(folder, path)));
  return inputs.map(({ path, transcript }) =>
    [path, ...(transcript ? [transcript.path] : [])].map((one) => relative(folder, one)).join(' + '),
  );
}

it('expands folders in order, with everything below, hidden files left out', async () => {
  await put({
    'b.vtt': VTT,
    'a/z.vtt': VTT,
    'a/y/x.txt': WHATSAPP,
    '.DS_Store': '',
    '.git/config': '',
    'a/.hidden': '',
  });
  expect(await collected('.')).toEqual(['a/y/x.txt', 'a/z.vtt', 'b.vtt']);
});

it('keeps the order of what is named, and takes files whose name begins with a dot when named', async () => {
  await put({ 'b.vtt': VTT, 'a.vtt': VTT, '.c.vtt': VTT });
  expect(await collected('b.vtt', '.c.vtt', 'a.vtt')).toEqual(['b.vtt', '.c.vtt', 'a.vtt']);
});

it.each([
  ['a VTT', { 'call.wav': WAV, 'call.vtt': VTT }, ['call.wav + call.vtt']],
  ['an SRT', { 'call.wav': WAV, 'call.SRT': '1\n00:00:00,000 --> 00:00:01,000\nhi\n' }, ['call.wav + call.SRT']],
  ['a JSON that is a transcript', { 'call.wav': WAV, 'call.json': TRANSCRIPT }, ['call.wav + call.json']],
  [
    'a JSON that is something else: by itself',
    { 'call.wav': WAV, 'call.json': '{"agent":7}' },
    ['call.json', 'call.wav'],
  ],
  [
    'the most telling of several',
    { 'call.wav': WAV, 'call.json': TRANSCRIPT, 'call.vtt': VTT },
    ['call.json', 'call.wav + call.vtt'],
  ],
  ['one of another folder: not', { 'call.wav': WAV, 'text/call.vtt': VTT }, ['call.wav', 'text/call.vtt']],
  ['one of another name: not', { 'call.wav': WAV, 'call-2.vtt': VTT }, ['call-2.vtt', 'call.wav']],
  ['beside what is no sound: not', { 'call.wav': 'not sound', 'call.vtt': VTT }, ['call.vtt', 'call.wav']],
  [
    'of two recordings, the first',
    { 'call.m.wav': WAV, 'call.wav': WAV, 'call.xyz': WAV, 'call.vtt': VTT },
    ['call.m.wav', 'call.wav + call.vtt', 'call.xyz'],
  ],
])('pairs a recording with %s', async (_what, files, expected) => {
  await put(files);
  expect(await collected('.')).toEqual(expected);
});

it('takes a transcript along with a recording that is named, once', async () => {
  await put({ 'call.wav': WAV, 'call.vtt': VTT });
  expect(await collected('call.wav')).toEqual(['call.wav + call.vtt']);
  expect(await collected('call.vtt', 'call.wav')).toEqual(['call.wav + call.vtt']);
  expect(await collected('call.vtt')).toEqual(['call.vtt']);
});

it('opens a ZIP of recordings and pairs what is in it', async () => {
  await zip('calls.zip', { 'x/call.wav': WAV, 'x/call.vtt': VTT, 'b.vtt': VTT, '__MACOSX/x/._call.wav': 'junk' });
  const inputs = await collectInputs([join(folder, 'calls.zip')]);
  expect(await collected('.')).toEqual(['calls.zip/b.vtt', 'calls.zip/x/call.wav + calls.zip/x/call.vtt']);
  expect(inputs.map(({ name, onDisk }) => [name, onDisk])).toEqual([
    ['b.vtt', false],
    ['call.wav', false],
  ]);
  const [first, second] = inputs;
  expect(await text(first!.open())).toBe(VTT);
  expect(await text(first!.open())).toBe(VTT);
  expect(await text(second!.transcript!.open())).toBe(VTT);
});

it('leaves a ZIP that is an export in one piece', async () => {
  await zip('WhatsApp.zip', { '_chat.txt': WHATSAPP, 'photo.jpg': 'x' });
  await zip('slack.zip', { 'users.json': '[]', 'channels.json': '[]', 'general/2026-03-01.json': '[]' });
  expect(await collected('.')).toEqual(['WhatsApp.zip', 'slack.zip']);
});

it.each([
  ['another chat', { 'a.txt': WHATSAPP, 'b.txt': WHATSAPP }],
  ['an export of something else', { 'chat.txt': WHATSAPP, 'result.json': '{"messages":[]}' }],
  ['a call', { 'chat.txt': WHATSAPP, 'call.wav': WAV }],
])('takes a ZIP with a chat and %s in it for a folder of both', async (_what, files) => {
  await zip('both.zip', files);
  expect(await collected('.')).toEqual(
    Object.keys(files)
      .map((name) => `both.zip/${name}`)
      .sort(),
  );
});

it('knows what a chat names as its attachments', async () => {
  const names = ['AUD-20260312-WA0001.opus', 'prices.csv', 'notes.txt'];
  const said = names.map((name) => `12/03/2026, 09:20 - Li: ${name} (file attached)\n`).join('');
  await zip('WhatsApp.zip', {
    '_chat.txt': `${WHATSAPP}${said}`,
    'AUD-20260312-WA0001.opus': WAV,
    'prices.csv': 'a,b',
    'notes.txt': WHATSAPP,
  });
  expect(await collected('.')).toEqual(['WhatsApp.zip']);
});

it('leaves a damaged ZIP to whoever reads it', async () => {
  await put({ 'broken.zip': Buffer.from('PK\x03\x04 and nothing more') });
  expect(await collected('.')).toEqual(['broken.zip']);
});

it('says which path is not there', async () => {
  await expect(collectInputs([join(folder, 'missing')])).rejects.toMatchObject({ code: 'invalid_input' });
});
