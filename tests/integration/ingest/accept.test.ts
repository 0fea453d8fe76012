import { createReadStream } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { acceptRecording } from '../../../ingest/accept.js';
import { readConversation } from '../../../ingest/read-conversation.js';
import { AppError } from '../../../models/domain/index.js';
import { recordingKey, uploadKey } from '../../../storage/object-store.js';
import { findConversation, readTranscript, saveTranscript } from '../../../storage/repositories/conversations.js';
import { createCustomer } from '../../../storage/repositories/customers.js';
import { bodyOf, type Harness, makeSound, openHarness, vtt, wecom } from './harness.js';

let folder: string;
let sound: string;
let muteVideo: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vouch-sound-'));
  sound = await makeSound(join(folder, 'call.wav'), ['-ac', '2']);
  muteVideo = await makeSound(join(folder, 'mute.mp4'), ['-f', 'lavfi', '-i', 'testsrc=d=1:s=64x64', '-map', '1:v']);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const chat = (count: number, room = ''): string =>
  wecom(Array.from({ length: count }, (_, at) => ({ id: `${room}m${at}`, room, text: `message ${at}`, at })));

describe.each(['embedded', 'cluster'] as const)('accepting recordings, %s', (kind) => {
  let harness: Harness;
  beforeAll(async () => {
    harness = await openHarness(kind);
  });
  beforeEach(() => harness.reset());
  afterAll(() => harness.close());

  it('stores a chat under its hash, makes its conversation and starts a run', async () => {
    const accepted = await harness.accept({ fileName: 'chat.jsonl', body: chat(3), title: '王总' });
    const { sha256 } = accepted.recording;
    expect(accepted.recording).toMatchObject({ format: 'wecom', bytes: Buffer.byteLength(chat(3)) });
    expect(accepted.conversations).toEqual([{ id: expect.any(String) as string, created: true, extended: false }]);
    expect(await harness.left()).toEqual({
      recordings: 1,
      conversations: 1,
      parts: 1,
      runs: 1,
      objects: [recordingKey(sha256)],
    });
    expect(harness.enqueued).toHaveLength(1);
    const id = accepted.conversations[0]?.id ?? '';
    expect(await findConversation(harness.database.db, id)).toMatchObject({
      kind: 'chat',
      title: '王总',
      startedAt: new Date(1_767_578_400_000),
      utcOffsetMinutes: 480,
    });
  });

  it('gives the same conversation for the same bytes and says so', async () => {
    const first = await harness.accept({ fileName: 'chat.jsonl', body: chat(3) });
    const before = await harness.left();
    const again = await harness.accept({ fileName: 'renamed.jsonl', body: chat(3), externalId: 'other-name' });
    expect(again.conversations).toEqual([
      { id: first.conversations[0]?.id, created: false, extended: false, reason: 'same_bytes' },
    ]);
    expect(await harness.left()).toEqual(before);
    expect(harness.enqueued).toHaveLength(1);
  });

  it('gives what came without a customer the one it comes again with, and moves nothing that has one', async () => {
    const { db } = harness.database;
    for (const id of ['acme', 'bolt']) await createCustomer(db, { id, name: id }, 'CN');
    const customerOf = async (id: string | undefined) => (await findConversation(db, id ?? ''))?.customerId;
    const first = await harness.accept({ fileName: 'chat.jsonl', body: chat(3) });
    const id = first.conversations[0]?.id;
    expect(await customerOf(id)).toBeNull();
    // A rep who did not send it assigns nothing.
    await harness.accept({ fileName: 'chat.jsonl', body: chat(3), customerId: 'bolt', ownerKeyId: 'somebody' });
    expect(await customerOf(id)).toBeNull();
    const again = await harness.accept({ fileName: 'chat.jsonl', body: chat(3), customerId: 'acme' });
    expect(again.conversations).toEqual([{ id, created: false, extended: false, reason: 'same_bytes' }]);
    expect(await customerOf(id)).toBe('acme');
    expect(harness.enqueued).toHaveLength(2);
    await harness.accept({ fileName: 'chat.jsonl', body: chat(3), customerId: 'bolt' });
    expect(await customerOf(id)).toBe('acme');
    expect(harness.enqueued).toHaveLength(2);
  });

  it('gives the same conversation for the same external id, and keeps nothing of other bytes', async () => {
    const first = await harness.accept({ fileName: 'a.vtt', body: vtt('Hello there.'), externalId: 'call-7' });
    const before = await harness.left();
    const again = await harness.accept({ fileName: 'b.vtt', body: vtt('Something else.'), externalId: 'call-7' });
    expect(again.conversations).toEqual([
      { id: first.conversations[0]?.id, created: false, extended: false, reason: 'same_external_id' },
    ]);
    expect(await harness.left()).toEqual(before);
  });

  it('makes one conversation for many that arrive at once', async () => {
    const all = await Promise.all(
      Array.from({ length: 6 }, (_, index) => harness.accept({ fileName: `${index}.jsonl`, body: chat(4) })),
    );
    expect(new Set(all.map(({ conversations }) => conversations[0]?.id)).size).toBe(1);
    expect(all.filter(({ conversations }) => conversations[0]?.created)).toHaveLength(1);
    expect(await harness.left()).toMatchObject({ recordings: 1, conversations: 1, runs: 1 });
  });

  it('makes one conversation of an external id whose two files arrive at once', async () => {
    const all = await Promise.all(
      ['one', 'two', 'three'].map((words) =>
        harness.accept({ fileName: `${words}.vtt`, body: vtt(words), externalId: 'call-9' }),
      ),
    );
    expect(new Set(all.map(({ conversations }) => conversations[0]?.id)).size).toBe(1);
    expect(await harness.left()).toMatchObject({ recordings: 1, conversations: 1, runs: 1 });
  });

  it('makes a conversation of each thread, and extends only those in which a later export has news', async () => {
    const first = await harness.accept({ fileName: 'monday.jsonl', body: `${chat(2, 'wrA')}\n${chat(2, 'wrB')}` });
    expect(first.conversations.map(({ created }) => created)).toEqual([true, true]);
    const later = await harness.accept({ fileName: 'friday.jsonl', body: `${chat(5, 'wrA')}\n${chat(2, 'wrB')}` });
    expect(later.conversations).toEqual([
      { id: first.conversations[0]?.id, created: false, extended: true, reason: 'same_external_id' },
      { id: first.conversations[1]?.id, created: false, extended: false, reason: 'same_external_id' },
    ]);
    expect(await harness.left()).toMatchObject({ recordings: 2, conversations: 2, parts: 3, runs: 3 });
    const { store, database } = harness;
    const merged = await readConversation({ store, db: database.db }, first.conversations[0]?.id ?? '');
    expect(merged.turns.map(({ text }) => text)).toEqual([0, 1, 2, 3, 4].map((at) => `message ${at}`));
    expect(merged.completeness).toMatchObject({ total: 5, read: 5, unreadable: 0 });
  });

  it('keeps nothing of an export without news', async () => {
    await harness.accept({ fileName: 'all.jsonl', body: chat(5) });
    const before = await harness.left();
    const part = await harness.accept({ fileName: 'part.jsonl', body: chat(3) });
    expect(part.conversations).toMatchObject([{ created: false, extended: false, reason: 'same_external_id' }]);
    expect(await harness.left()).toEqual(before);
  });

  it('takes a transcript beside a recording as one conversation with sound', async () => {
    const accepted = await harness.accept({
      fileName: 'call.wav',
      body: createReadStream(sound),
      transcript: { fileName: 'call.vtt', body: bodyOf(vtt('Good morning.')) },
      startedAt: '2026-03-03T10:00:00+08:00',
      kind: 'call',
    });
    expect(accepted.recording.format).toBe('wav');
    expect(await harness.left()).toMatchObject({ recordings: 2, conversations: 1, parts: 2, runs: 1 });
    const id = accepted.conversations[0]?.id ?? '';
    const { store, database } = harness;
    const imported = await readConversation({ store, db: database.db }, id);
    expect(imported).toMatchObject({ kind: 'call', durationMs: 2000 });
    await saveTranscript(database.db, id, imported);
    expect(await readTranscript(database.db, id)).toMatchObject({
      startedAt: '2026-03-03T10:00:00+08:00',
      turns: [{ text: 'Good morning.', startMs: 0, endMs: 1500 }],
    });
  });

  it('joins sound and transcript that come one after the other', async () => {
    const alone = await harness.accept({ fileName: 'c.wav', body: await readFile(sound), externalId: 'pbx-1' });
    const id = alone.conversations[0]?.id ?? '';
    const { store, database } = harness;
    await expect(readConversation({ store, db: database.db }, id)).rejects.toMatchObject({ code: 'no_transcript' });
    const words = await harness.accept({ fileName: 'c.vtt', body: vtt('Hi.'), externalId: 'pbx-1' });
    expect(words.conversations).toEqual([{ id, created: false, extended: true, reason: 'same_external_id' }]);
    expect((await readConversation({ store, db: database.db }, id)).turns).toHaveLength(1);

    const text = await harness.accept({ fileName: 'd.vtt', body: vtt('Bye.') });
    const other = await makeSound(join(folder, `${kind}.flac`), [], 3);
    const both = await harness.accept({
      fileName: 'd.flac',
      body: await readFile(other),
      transcript: { fileName: 'd.vtt', body: bodyOf(vtt('Bye.')) },
    });
    expect(both.conversations).toMatchObject([{ id: text.conversations[0]?.id, extended: true, reason: 'same_bytes' }]);
  });

  it('keeps two calls apart whose transcripts are the same bytes', async () => {
    const ids: (string | undefined)[] = [];
    for (const seconds of [1, 4]) {
      const body = await readFile(await makeSound(join(folder, `${kind}-${seconds}.mp3`), [], seconds));
      const transcript = { fileName: 'none.vtt', body: bodyOf(vtt('No answer.')) };
      ids.push((await harness.accept({ fileName: `${seconds}.mp3`, body, transcript })).conversations[0]?.id);
    }
    expect(new Set(ids).size).toBe(2);
    for (const id of ids) {
      const read = await readConversation({ store: harness.store, db: harness.database.db }, id ?? '');
      expect(read.turns.map(({ text }) => text)).toEqual(['No answer.']);
    }
  });

  it('says of a cut-off recording that it is one', async () => {
    const body = (await readFile(sound)).subarray(0, 60_000);
    const accepted = await harness.accept({ fileName: 'half.wav', body });
    const row = await findConversation(harness.database.db, accepted.conversations[0]?.id ?? '');
    expect(row?.notes).toEqual([expect.stringMatching(/^half\.wav is cut off: its header announces 2\.0 s, 0\.9 s/)]);
  });

  it('takes an upload that lies in the store already', async () => {
    await harness.store.put(uploadKey('u-1'), await readFile(sound));
    const accepted = await acceptRecording(harness.deps, { uploadId: 'u-1', fileName: 'call.wav' });
    expect((await harness.left()).objects).toEqual([recordingKey(accepted.recording.sha256)]);
  });

  it('accepts although the queue does not answer: the reconciler delivers later', async () => {
    const failures: unknown[] = [];
    const deps = {
      ...harness.deps,
      enqueue: () => Promise.reject(new AppError('unavailable', 'no queue')),
      onEnqueueFailed: (error: unknown) => failures.push(error),
    };
    const accepted = await acceptRecording(deps, { fileName: 'chat.jsonl', body: bodyOf(chat(2)) });
    expect(accepted.conversations).toHaveLength(1);
    expect(failures).toHaveLength(1);
    expect(await harness.left()).toMatchObject({ conversations: 1, runs: 1 });
  });

  const NOTHING = { recordings: 0, conversations: 0, parts: 0, runs: 0, objects: [] };

  type Body = string | Buffer | Promise<Buffer>;
  const refused: [what: string, fileName: string, body: () => Body, code: string, message: RegExp][] = [
    ['an empty file', 'empty.vtt', () => '', 'unreadable', /^empty\.vtt is empty/],
    ['JSON of an unknown shape', 'x.json', () => '{"weather":"fine"}', 'unsupported_format', /^x\.json .*"weather"/],
    [
      'a playlist named .wav',
      'a.wav',
      () => '#EXTM3U\n#EXTINF:9,\nhttp://127.0.0.1/a.ts\n',
      'unsupported_format',
      /^a\.wav/,
    ],
    ['a video without sound', 'mute.mp4', () => readFile(muteVideo), 'unreadable', /^mute\.mp4 has no sound/],
    ['bytes of no known kind', 'noise.bin', () => Buffer.from('\0\x01\x02'.repeat(900)), 'unreadable', /^noise\.bin/],
    ['WeChat voice', 'v.amr', () => Buffer.from('\x02#!SILK_V3\0\0'), 'unsupported_format', /SILK/],
  ];
  it.each(refused)('leaves nothing of %s', async (_what, fileName, body, code, message) => {
    const failure = harness.accept({ fileName, body: await body() });
    await expect(failure).rejects.toMatchObject({ code, message: expect.stringMatching(message) as string });
    expect(await harness.left()).toEqual(NOTHING);
  });

  it('leaves nothing of a file that is too large, sound or text', async () => {
    const deps = { ...harness.deps, options: { ...harness.deps.options, maxUploadBytes: 3 * 1024 ** 2 } };
    const wav = await readFile(sound);
    for (const head of [wav.subarray(0, 44), Buffer.from('WEBVTT\n\n')]) {
      const body = Readable.from([head, Buffer.alloc(2 * 1024 ** 2, 32), Buffer.alloc(2 * 1024 ** 2, 32)]);
      await expect(acceptRecording(deps, { fileName: 'big', body })).rejects.toMatchObject({ code: 'too_large' });
    }
    expect(await harness.left()).toEqual(NOTHING);
  });

  it('leaves nothing when the sender breaks off', async () => {
    const head = (await readFile(sound)).subarray(0, 44);
    for (const size of [1000, 5 * 1024 ** 2]) {
      const body = Readable.from(
        (function* (): Generator<Buffer> {
          yield head;
          yield Buffer.alloc(size);
          throw Object.assign(new Error('aborted'), { code: 'ECONNRESET' });
        })(),
      );
      await expect(harness.accept({ fileName: 'call.wav', body })).rejects.toMatchObject({ code: 'cancelled' });
    }
    expect(await harness.left()).toEqual(NOTHING);
  });

  it('leaves nothing when the transcript beside a recording cannot be read', async () => {
    const failure = harness.accept({
      fileName: 'call.wav',
      body: await readFile(sound),
      transcript: { fileName: 'call.json', body: bodyOf('{"agent":"7"}') },
    });
    await expect(failure).rejects.toMatchObject({ code: 'unsupported_format' });
    expect(await harness.left()).toEqual(NOTHING);
  });

  it('leaves nothing, and takes in nothing, for a customer that is not there', async () => {
    const body = bodyOf(chat(2));
    const failure = harness.accept({ fileName: 'chat.jsonl', body, customerId: 'nobody' });
    await expect(failure).rejects.toMatchObject({ code: 'invalid_input', details: { field: 'customerId' } });
    expect(body.destroyed).toBe(true);
    expect(await harness.left()).toEqual(NOTHING);
  });

  it('leaves nothing when the bytes cannot be put in their place', async () => {
    const store = {
      ...harness.store,
      put: () => Promise.reject(new AppError('unavailable', 'the store is away')),
      move: () => Promise.reject(new AppError('unavailable', 'the store is away')),
    };
    const deps = { ...harness.deps, store };
    const failure = acceptRecording(deps, { fileName: 'chat.jsonl', body: bodyOf(chat(2)) });
    await expect(failure).rejects.toMatchObject({ code: 'unavailable' });
    expect(await harness.left()).toEqual(NOTHING);
  });

  it('leaves no bytes when the database refuses at the last moment', async () => {
    const { db } = harness.database;
    let calls = 0;
    // The first transaction does all its work and then fails as a commit does; the clean-up's runs.
    const transaction: typeof db.transaction = (work, config) =>
      db.transaction(async (tx): Promise<Awaited<ReturnType<typeof work>>> => {
        const result = await work(tx);
        if (++calls === 1) throw new AppError('unavailable', 'the database went away');
        return result;
      }, config);
    const failing = new Proxy(db, {
      get: (target, name) => (name === 'transaction' ? transaction : (Reflect.get(target, name) as unknown)),
    });
    const deps = { ...harness.deps, db: { ...harness.database, db: failing } };
    const failure = acceptRecording(deps, { fileName: 'chat.jsonl', body: bodyOf(chat(2)) });
    await expect(failure).rejects.toMatchObject({ code: 'unavailable' });
    expect(await harness.left()).toEqual(NOTHING);
  });

  it('keeps an upload of the caller when trying again may help', async () => {
    await harness.store.put(uploadKey('u-2'), await readFile(sound));
    const deps = { ...harness.deps, ffmpeg: () => Promise.reject(new AppError('unavailable', 'no ffmpeg')) };
    await expect(acceptRecording(deps, { uploadId: 'u-2', fileName: 'c.wav' })).rejects.toMatchObject({
      code: 'unavailable',
    });
    expect((await harness.left()).objects).toEqual([uploadKey('u-2')]);
    const accepted = await acceptRecording(harness.deps, { uploadId: 'u-2', fileName: 'c.wav' });
    expect((await harness.left()).objects).toEqual([recordingKey(accepted.recording.sha256)]);
  });
});
