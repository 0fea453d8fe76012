import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';

import { importers, recognise } from '../../../ingest/recognise.js';
import { openSource } from '../../../ingest/source.js';
import { AppError } from '../../../models/domain/index.js';
import { rawZip, zipOf } from './archives.js';
import { OPTIONS } from './importer-contract.js';

const MB = 1024 ** 2;
const VTT = 'WEBVTT\n\n00:00:01.000 --> 00:00:02.000\n';

const EMPTY_ZIP = await zipOf({});
const OTHER_ZIP = await zipOf({ 'a.bin': 'x' });
const BOMB = await zipOf({ 'zeros.txt': Buffer.alloc(16 * MB) });

async function read(bytes: Buffer, fileName: string) {
  const source = await openSource(bytes, fileName);
  return recognise(source).read(source, OPTIONS);
}

describe('what cannot be read says which file and why', () => {
  it.each<[string, Buffer, AppError['code'], RegExp]>([
    ['an empty file', Buffer.alloc(0), 'unreadable', /is empty/],
    ['white space', Buffer.from(' \n\t \r\n'), 'unreadable', /white space/],
    ['an empty archive', EMPTY_ZIP, 'unsupported_format', /0 file/],
    ['an archive of something else', OTHER_ZIP, 'unsupported_format', /1 file/],
    ['a ZIP bomb', BOMB, 'unreadable', /made to do harm/],
    ['a ZIP with ../', rawZip({ name: '../x.txt' }), 'unreadable', /leads outside/],
    ['a text of no form', Buffer.from('Dear diary, today it rained.'), 'unsupported_format', /no known form/],
    ['a playlist', Buffer.from('#EXTM3U\n#EXTINF:10,\nfile:///etc/passwd\n'), 'unsupported_format', /no known form/],
    ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 13, 0, 1, 2, 3]), 'unsupported_format', /neither text/],
    ['Big5', iconv.encode('預算大概是三十萬，謝謝您的來電。', 'big5'), 'unreadable', /save it as UTF-8/],
    [
      'a VTT without a single readable time',
      Buffer.from('WEBVTT\n\n00:99:00 --> 00:xx\nAnn: lost\n'),
      'unreadable',
      /1 malformed/,
    ],
    ['a VTT without cues', Buffer.from('WEBVTT\n\nNOTE nothing\n'), 'unreadable', /no cues/],
    ['a VTT with empty cues only', Buffer.from(`${VTT}\n`), 'unreadable', /1 empty/],
    ['a transcript of silence', Buffer.from('{"text":"","segments":[],"language":"en"}'), 'unreadable', /no segments/],
    [
      'a job that failed',
      Buffer.from('{"audio_url":"x","status":"error","words":null}'),
      'unreadable',
      /not completed/,
    ],
    ['a transcript without turns', Buffer.from('{"id":"a","participants":[],"turns":[]}'), 'unreadable', /no turn/],
    ['JSON that is a text', Buffer.from('"hello"'), 'unsupported_format', /a single string/],
    ['JSON that is nothing', Buffer.from('null'), 'unsupported_format', /no known form|a single null/],
    [
      'JSON that is a list',
      Buffer.from('[{"alpha":1},2]'),
      'unsupported_format',
      /a list of 2 whose first item has the keys "alpha"/,
    ],
    ['JSON without keys', Buffer.from('{}'), 'unsupported_format', /no keys/],
  ])('%s', async (_what, bytes, code, reason) => {
    const attempt = read(bytes, 'broken-42.dat');
    await expect(attempt).rejects.toBeInstanceOf(AppError);
    await expect(attempt).rejects.toMatchObject({ code });
    await expect(attempt).rejects.toThrow(/broken-42\.dat/);
    await expect(attempt).rejects.toThrow(reason);
  });

  it('names the keys of an unknown JSON, eight at most and short, never a value, and what is understood', async () => {
    const unknown = Object.fromEntries(
      Array.from({ length: 12 }, (_, at) => [`key${at}${'x'.repeat(100)}`, 'secret words']),
    );
    const error = await read(Buffer.from(JSON.stringify(unknown)), 'a.json').catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(AppError);
    const { message, code } = error as AppError;
    expect(code).toBe('unsupported_format');
    expect(message.match(/"key[^"]*"/g)).toEqual(
      Array.from({ length: 8 }, (_, at) => `"${`key${at}${'x'.repeat(100)}`.slice(0, 40)}"`),
    );
    expect(message).not.toContain('secret words');
    for (const { label } of importers) expect(message).toContain(label);
  });
});

