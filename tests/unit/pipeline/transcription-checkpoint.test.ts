import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, expect, test } from 'vitest';

import type { Recognition } from '../../../models/transcriber/engine.js';
import { checkpointIn } from '../../../pipeline/transcription-checkpoint.js';
import { filesystemObjectStore } from '../../../storage/object-store-filesystem.js';

const recognition = (text: string): Recognition => ({
  language: 'zh',
  text,
  words: [],
  confidence: 0.5,
  reliable: true,
});
const SHA = 'a'.repeat(64);
const OTHER = 'b'.repeat(64);

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vouch-checkpoint-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('stretches are found again by another worker, by recording and engine, until they are cleared', async () => {
  const store = filesystemObjectStore(folder);
  const first = checkpointIn(store);
  await first.save(SHA, 'whisper/whisper-base/auto', '0-512-16896', recognition('三十万'));
  await first.save(SHA, 'whisper/whisper-base/auto', '1-0-512', recognition('好'));
  await first.save(SHA, 'whisper/whisper-base/auto', '1-0-512', recognition('好的'));
  await first.save(SHA, 'sherpa/sense-voice-small/zh', '0-512-16896', recognition('四十万'));
  await first.save(OTHER, 'whisper/whisper-base/auto', '0-512-16896', recognition('别的'));

  const second = checkpointIn(filesystemObjectStore(folder));
  const kept = await second.load(SHA, 'whisper/whisper-base/auto');
  expect(Object.fromEntries(kept)).toEqual({ '0-512-16896': recognition('三十万'), '1-0-512': recognition('好的') });

  await second.clear(SHA, 'whisper/whisper-base/auto');
  expect((await first.load(SHA, 'whisper/whisper-base/auto')).size).toBe(0);
  expect((await first.load(SHA, 'sherpa/sense-voice-small/zh')).size).toBe(1);
  expect((await first.load(OTHER, 'whisper/whisper-base/auto')).size).toBe(1);
});
