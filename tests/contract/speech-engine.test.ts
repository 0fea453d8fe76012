import { rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

import { afterAll, beforeAll, describe } from 'vitest';

import { hostedEngine, openRemoteEngine } from '../../models/transcriber/engines/index.js';
import { openWhisperEngine } from '../../models/transcriber/engines/whisper.js';
import { bundleProgram } from '../services/child-program.js';
import { speechEngineContract, tone } from './speech-engine.js';
import { startSpeechServer, verboseJson } from './speech-server.js';

const folder = fileURLToPath(new URL('../../fixtures/models/tiny-whisper', import.meta.url));
const whisper = { model: 'tiny-whisper', folder, threads: 1 };

describe('whisper, in this process', () => {
  speechEngineContract({ open: () => openWhisperEngine(whisper), speech: tone(300, 4), language: 'zh' });
});

describe('whisper, in a process of its own', () => {
  let program = '';
  beforeAll(async () => {
    program = await bundleProgram(
      fileURLToPath(new URL('../../models/transcriber/engines/host-program.ts', import.meta.url)),
    );
  });
  afterAll(() => rm(program));
  speechEngineContract({
    open: () => hostedEngine({ kind: 'whisper', ...whisper }, { program }),
    speech: tone(5000, 4),
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