describe('what is damaged or odd is read as far as it can be', () => {
  it('a message of 5 MB', async () => {
    const text = '报价三十万。'.repeat((5 * MB) / 18);
    const [conversation] = await read(Buffer.from(`${VTT}<v 李>${text}</v>\n`), 'a.vtt');
    expect(conversation?.turns[0]?.text).toHaveLength(text.length);
  });

  it('control characters', async () => {
    const [conversation] = await read(Buffer.from(`${VTT}Ann: be\0ll\x07 \x1b[31mred\n`), 'a.vtt');
    expect(conversation?.turns[0]).toMatchObject({ speaker: 'Ann', text: 'bell [31mred' });
  });

  it('invalid UTF-8 in one place, with a note that says so', async () => {
    const bytes = Buffer.concat([Buffer.from(`${VTT}Ann: thir`), Buffer.from([0xc3]), Buffer.from('ty a seat\n')]);
    const [conversation] = await read(bytes, 'a.vtt');
    expect(conversation?.turns[0]?.text).toBe('thir\uFFFDty a seat');
    expect(conversation?.notes).toEqual([expect.stringContaining('1 damaged place')]);
  });

  it.each(['utf-16le', 'utf-16be', 'gb18030'])('%s', async (encoding) => {
    const [conversation] = await read(iconv.encode(`${VTT}<v 王芳>预算三十万左右，下周签合同。\n`, encoding), 'a.vtt');
    expect(conversation?.turns[0]).toMatchObject({ speaker: '王芳', text: '预算三十万左右，下周签合同。' });
    expect(conversation?.notes).toEqual([]);
  });

  it('prototype pollution in a transcript', async () => {
    const json =
      '{"participants":[{"id":"__proto__","__proto__":{"side":"rep"}}],"turns":[{"speaker":"constructor","text":"hi","__proto__":{"polluted":1}}]}';
    const [conversation] = await read(Buffer.from(json), 'a.json');
    expect(conversation?.participants.map(({ id, side }) => [id, side])).toEqual([
      ['__proto__', 'unknown'],
      ['constructor', 'unknown'],
    ]);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it('times that are no times', async () => {
    const json = {
      participants: [],
      turns: [
        { speaker: 'a', text: 'one', startMs: -5, endMs: 1e300 },
        { speaker: 'a', text: 'two', startMs: 'soon', sentAt: '2026-02-30T10:00:00Z' },
        { speaker: 'a', text: 'three', startMs: null, sentAt: '2026-03-02 10:00' },
        { speaker: 7, text: 'four' },
        'not a turn',
        { speaker: 'a', text: 5 },
      ],
    };
    const [conversation] = await read(Buffer.from(JSON.stringify(json)), 'a.json');
    for (const turn of conversation?.turns ?? []) {
      expect(turn.startMs ?? null).toBeNull();
      expect(turn.endMs ?? null).toBeNull();
      expect(turn.sentAt ?? null).toBeNull();
    }
    expect(conversation?.turns.map(({ speaker }) => speaker)).toEqual(['a', 'a', 'a', '7', null, 'a']);
    expect(conversation?.completeness).toMatchObject({ total: 6, read: 4, reasons: { malformed: 2 } });
  });

  it('junk where a service has objects', async () => {
    const json =
      '{"segments":[{"start":1,"end":2,"text":"one"},null,3,{"start":4},{"start":1e300,"end":-1,"text":"two"}]}';
    const [conversation] = await read(Buffer.from(json), 'a.json');
    expect(conversation?.turns.map(({ text, startMs }) => [text, startMs])).toEqual([
      ['one', 1000],
      ['two', null],
    ]);
    expect(conversation?.completeness).toMatchObject({ total: 5, read: 2, reasons: { malformed: 3 } });
  });
});
