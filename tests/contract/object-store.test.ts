import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer, json } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { inspect } from 'node:util';

import { Client } from 'minio';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';

import { AppError } from '../../models/domain/index.js';
import { filesystemObjectStore } from '../../storage/object-store-filesystem.js';
import { s3ObjectStore } from '../../storage/object-store-s3.js';
import type { ObjectStore } from '../../storage/object-store.js';
import { startBusyProxy, type BusyProxy } from '../services/busy-proxy.js';
import { bundleProgram, startProgram } from '../services/child-program.js';
import { freshS3 } from '../services/fresh.js';
import { freePort } from '../services/programs.js';
import { keysOf, objectStoreContract } from './object-store.js';

const MiB = 1024 * 1024;
const folders: string[] = [];
async function freshFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'vouch-objects-'));
  folders.push(folder);
  return folder;
}
afterAll(async () => {
  for (const folder of folders) await rm(folder, { recursive: true });
});

objectStoreContract('filesystem', async () => filesystemObjectStore(await freshFolder()));
objectStoreContract('s3', () => Promise.resolve(s3ObjectStore(freshS3())));

describe('the filesystem store', () => {
  test('makes its folder, and lists nothing before that', async () => {
    const folder = join(await freshFolder(), 'not', 'yet');
    const store = filesystemObjectStore(folder);
    expect(await keysOf(store)).toEqual([]);
    await store.put('a/b', Buffer.from('x'));
    expect(await keysOf(store)).toEqual(['a/b']);
  });

  test('shows a program the file itself', async () => {
    const store = filesystemObjectStore(await freshFolder());
    await store.put('a/b', Buffer.from('on disk'));
    expect(await readFile(store.localPath?.('a/b') ?? '', 'utf8')).toBe('on disk');
    expect(() => store.localPath?.('../b')).toThrow(AppError);
  });

  test('offers no presigned upload', async () => {
    expect(await filesystemObjectStore(await freshFolder()).presignPut('uploads/1', 60)).toBeNull();
  });

  test('leaves no unfinished file behind, and removes what a killed process left a day ago', async () => {
    const folder = await freshFolder();
    const unfinished = join(folder, '.unfinished');
    await mkdir(unfinished);
    for (const name of ['old', 'new']) await writeFile(join(unfinished, name), 'x');
    const yesterday = new Date(Date.now() - 25 * 60 * 60 * 1000);
    await utimes(join(unfinished, 'old'), yesterday, yesterday);
    const store = filesystemObjectStore(folder);
    const cut = Readable.from([Buffer.alloc(MiB)]).map(() => {
      throw new Error('cut');
    });
    await expect(store.put('a', cut)).rejects.toBeInstanceOf(AppError);
    expect(await readdir(unfinished)).toEqual(['new']);
    expect(await keysOf(store)).toEqual([]);
  });

  test('says that a folder cannot be used', async () => {
    const file = join(await freshFolder(), 'file');
    await writeFile(file, '');
    const store = filesystemObjectStore(join(file, 'below'));
    await expect(store.ping()).rejects.toMatchObject({ code: 'unavailable' });
    await expect(store.put('a', Buffer.from('x'))).rejects.toBeInstanceOf(AppError);
  });

  test('on a full disk says so, leaves nothing, and works again when there is room', async () => {
    const program = await bundleProgram(fileURLToPath(new URL('full-disk-program.ts', import.meta.url)));
    const folder = await freshFolder();
    // A file system of 2 MiB that only the child sees; without root, in a user namespace of its own.
    const own = process.getuid?.() === 0 ? ['--mount'] : ['--mount', '--map-root-user'];
    const script = `mount -t tmpfs -o size=2m tmpfs ${folder} && exec ${process.execPath} ${program} ${folder}`;
    const child = startProgram('unshare', [...own, 'sh', '-c', script]);
    const [report] = await Promise.all([json(child.stdout), once(child, 'exit')]);
    await rm(program);
    expect(report).toEqual({
      fits: 1_000_000,
      refused: { name: 'AppError', code: 'storage_full' },
      keys: ['fits'],
      unfinished: [],
      afterwards: 1_000_000,
    });
  });
});

