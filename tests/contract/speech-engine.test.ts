import { rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

import { afterAll, beforeAll, describe } from 'vitest';

import { hostedEngine, openRemoteEngine } from '../../models/transcriber/engines/index.js';
import { openSherpaEngine } from '../../models/transcriber/engines/sherpa.js';
import { openWhisperEngine } from '../../models/transcriber/engines/whisper.js';
import { bundleProgram } from '../services/child-program.js';
import { speechEngineContract, tone } from './speech-engine.js';
import { startSpeechServer, verboseJson } from './speech-server.js';

const fixture = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const whisper = { model: 'tiny-whisper', folder: fixture('fixtures/models/tiny-whisper'), threads: 1 };
const senseVoice = {
  model: 'tiny-sense-voice',
  folder: fixture('fixtures/models/tiny-sense-voice'),
  threads: 1,
  family: 'sense-voice' as const,
};

let program = '';
beforeAll(async () => {
  program = await bundleProgram(fixture('models/transcriber/engines/host-program.ts'));
});
afterAll(() => rm(program));

describe('whisper, in this process', () => {
  speechEngineContract({ open: () => openWhisperEngine(whisper), speech: tone(300, 4), language: 'zh' });
});

describe('whisper, in a process of its own', () => {
  speechEngineContract({
    open: () => hostedEngine({ kind: 'whisper', ...whisper }, { program }),
    speech: tone(5000, 4),
    language: 'en',
  });
});

describe('sherpa, in this process', () => {
  speechEngineContract({ open: () => openSherpaEngine(senseVoice), speech: tone(300, 3), language: 'zh' });
});

describe('sherpa, in a process of its own', () => {
  speechEngineContract({
    open: () => hostedEngine({ kind: 'sherpa', ...senseVoice }, { program }),
    speech: tone(5000, 3),
    language: 'en',
  });
});

describe('remote', () => {
  let server: Awaited<ReturnType<typeof startSpeechServer>>;
  beforeAll(async () => {
    server = await startSpeechServer(() => ({ status: 200, body: JSON.stringify(verboseJson) }));
  });
  afterAll(() => server.close());
  speechEngineContract({
    open: async () => openRemoteEngine({ url: server.url, key: null, model: 'whisper-1' }),
    speech: tone(440, 3.5),
    language: 'en',
  });
});
