import { createHash, randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';

import { beforeAll, describe, expect, test } from 'vitest';

import { AppError } from '../../models/domain/index.js';
import { recordingKey, uploadKey, type ObjectStore } from '../../storage/object-store.js';

const MiB = 1024 * 1024;
const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

/** A stream of chunks of 64 KiB less one byte, so that they never end where a part does. */
function streamOf(bytes: Buffer): Readable {
  const step = 64 * 1024 - 1;
  const chunks = Array.from({ length: Math.ceil(bytes.length / step) }, (_, i) =>
    bytes.subarray(i * step, (i + 1) * step),
  );
  return Readable.from(chunks);
}

/** Gives `bytes`, then fails. */
async function* failingAfter(bytes: number, error: Error): AsyncGenerator<Buffer> {
  for (let sent = 0; sent < bytes; sent += MiB) yield Buffer.alloc(MiB, 7);
  await Promise.resolve();
  throw error;
}

export async function keysOf(store: ObjectStore, prefix = ''): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of store.list(prefix)) keys.push(key);
  return keys.sort();
}

/** What every object store does, against the real thing. `open` gives an empty store. */
export function objectStoreContract(name: string, open: () => Promise<ObjectStore>): void {
  describe(`object store: ${name}`, () => {
    let store: ObjectStore;
    beforeAll(async () => {
      store = await open();
    });

    test.each([0, 1, 65_535, 65_536, 16 * MiB - 1, 16 * MiB, 16 * MiB + 1, 35 * MiB + 7])(
      'a stream of %i bytes comes back as it went in',
      async (size) => {
        const bytes = randomBytes(size);
        const key = `sizes/${size}`;
        expect(await store.put(key, streamOf(bytes))).toEqual({ key, bytes: size });
        expect(await store.stat(key)).toEqual({ key, bytes: size });
        expect(sha256(await buffer(await store.read(key)))).toBe(sha256(bytes));
      },
    );

    test('a Buffer comes back as it went in, a large one too', async () => {
      for (const size of [0, 11, 16 * MiB, 17 * MiB]) {
        const bytes = randomBytes(size);
        expect(await store.put(`buffers/${size}`, bytes)).toEqual({ key: `buffers/${size}`, bytes: size });
        expect(sha256(await buffer(await store.read(`buffers/${size}`)))).toBe(sha256(bytes));
      }
    });

    test('putting again replaces', async () => {
      await store.put('again', Buffer.from('first, and longer'));
      await store.put('again', Buffer.from('second'));
      expect((await buffer(await store.read('again'))).toString()).toBe('second');
    });

    test('ten puts of one key at once leave one of the ten whole', async () => {
      const bodies = Array.from({ length: 10 }, (_, i) => Buffer.alloc(200_000 + i, i));
      await Promise.all(bodies.map((body) => store.put('race', Readable.from([body]))));
      const left = await buffer(await store.read('race'));
      expect(bodies.map(sha256)).toContain(sha256(left));
    });

    test.each([
      ['at once', 0],
      ['within a part', 3 * MiB],
      ['within the second part', 20 * MiB],
    ])('a source that fails %s leaves nothing', async (_, bytes) => {
      const before = await keysOf(store);
      const body = Readable.from(failingAfter(bytes, Object.assign(new Error('cut'), { code: 'ECONNRESET' })));
      await expect(store.put('broken/half', body)).rejects.toMatchObject({ name: 'AppError', code: 'unavailable' });
      await expect(store.stat('broken/half')).rejects.toMatchObject({ code: 'not_found' });
      expect(await keysOf(store)).toEqual(before);
    });

    test('a failed put leaves what was there before', async () => {
      await store.put('kept', Buffer.from('before'));
      const body = Readable.from(failingAfter(2 * MiB, new Error('cut')));
      await expect(store.put('kept', body)).rejects.toBeInstanceOf(AppError);
      expect((await buffer(await store.read('kept'))).toString()).toBe('before');
    });

    test('the reason a source gives is the one that is told', async () => {
      const reason = new AppError('too_large', 'The file is larger than 1 MiB.');
      await expect(store.put('broken/large', Readable.from(failingAfter(MiB, reason)))).rejects.toBe(reason);
      await expect(store.put('broken/large', Readable.from(failingAfter(18 * MiB, reason)))).rejects.toBe(reason);
    });

    test.each([
      [0, 0, 'a'],
      [0, 25, 'abcdefghijklmnopqrstuvwxyz'],
      [3, 6, 'defg'],
      [25, 25, 'z'],
      [20, 99, 'uvwxyz'],
      [26, 30, ''],
      [99, 120, ''],
    ])('bytes %i to %i', async (start, end, expected) => {
      await store.put('ranges/alphabet', Buffer.from('abcdefghijklmnopqrstuvwxyz'));
      expect((await buffer(await store.read('ranges/alphabet', { start, end }))).toString()).toBe(expected);
    });

    test('a range across the parts of a large object', async () => {
      const bytes = randomBytes(20 * MiB);
      await store.put('ranges/large', streamOf(bytes));
      const [start, end] = [16 * MiB - 100, 16 * MiB + 99];
      const read = await buffer(await store.read('ranges/large', { start, end }));
      expect(read.equals(bytes.subarray(start, end + 1))).toBe(true);
    });

    test('what is not there is not found', async () => {
      await expect(store.stat('absent')).rejects.toMatchObject({ code: 'not_found' });
      await expect(store.read('absent')).rejects.toMatchObject({ code: 'not_found' });
      await expect(store.read('absent', { start: 0, end: 3 })).rejects.toMatchObject({ code: 'not_found' });
      await expect(store.move('absent', 'elsewhere')).rejects.toMatchObject({ code: 'not_found' });
      await store.put('folder/object', Buffer.from('x'));
      await expect(store.stat('folder')).rejects.toMatchObject({ code: 'not_found' });
      await expect(store.read('folder/object/below')).rejects.toMatchObject({ code: 'not_found' });
    });

    test('removing takes away, and twice is not an error', async () => {
      await store.put('gone', Buffer.from('x'));
      await store.remove('gone');
      await store.remove('gone');
      await expect(store.stat('gone')).rejects.toMatchObject({ code: 'not_found' });
    });

    test('listing goes by prefix, at a folder or within a name', async () => {
      for (const key of ['list/a/1', 'list/a/2', 'list/ab', 'list/b/3']) await store.put(key, Buffer.from(key));
      expect(await keysOf(store, 'list/')).toEqual(['list/a/1', 'list/a/2', 'list/ab', 'list/b/3']);
      expect(await keysOf(store, 'list/a/')).toEqual(['list/a/1', 'list/a/2']);
      expect(await keysOf(store, 'list/a')).toEqual(['list/a/1', 'list/a/2', 'list/ab']);
      expect(await keysOf(store, 'list/c')).toEqual([]);
      const sizes: number[] = [];
      for await (const { bytes } of store.list('list/ab')) sizes.push(bytes);
      expect(sizes).toEqual([7]);
    });

    test('an upload moves to its place under its hash; doing it twice is a normal day', async () => {
      const bytes = randomBytes(100_000);
      const [from, to] = [uploadKey('0198c7e2-7d5e-7000-8000-000000000001'), recordingKey(sha256(bytes))];
      await store.put(from, bytes);
      await store.move(from, to);
      await store.move(from, to);
      expect(sha256(await buffer(await store.read(to)))).toBe(sha256(bytes));
      await expect(store.stat(from)).rejects.toMatchObject({ code: 'not_found' });
    });

    test('moving keeps what is at the destination', async () => {
      await store.put('move/here', Buffer.from('kept'));
      await store.put('move/new', Buffer.from('dropped'));
      await store.move('move/new', 'move/here');
      expect((await buffer(await store.read('move/here'))).toString()).toBe('kept');
      expect(await keysOf(store, 'move/')).toEqual(['move/here']);
    });

    test.each([
      '',
      '/',
      '/etc/passwd',
      'a//b',
      '../a',
      'a/../b',
      'a/..',
      '.hidden',
      'a/.b',
      'a b',
      'a\\b',
      'a\0b',
      '名',
      'a/',
      'a'.repeat(513),
    ])('no operation takes %j for a key', async (key) => {
      const refused = { code: 'invalid_input' };
      await expect(store.put(key, Buffer.from('x'))).rejects.toMatchObject(refused);
      await expect(store.stat(key)).rejects.toMatchObject(refused);
      await expect(store.read(key)).rejects.toMatchObject(refused);
      await expect(store.remove(key)).rejects.toMatchObject(refused);
      await expect(store.move(key, 'a')).rejects.toMatchObject(refused);
      await expect(store.move('again', key)).rejects.toMatchObject(refused);
      await expect((async () => store.presignPut(key, 60))()).rejects.toMatchObject(refused);
    });

    test.each(['a', 'a.b', 'A-1_2/b.c', 'recordings/ab/0123', 'b/c/d/e/f', 'a..b'])('%j is a key', async (key) => {
      const prefixed = `keys/${key}`;
      await store.put(prefixed, Buffer.from(key));
      expect((await buffer(await store.read(prefixed))).toString()).toBe(key);
    });

    test('it answers a ping', async () => {
      await expect(store.ping()).resolves.toBeUndefined();
    });
  });
}
