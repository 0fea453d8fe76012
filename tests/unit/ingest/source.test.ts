import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';

import { makeSource, openSource } from '../../../ingest/source.js';
import { zipOf } from './archives.js';

const CHINESE = '张伟：你好，预算大概三十万左右。\n李娜：好的，没问题 OK 123\n';
const ENGLISH = 'Ann: the budget is 40,000 – José agrees\nBob: “fine”\n';
const BOM = '\uFEFF';

describe('text', () => {
  it.each([
    ['UTF-8', CHINESE, Buffer.from(CHINESE)],
    ['UTF-8 with a mark', CHINESE, Buffer.from(BOM + CHINESE)],
    ['UTF-16 LE with a mark', CHINESE, iconv.encode(CHINESE, 'utf-16le', { addBOM: true })],
    ['UTF-16 BE with a mark', CHINESE, iconv.encode(CHINESE, 'utf-16be', { addBOM: true })],
    ['UTF-16 LE', CHINESE, iconv.encode(CHINESE, 'utf-16le')],
    ['UTF-16 BE', CHINESE, iconv.encode(CHINESE, 'utf-16be')],
    ['UTF-16 LE, English', ENGLISH, iconv.encode(ENGLISH, 'utf-16le')],
    ['GB18030', CHINESE, iconv.encode(CHINESE, 'gb18030')],
    ['GB18030, one line', '客服：您好\n', iconv.encode('客服：您好\n', 'gb18030')],
    ['UTF-8, English with accents', ENGLISH, Buffer.from(ENGLISH)],
    ['UTF-8, emoji', 'ok 👍🏽\n', Buffer.from('ok 👍🏽\n')],
    ['nothing', '', Buffer.alloc(0)],
  ])('in %s', (_encoding, text, bytes) => {
    const source = makeSource(bytes, 'a.txt');
    expect(source.text).toBe(text);
    expect(source.decoding).toMatchObject({ replaced: 0 });
  });

  it('with a stray byte is read, and the byte is counted', () => {
    const bytes = Buffer.concat([Buffer.from(CHINESE), Buffer.from([0xff]), Buffer.from(CHINESE)]);
    const source = makeSource(bytes, 'a.txt');
    expect(source.text).toBe(`${CHINESE}\uFFFD${CHINESE}`);
    expect(source.decoding).toMatchObject({ encoding: 'utf-8', replaced: 1 });
  });

  it('loses control characters that no text needs, and lone surrogates', () => {
    const source = makeSource(Buffer.from('a\0b\x07c\td\r\ne'), 'a.txt');
    expect(source.text).toBe('abc\td\r\ne');
    expect(makeSource(Buffer.from('{"a":"x\\u0000y\\ud83dz"}'), 'a.json').json).toEqual({ a: 'xy\uFFFDz' });
  });

  it.each([
    ['Big5', iconv.encode('預算大概是三十萬，謝謝。', 'big5'), 'encoding'],
    ['Latin-1', iconv.encode('José García était là, très bien', 'latin1'), 'encoding'],
    ['sound', Buffer.from(Array.from({ length: 4000 }, (_, at) => (at * 7919) % 251)), 'binary'],
    ['zeros', Buffer.alloc(4000), 'binary'],
  ])('is not guessed at: %s', (_what, bytes, why) => {
    const { decoding } = makeSource(bytes, 'a.txt');
    expect(decoding).toMatchObject({ text: null, why });
  });
});

describe('JSON', () => {
  it('drops the keys that reach prototypes, at every depth', () => {
    const source = makeSource(
      Buffer.from(
        '{"__proto__":{"polluted":1},"a":[{"constructor":{"prototype":{"polluted":1}},"b":1}],"\\u005f_proto__":2}',
      ),
      'a.json',
    );
    expect(JSON.stringify(source.json)).toBe('{"a":[{"b":1}]}');
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it('may be nested 100,000 levels deep or hold numbers past all bounds', () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    expect(Array.isArray(makeSource(Buffer.from(deep), 'a.json').json)).toBe(true);
    expect(makeSource(Buffer.from('{"a":1e999}'), 'a.json').json).toEqual({ a: Infinity });
  });

  it.each([
    ['words', 'hello', undefined],
    ['a cut document', '{"a":1', undefined],
    ['a document', ' {"a":1}\n', { a: 1 }],
    ['a document after a mark', `${BOM}[1]`, [1]],
  ])('or not: %s', (_what, text, json) => {
    expect(makeSource(Buffer.from(text), 'a').json).toEqual(json);
  });

  it.each([
    ['two lines', '{"a":1}\n{"a":2}\n', [{ a: 1 }, { a: 2 }]],
    ['CRLF and blank lines', '{"a":1}\r\n\r\n{"a":2}', [{ a: 1 }, { a: 2 }]],
    ['one line', '{"a":1}', [{ a: 1 }]],
    ['a cut last line, kept to be counted', '{"a":1}\n{"a":2}\n{"a"', [{ a: 1 }, { a: 2 }, undefined]],
    ['a document over several lines', '{\n"a": 1\n}', undefined],
    ['a list over several lines', '[\n1,\n2\n]', undefined],
    ['words', 'one\ntwo', undefined],
    ['mostly words', '{"a":1}\nb\nc\nd', undefined],
  ])('lines: %s', (_what, text, lines) => {
    expect(makeSource(Buffer.from(text), 'a').jsonLines).toEqual(lines);
  });
});

describe('a source', () => {
  it('opens an archive, and only when it is one', async () => {
    const source = await openSource(await zipOf({ 'a.txt': 'x' }), 'a.zip');
    expect([...(source.entries ?? [])].map(([name]) => name)).toEqual(['a.txt']);
    expect(source.text).toBeNull();
    expect((await openSource(Buffer.from('PK is no archive'), 'a.txt')).entries).toBeUndefined();
  });

  it('parses once', () => {
    const source = makeSource(Buffer.from('{"a":1}'), 'a.json');
    expect(source.json).toBe(source.json);
    expect(source.jsonLines).toBe(source.jsonLines);
  });

  it('shows a file name without control characters, and not a mile of it', () => {
    expect(makeSource(Buffer.alloc(0), 'a\n\u001b[31mb.txt').fileName).toBe('a[31mb.txt');
    expect(makeSource(Buffer.alloc(0), 'x'.repeat(5000)).fileName).toHaveLength(200);
  });
});
