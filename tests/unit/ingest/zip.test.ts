import { describe, expect, it } from 'vitest';

import { isZip, readZip, ZIP_LIMITS } from '../../../ingest/zip.js';
import { rawZip, zipOf } from './archives.js';

const MB = 1024 ** 2;
const REPETITIVE = await zipOf({ 'a.txt': 'ha '.repeat(MB) });
/** 16 MB of zeros in 16 kB. */
const BOMB = await zipOf({ 'zeros.txt': Buffer.alloc(16 * MB) });

describe('a ZIP archive', () => {
  it('gives names and inflated bytes, in any script, folders left out', async () => {
    const bytes = await zipOf({ 'a/聊天.txt': '你好', 'b.txt': 'x'.repeat(5000) });
    const entries = await readZip(bytes, 'export.zip');
    expect([...entries].map(([name, body]) => [name, body.toString().slice(0, 3)])).toEqual([
      ['a/聊天.txt', '你好'],
      ['b.txt', 'xxx'],
    ]);
  });

  it('leaves archives inside closed', async () => {
    const inner = await zipOf({ 'x.txt': 'x' });
    const entries = await readZip(await zipOf({ 'inner.zip': inner }), 'outer.zip');
    expect(entries.get('inner.zip')?.equals(inner)).toBe(true);
    expect(entries.size).toBe(1);
  });

  it('may be empty', async () => {
    const bytes = await zipOf({});
    expect(isZip(bytes)).toBe(true);
    expect((await readZip(bytes, 'empty.zip')).size).toBe(0);
  });

  it.each([
    ['../ in a name', rawZip({ name: '../../etc/passwd' }), 'unreadable', /leads outside/],
    ['../ in the middle', rawZip({ name: 'a/../../b.txt' }), 'unreadable', /leads outside/],
    ['..\\ as Windows writes it', rawZip({ name: '..\\b.txt' }), 'unreadable', /leads outside/],
    ['an absolute path', rawZip({ name: '/etc/passwd' }), 'unreadable', /leads outside/],
    ['a drive letter', rawZip({ name: 'C:/x.txt' }), 'unreadable', /leads outside/],
    ['a symbolic link', rawZip({ name: 'link', body: '/etc/passwd', mode: 0o120777 }), 'unreadable', /symbolic link/],
    ['a password', rawZip({ name: 'a.txt', flags: 1 }), 'unreadable', /password/],
    ['two entries of one name', rawZip({ name: 'a.txt', copies: 2 }), 'unreadable', /two entries/],
    ['a cut end', rawZip({ name: 'a.txt' }).subarray(0, 60), 'unreadable', /damaged/],
  ])('is refused for %s, by name', async (_what, bytes, code, message) => {
    const attempt = readZip(bytes, 'export.zip');
    await expect(attempt).rejects.toMatchObject({ name: 'AppError', code });
    await expect(attempt).rejects.toThrow(/export\.zip/);
    await expect(attempt).rejects.toThrow(message);
  });

  it.each([
    ['names with two dots in them', rawZip({ name: 'a..b/..c.txt' })],
    ['a file that may be executed', rawZip({ name: 'a.txt', mode: 0o100755 })],
    ['text that repeats itself as chats do', REPETITIVE],
  ])('is read with %s', async (_what, bytes) => {
    expect((await readZip(bytes, 'export.zip')).size).toBe(1);
  });

  it('that is a bomb is refused while it inflates', async () => {
    expect(BOMB.length).toBeLessThan(MB);
    await expect(readZip(BOMB, 'bomb.zip')).rejects.toMatchObject({ code: 'unreadable' });
  });

  it('that lies about its sizes is refused', async () => {
    const bomb = Buffer.from(BOMB);
    // "Uncompressed size: 5 bytes", in the directory that readers believe.
    bomb.writeUInt32LE(5, bomb.indexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02])) + 24);
    await expect(readZip(bomb, 'bomb.zip')).rejects.toMatchObject({ code: 'unreadable' });
  });

  it.each([
    ['entries', { entries: 2 }],
    ['bytes', { totalBytes: 5 }],
  ])('with too many %s is too large', async (_what, limit) => {
    const bytes = await zipOf({ 'a.txt': 'aaa', 'b.txt': 'bbb', 'c.txt': 'ccc' });
    await expect(readZip(bytes, 'export.zip', { ...ZIP_LIMITS, ...limit })).rejects.toMatchObject({
      code: 'too_large',
    });
  });
});