describe('the s3 store', () => {
  let proxy: BusyProxy;
  let store: ObjectStore;
  const access = freshS3();
  beforeAll(async () => {
    proxy = await startBusyProxy(access.endpoint);
  });
  afterAll(() => proxy.close());
  beforeEach(() => {
    proxy.answer503(0);
    store = s3ObjectStore({ ...access, endpoint: proxy.endpoint });
  });

  test('makes its bucket when several first uses come at once', async () => {
    const fresh = freshS3();
    const stores = [1, 2, 3].map(() => s3ObjectStore(fresh));
    await Promise.all(stores.map((one, i) => one.put(`at-once/${i}`, Buffer.from('x'))));
    expect(await keysOf(s3ObjectStore(fresh))).toEqual(['at-once/0', 'at-once/1', 'at-once/2']);
  });

  test('a presigned URL takes a PUT without credentials, once it is right', async () => {
    const url = (await store.presignPut('uploads/presigned', 60)) ?? '';
    const bytes = randomBytes(200_000);
    const answer = await fetch(url, { method: 'PUT', body: bytes });
    expect(answer.status).toBe(200);
    expect((await buffer(await store.read('uploads/presigned'))).equals(bytes)).toBe(true);
    expect(url).not.toContain(access.secretKey);
    const other = url.replace('uploads/presigned', 'uploads/other');
    expect((await fetch(other, { method: 'PUT', body: bytes })).status).toBe(403);
    await expect(store.stat('uploads/other')).rejects.toMatchObject({ code: 'not_found' });
  });

  test('a presigned URL names the endpoint that callers reach', async () => {
    const inside = s3ObjectStore({ ...access, endpoint: access.endpoint, publicEndpoint: proxy.endpoint });
    const url = (await inside.presignPut('uploads/public', 60)) ?? '';
    expect(new URL(url).origin).toBe(proxy.endpoint);
    expect((await fetch(url, { method: 'PUT', body: 'through the proxy' })).status).toBe(200);
    expect(await inside.stat('uploads/public')).toEqual({ key: 'uploads/public', bytes: 17 });
  });

  test('more objects than fit a page of a listing', async () => {
    const direct = s3ObjectStore(freshS3());
    const keys = Array.from({ length: 1_003 }, (_, i) => `many/${String(i).padStart(4, '0')}`);
    for (let at = 0; at < keys.length; at += 50)
      await Promise.all(keys.slice(at, at + 50).map((key) => direct.put(key, Buffer.from('x'))));
    expect(await keysOf(direct)).toEqual(keys);
  });

  test('a multipart upload whose source fails is taken back', async () => {
    const source = Readable.from(
      (function* () {
        for (let i = 0; i < 20; i++) yield Buffer.alloc(MiB);
        throw new Error('cut');
      })(),
    );
    await expect(store.put('unfinished/a', source)).rejects.toBeInstanceOf(AppError);
    const { hostname, port } = new URL(access.endpoint);
    const client = new Client({ ...access, endPoint: hostname, port: Number(port), useSSL: false });
    expect(await client.listIncompleteUploads(access.bucket, '', true).toArray()).toEqual([]);
  });

  test.each<[string, () => Promise<unknown>]>([
    ['put', () => store.put('busy/a', Buffer.from('whole'))],
    ['put of a stream', () => store.put('busy/a', Readable.from([Buffer.from('whole')]))],
    ['stat', () => store.stat('busy/a')],
    ['read', async () => buffer(await store.read('busy/a'))],
    ['read of a range', async () => buffer(await store.read('busy/a', { start: 0, end: 1 }))],
    ['list', () => keysOf(store, 'busy/')],
    ['move', () => store.move('busy/a', 'busy/b')],
    ['remove', () => store.remove('busy/b')],
  ])('503 twice, then an answer: %s succeeds', async (_, call) => {
    await store.ping();
    const before = proxy.seen.busy;
    proxy.answer503(2);
    await call();
    expect(proxy.seen.busy - before).toBe(2);
  });

  test('503 in the middle of a multipart upload costs a second try of that part only', async () => {
    const bytes = randomBytes(40 * MiB);
    let sent = 0;
    const source = Readable.from(
      (function* () {
        for (; sent < bytes.length; sent += MiB) {
          if (sent === 20 * MiB) proxy.answer503(2);
          yield bytes.subarray(sent, sent + MiB);
        }
      })(),
    );
    const before = { ...proxy.seen };
    await store.put('busy/large', source);
    const hash = (data: Buffer): string => createHash('sha256').update(data).digest('hex');
    expect(hash(await buffer(await store.read('busy/large')))).toBe(hash(bytes));
    expect(proxy.seen.busy - before.busy).toBe(2);
    expect(proxy.seen.passed - before.passed).toBe(9); // bucket, start, five parts, end; then the read
  });

  test('503 for good is unavailable, after five tries', async () => {
    await store.put('busy/once', Buffer.from('x'));
    const before = proxy.seen.busy;
    proxy.answer503(1_000);
    await expect(store.stat('busy/once')).rejects.toMatchObject({ name: 'AppError', code: 'unavailable' });
    expect(proxy.seen.busy - before).toBe(5);
    await expect(store.ping()).rejects.toMatchObject({ code: 'unavailable' });
    proxy.answer503(0);
    await expect(store.stat('busy/once')).resolves.toMatchObject({ bytes: 1 });
  });

  test('an answer that is cut off is an error, not a short object', async () => {
    await store.put('busy/cut', randomBytes(2 * MiB));
    proxy.cutNextAnswer(MiB);
    const read = buffer(await store.read('busy/cut'));
    await expect(read.catch((error: unknown) => Promise.reject(AppError.from(error)))).rejects.toMatchObject({
      code: 'unavailable',
    });
  });

  test('a server that is not there is unavailable', async () => {
    const gone = s3ObjectStore({ ...access, endpoint: `http://127.0.0.1:${await freePort()}` });
    await expect(gone.stat('a')).rejects.toMatchObject({ code: 'unavailable' });
    await expect(gone.ping()).rejects.toMatchObject({ code: 'unavailable' });
  });

  test.each(['accessKey', 'secretKey'] as const)('a wrong %s is told without showing any key', async (wrong) => {
    const refused = s3ObjectStore({ ...access, [wrong]: 'wrong-value-0123456789' });
    const error = await refused.put('a', Buffer.from('x')).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: 'AppError', code: 'unavailable' });
    await expect(refused.ping()).rejects.toMatchObject({ code: 'unavailable' });
    const shown = inspect(error, { depth: 10, showHidden: true });
    for (const secret of [access.secretKey, access.accessKey, 'wrong-value-0123456789'])
      expect(shown).not.toContain(secret);
  });
});
