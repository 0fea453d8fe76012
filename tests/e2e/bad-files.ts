import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import iconv from 'iconv-lite';

import { makeSound } from '../integration/ingest/harness.js';
import { waveHeader } from '../services/wave-header.js';
import { rawZip, zipOf } from '../unit/ingest/archives.js';

const MB = 1024 ** 2;

/** A file of sound as ffmpeg makes it with these arguments; the suffix of the name says the format. */
export async function sound(name: string, args: readonly string[] = []): Promise<Buffer> {
  const folder = await mkdtemp(join(tmpdir(), 'vouch-sound-'));
  try {
    return await readFile(await makeSound(join(folder, name), args));
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** A file that cannot be read, and how that is answered. */
export interface BadFile {
  readonly what: string;
  readonly name: string;
  readonly content: () => Uint8Array | string | Promise<Uint8Array | string>;
  readonly status: number;
  readonly code: string;
  readonly reason: RegExp;
}

export const BAD_FILES: readonly BadFile[] = [
  {
    what: 'an empty file',
    name: 'empty-1.json',
    content: () => '',
    status: 400,
    code: 'invalid_input',
    reason: /is empty/,
  },
  {
    what: 'nothing but white space',
    name: 'blank-2.txt',
    content: () => ' \n\t\r\n',
    status: 422,
    code: 'unreadable',
    reason: /white space/,
  },
  {
    what: 'truncated audio whose index is gone',
    name: 'cut-3.m4a',
    content: async () => (await sound('whole.m4a', ['-c:a', 'aac'])).subarray(0, 9_000),
    status: 422,
    code: 'unreadable',
    reason: /cut|damaged|truncated|incomplete|index/i,
  },
  {
    what: 'a ZIP bomb',
    name: 'bomb-4.zip',
    content: () => zipOf({ 'zeros.txt': Buffer.alloc(64 * MB) }),
    status: 422,
    code: 'unreadable',
    reason: /made to do harm/,
  },
  {
    what: 'a ZIP with ../ in it',
    name: 'outside-5.zip',
    content: () => rawZip({ name: '../../evil.txt' }),
    status: 422,
    code: 'unreadable',
    reason: /leads outside/,
  },
  {
    what: 'a 44-byte WAV',
    name: 'header-6.wav',
    content: () => waveHeader(0, 8000),
    status: 422,
    code: 'unreadable',
    reason: /no audio/,
  },
  {
    what: 'an MP4 without sound',
    name: 'silent-7.mp4',
    content: () => sound('pictures.mp4', ['-f', 'lavfi', '-i', 'testsrc=d=1:s=64x64', '-map', '1:v', '-c:v', 'mpeg4']),
    status: 422,
    code: 'unreadable',
    reason: /no (audio|sound)/,
  },
  {
    what: 'a VTT whose times are all broken',
    name: 'times-8.vtt',
    content: () => 'WEBVTT\n\n00:99:00 --> 00:xx\nAnn: lost\n',
    status: 422,
    code: 'unreadable',
    reason: /1 malformed/,
  },
  {
    what: 'JSON of an unknown shape',
    name: 'weather-9.json',
    content: () => '{"weather":"fine words"}',
    status: 415,
    code: 'unsupported_format',
    reason: /"weather"/,
  },
  {
    what: 'broken JSON',
    name: 'broken-10.json',
    content: () => '{"turns": [\n{"text": "fine words",}\n',
    status: 415,
    code: 'unsupported_format',
    reason: /line \d/,
  },
  {
    what: 'a chat whose date order cannot be told',
    name: 'order-11.txt',
    content: () => '03/04/2026, 09:15 - Maya: hello\n03/04/2026, 09:16 - Li: fine words\n',
    status: 422,
    code: 'unreadable',
    reason: /dateOrder|date order/,
  },
  {
    what: 'text in an encoding that cannot be told',
    name: 'big5-12.txt',
    content: () => iconv.encode('預算大概是三十萬，謝謝您的來電。', 'big5'),
    status: 422,
    code: 'unreadable',
    reason: /save it as UTF-8/,
  },
  {
    what: 'bytes that are no text',
    name: 'noise-13.txt',
    content: () => Buffer.from([0x81, 0, 1, 2, 3, 0xc3, 0x28, 0xa0, 0xa1, 0xff, 0, 7]),
    status: 422,
    code: 'unreadable',
    reason: /cannot be read as sound/,
  },
  {
    what: 'a picture',
    name: 'photo-14.jpg',
    content: () => Buffer.from('ffd8ffe000104a46494600010100', 'hex'),
    status: 415,
    code: 'unsupported_format',
    reason: /not in a format of sound|neither text/,
  },
];
