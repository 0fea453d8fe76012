import { createHash } from 'node:crypto';
import {
  appendFile,
  copyFile,
  cp,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { expectedFiles, type Trust, wantedOf } from '../../../models/transcriber/store/install.js';
import {
  importModel,
  KNOWN_MODELS,
  type KnownModel,
  knownModel,
  listModels,
  openModel,
  parseChecksums,
  pullModel,
  removeModel,
  verifyModel,
} from '../../../models/transcriber/store/index.js';
import { type ModelServer, startModelServer } from './model-server.js';

const nobody: Trust = { checksums: new Map(), firstUse: false };
const firstUse: Trust = { checksums: new Map(), firstUse: true };
const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
const refusedAs = (code: string, words: string | RegExp = '') => ({
  code,
  message: expect.stringMatching(words) as string,
});

let store = '';
beforeEach(async () => {
  store = await mkdtemp(join(tmpdir(), 'vouch-models-'));
});
afterEach(() => rm(store, { recursive: true }));

describe('the list of models', () => {
  test('names what the issue names, each with the files its engine needs', () => {
    expect(KNOWN_MODELS.map(({ name }) => name)).toEqual([
      'whisper-tiny',
      'whisper-base',
      'whisper-small',
      'whisper-large-v3-turbo',
      'sense-voice-small',
      'paraformer-zh',
    ]);
    for (const { files, revision } of KNOWN_MODELS) {
      expect(files.length).toBeGreaterThan(1);
      expect(revision).toMatch(/^([0-9a-f]{40}|main)$/);
    }
  });

  test('another name is refused with those that there are', () => {
    expect(() => knownModel('whisper-huge')).toThrow(/whisper-base/);
  });
});

describe('who vouches for a file', () => {
  const wanted = { name: 'm', kind: 'whisper' as const, revision: null };
  const [known, given] = ['a'.repeat(64), 'b'.repeat(64)];
  test.each<[string, string | null, string | undefined, boolean, string]>([
    ['our list', known, undefined, false, 'manifest'],
    ['our list, the user’s being the same', known, known, false, 'manifest'],
    ['the user’s list', null, given, false, 'checksums'],
    ['the user’s list, though anything would be taken', null, given, true, 'checksums'],
    ['nobody, and it is believed', null, undefined, true, 'first-use'],
  ])('%s', (_, ours, theirs, first, voucher) => {
    const trust = { checksums: new Map(theirs ? [['f', theirs]] : []), firstUse: first };
    const [file] = expectedFiles({ ...wanted, files: [{ path: 'f', sha256: ours }] }, trust);
    expect(file?.vouchedBy).toBe(voucher);
  });

  test('nobody: it is refused, by name, and says what to do', () => {
    expect(() => expectedFiles({ ...wanted, files: [{ path: 'onnx/f.onnx', sha256: null }] }, nobody)).toThrow(
      /onnx\/f\.onnx.*--checksums.*--trust-first/s,
    );
  });

  test('two lists that differ are refused', () => {
    const trust = { checksums: new Map([['f', given]]), firstUse: true };
    expect(() => expectedFiles({ ...wanted, files: [{ path: 'f', sha256: known }] }, trust)).toThrow(/different/);
  });

  test('no model of the list is called verified while a checksum is missing', () => {
    for (const model of KNOWN_MODELS.filter(({ files }) => files.some((file) => file.sha256 === null)))
      expect(() => expectedFiles(wantedOf(model), nobody)).toThrow(/does not know the right checksum/);
  });
});

describe('a list of checksums', () => {
  const sum = 'c'.repeat(64);
  test.each<[string, string, [string, string][]]>([
    ['text mode', `${sum}  config.json\n`, [['config.json', sum]]],
    ['binary mode', `${sum} *onnx/a.onnx\n`, [['onnx/a.onnx', sum]]],
    ['a dot before the path, capitals, an empty line', `\n${sum.toUpperCase()}  ./a b.txt\r\n`, [['a b.txt', sum]]],
    ['a remark', `# from the hub\n${sum}  a\n`, [['a', sum]]],
    ['nothing', '', []],
  ])('%s', (_, text, expected) => {
    expect([...parseChecksums(text)]).toEqual(expected);
  });

  test.each([
    ['a path alone', 'config.json'],
    ['a short checksum', `${'c'.repeat(63)}  a`],
    ['MD5', `${'c'.repeat(32)}  a`],
  ])('%s is refused', (_, text) => expect(() => parseChecksums(text)).toThrow(/sha256sum/));
});

describe('downloads', () => {
  const large = Buffer.from(Array.from({ length: 300_000 }, (_, n) => (n * 7919) % 251));
  const small = Buffer.from('{"model_type":"whisper"}');
  const model: KnownModel = {
    name: 'small-model',
    kind: 'whisper',
    repository: 'somebody/small',
    revision: '0123456789abcdef0123456789abcdef01234567',
    licence: 'MIT',
    about: 'for tests',
    files: [
      { path: 'config.json', aboutBytes: small.length, sha256: sha256(small) },
      { path: 'onnx/model.onnx', aboutBytes: large.length, sha256: sha256(large) },
    ],
  };
  const at = (path: string): string => `/somebody/small/resolve/${model.revision}/${path}`;
  let server: ModelServer;
  beforeEach(async () => {
    server = await startModelServer(
      new Map([
        [at('config.json'), small],
        [at('onnx/model.onnx'), large],
      ]),
    );
  });
  afterEach(() => server.close());
  const pull = (more: Partial<Parameters<typeof pullModel>[1]> = {}, which: KnownModel = model) =>
    pullModel(which, { store, host: server.url, offline: false, trust: nobody, waitMs: 1, ...more });

  test('a model arrives whole, verified, and opens', async () => {
    const seen: number[] = [];
    const pulled = await pull({ onProgress: (file, bytes) => file === 'onnx/model.onnx' && seen.push(bytes) });
    expect(pulled).toMatchObject({ name: 'small-model', verified: true, bytes: small.length + large.length });
    expect(await readFile(join(pulled.folder, 'onnx', 'model.onnx'))).toEqual(large);
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
    expect(seen.at(-1)).toBe(large.length);
    expect(await openModel(store, 'small-model')).toEqual(pulled);
    expect(await listModels(store)).toEqual([pulled]);
    expect((await readdir(store)).sort()).toEqual(['small-model']);
  });

  test('one that breaks off goes on from there', async () => {
    server.breakAfter(at('onnx/model.onnx'), 100_000, 2);
    expect((await pull()).verified).toBe(true);
    const ranges = server.asked.filter(({ path }) => path === at('onnx/model.onnx')).map(({ range }) => range);
    expect(ranges[0]).toBeUndefined();
    expect(ranges.slice(1).every((range) => /^bytes=[1-9]\d*-$/.test(range ?? ''))).toBe(true);
    expect(ranges.length).toBe(3);
  });

  test('after all attempts failed, the next pull goes on too', async () => {
    server.breakAfter(at('onnx/model.onnx'), 100_000, 2);
    await expect(pull({ attempts: 2 })).rejects.toMatchObject(refusedAs('unavailable', /goes on/));
    await expect(openModel(store, 'small-model')).rejects.toMatchObject(refusedAs('unavailable', /vouch models pull/));
    const before = server.asked.length;
    expect((await pull()).verified).toBe(true);
    const [next, ...more] = server.asked.slice(before);
    expect(more).toEqual([]);
    expect(next).toMatchObject({ path: at('onnx/model.onnx'), range: expect.stringMatching(/^bytes=[1-9]/) as string });
  });

  test('a file that changed at the host meanwhile is fetched from the beginning', async () => {
    server.breakAfter(at('onnx/model.onnx'), 100_000, 1);
    await expect(pull({ attempts: 1 })).rejects.toMatchObject(refusedAs('unavailable'));
    const changed = Buffer.from(large).reverse();
    server.files.set(at('onnx/model.onnx'), changed);
    const files = model.files.map((file) =>
      file.path === 'onnx/model.onnx' ? { ...file, sha256: sha256(changed) } : file,
    );
    expect((await pull({}, { ...model, files })).verified).toBe(true);
  });

  test('a host that does not know ranges sends all of it again', async () => {
    server.knowsRanges = false;
    server.breakAfter(at('onnx/model.onnx'), 100_000, 1);
    expect((await pull()).verified).toBe(true);
  });

  test('a host that likes to compress is asked not to', async () => {
    server.compresses = true;
    server.breakAfter(at('onnx/model.onnx'), 100_000, 1);
    expect((await pull()).verified).toBe(true);
  });

  test('a slow host is waited for, a silent one is not', async () => {
    server.slow(at('onnx/model.onnx'), 20);
    expect((await pull({ stallMs: 5_000 })).verified).toBe(true);
    await removeModel(store, 'small-model');
    server.slow(at('onnx/model.onnx'), 10_000);
    await expect(pull({ stallMs: 50, attempts: 2 })).rejects.toMatchObject(refusedAs('unavailable'));
  });

  test('a wrong checksum is refused, and the file is gone', async () => {
    const wrong = Buffer.from(large);
    wrong[150_000] = (wrong[150_000] ?? 0) ^ 1;
    server.files.set(at('onnx/model.onnx'), wrong);
    await expect(pull()).rejects.toMatchObject(refusedAs('unreadable', /onnx\/model\.onnx.*wrong checksum/));
    await expect(openModel(store, 'small-model')).rejects.toMatchObject(refusedAs('unavailable'));
    expect(await readdir(join(store, '.small-model.unfinished', 'onnx'))).toEqual([]);
    server.files.set(at('onnx/model.onnx'), large);
    expect((await pull()).verified).toBe(true);
  });

  test.each<[string, number, string]>([
    ['404', 404, 'not_found'],
    ['401', 401, 'forbidden'],
    ['400', 400, 'invalid_input'],
  ])('%s is not tried again', async (_, status, code) => {
    server.refuse(at('config.json'), status, Infinity);
    await expect(pull()).rejects.toMatchObject({ code });
    expect(server.asked.length).toBe(1);
  });

  test.each([503, 429])('%i is tried again', async (status) => {
    server.refuse(at('config.json'), status, 2);
    expect((await pull()).verified).toBe(true);
  });

  test('stopped, it says so', async () => {
    server.slow(at('onnx/model.onnx'), 10_000);
    const stop = new AbortController();
    const asked = pull({ signal: stop.signal, onProgress: (file) => file === 'onnx/model.onnx' && stop.abort() });
    await expect(asked).rejects.toMatchObject(refusedAs('cancelled'));
  });

  test('offline, nothing is asked', async () => {
    await expect(pull({ offline: true })).rejects.toMatchObject(refusedAs('forbidden', /VOUCH_OFFLINE/));
    expect(server.asked).toEqual([]);
  });

  test('without anybody who vouches, nothing is asked; believed once, it is not called verified', async () => {
    const unknown = { ...model, files: model.files.map((file) => ({ ...file, sha256: null })) };
    await expect(pull({}, unknown)).rejects.toMatchObject(refusedAs('precondition_required'));
    expect(server.asked).toEqual([]);
    expect((await pull({ trust: firstUse }, unknown)).verified).toBe(false);
  });

  test('two at once: one of them is told', async () => {
    const both = await Promise.allSettled([pull(), pull()]);
    for (const one of both) if (one.status === 'rejected') expect(one.reason).toMatchObject({ code: 'conflict' });
    expect(both.some(({ status }) => status === 'fulfilled')).toBe(true);
    expect((await openModel(store, 'small-model')).verified).toBe(true);
  });
});

describe('imports', () => {
  const tiny = fileURLToPath(new URL('../../../fixtures/models/tiny-whisper', import.meta.url));
  let folder = '';
  beforeEach(async () => {
    folder = join(store, '..', `${store.split('/').at(-1)}-disk`, 'My-Whisper');
    await cp(tiny, folder, { recursive: true });
  });
  afterEach(() => rm(join(folder, '..'), { recursive: true }));

  async function writeSums(change: (path: string, sum: string) => string = (_, sum) => sum): Promise<void> {
    const paths = (await readdir(tiny, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
    const lines = await Promise.all(
      paths.map(async (entry) => {
        const path = join(entry.parentPath, entry.name).slice(tiny.length + 1);
        return `${change(path, sha256(await readFile(join(tiny, path))))}  ${path}`;
      }),
    );
    await writeFile(join(folder, 'SHA256SUMS'), `${lines.join('\n')}\n`);
  }

  test('a Whisper of one’s own comes in with its list, verified', async () => {
    await writeSums();
    const model = await importModel(folder, { store, trust: nobody });
    expect(model).toMatchObject({ name: 'my-whisper', kind: 'whisper', verified: true, revision: null });
    expect(await openModel(store, 'my-whisper')).toEqual(model);
  });

  test('without a list it is refused, or believed', async () => {
    await expect(importModel(folder, { store, trust: nobody })).rejects.toMatchObject(
      refusedAs('precondition_required'),
    );
    expect((await importModel(folder, { store, trust: firstUse, name: 'mine' })).verified).toBe(false);
  });

  test('with a wrong checksum it is refused', async () => {
    await writeSums((path, sum) => (path === 'config.json' ? '0'.repeat(64) : sum));
    await expect(importModel(folder, { store, trust: firstUse })).rejects.toMatchObject(
      refusedAs('unreadable', /config\.json/),
    );
    expect(await listModels(store)).toEqual([]);
  });

  test('without one of its files it is refused by that file’s name', async () => {
    await rm(join(folder, 'onnx', 'encoder_model_quantized.onnx'));
    await expect(importModel(folder, { store, trust: firstUse })).rejects.toMatchObject(
      refusedAs('not_found', /onnx\/encoder_model_quantized\.onnx/),
    );
  });

  test('what it is must be said where the files do not', async () => {
    await rm(join(folder, 'generation_config.json'));
    await expect(importModel(folder, { store, trust: firstUse })).rejects.toMatchObject(
      refusedAs('invalid_input', /--kind/),
    );
  });

  test('a name that leads out of the store is refused', async () => {
    for (const name of ['../out', '.hidden', 'a/b', ''])
      await expect(importModel(folder, { store, trust: firstUse, name })).rejects.toMatchObject(
        refusedAs('invalid_input'),
      );
    await expect(openModel(store, '../out')).rejects.toMatchObject(refusedAs('unavailable'));
    await expect(removeModel(store, '../out')).rejects.toMatchObject(refusedAs('not_found'));
  });

  describe('afterwards', () => {
    const path = (): string => join(store, 'my-whisper', 'onnx', 'encoder_model_quantized.onnx');
    beforeEach(async () => {
      await importModel(folder, { store, trust: firstUse });
    });

    test('a file that grew is not loaded; verify finds it, and it stays refused', async () => {
      await appendFile(path(), 'x');
      await expect(openModel(store, 'my-whisper')).rejects.toMatchObject(refusedAs('unavailable', /models verify/));
      expect(await verifyModel(store, 'my-whisper')).toEqual(['onnx/encoder_model_quantized.onnx']);
      await expect(openModel(store, 'my-whisper')).rejects.toMatchObject(refusedAs('unavailable'));
    });

    test('a byte changed with size and date kept is found by verify', async () => {
      const { mtime } = await stat(path());
      const bytes = await readFile(path());
      bytes[1000] = (bytes[1000] ?? 0) ^ 1;
      await writeFile(path(), bytes);
      await utimes(path(), mtime, mtime);
      expect(await verifyModel(store, 'my-whisper')).toEqual(['onnx/encoder_model_quantized.onnx']);
      await expect(openModel(store, 'my-whisper')).rejects.toMatchObject(refusedAs('unavailable'));
    });

    test('a store that was copied is loaded again after verify', async () => {
      await copyFile(path(), `${path()}.copy`);
      await rm(path());
      await copyFile(`${path()}.copy`, path());
      await utimes(path(), 1, 1);
      await expect(openModel(store, 'my-whisper')).rejects.toMatchObject(refusedAs('unavailable'));
      expect(await verifyModel(store, 'my-whisper')).toEqual([]);
      expect((await openModel(store, 'my-whisper')).kind).toBe('whisper');
    });

    test('a file that is gone is found', async () => {
      await rm(path());
      await expect(openModel(store, 'my-whisper')).rejects.toMatchObject(refusedAs('unavailable'));
      expect(await verifyModel(store, 'my-whisper')).toEqual(['onnx/encoder_model_quantized.onnx']);
    });

    test('a damaged stamp is said', async () => {
      await writeFile(join(store, 'my-whisper', 'vouch-model.json'), '{');
      await expect(openModel(store, 'my-whisper')).rejects.toMatchObject(refusedAs('unreadable'));
    });

    test('removed, it is gone; a second time there is none', async () => {
      await removeModel(store, 'my-whisper');
      expect(await readdir(store)).toEqual([]);
      await expect(removeModel(store, 'my-whisper')).rejects.toMatchObject(refusedAs('not_found'));
      await expect(verifyModel(store, 'my-whisper')).rejects.toMatchObject(refusedAs('not_found'));
    });

    test('other folders in the store are left alone', async () => {
      await mkdir(join(store, 'notes'));
      expect((await listModels(store)).map(({ name }) => name)).toEqual(['my-whisper']);
    });
  });

  test('a store that is not there holds nothing', async () => {
    expect(await listModels(join(store, 'none'))).toEqual([]);
  });
});
