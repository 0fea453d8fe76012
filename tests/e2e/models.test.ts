/** `vouch models` with the list as it is, against a hub on this machine. */
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { afterAll, beforeAll, expect, test, vi } from 'vitest';

import { knownModel } from '../../models/transcriber/store/index.js';
import { type ModelServer, startModelServer } from '../integration/transcriber/model-server.js';
import { type Ended, temporaryFolder, vouch } from './program.js';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const pathsOf = (name: string): [string, Buffer][] => {
  const { repository, revision, files } = knownModel(name);
  return files.map(({ path }) => [`/${repository}/resolve/${revision}/${path}`, Buffer.from(`not ${path}`)]);
};

let hub: ModelServer;
let folder = '';
let remove: () => Promise<void>;
beforeAll(async () => {
  hub = await startModelServer(new Map([...pathsOf('sense-voice-small'), ...pathsOf('whisper-base')]));
  ({ path: folder, remove } = await temporaryFolder());
});
afterAll(async () => {
  await hub.close();
  await remove();
});
const models = (...args: string[]): Promise<Ended> =>
  vouch(['models', ...args], { env: { VOUCH_MODELS_DIR: folder, VOUCH_MODEL_HOST: hub.url } });

test('what nobody vouches for is not fetched', async () => {
  const { code, stderr } = await models('pull', 'sense-voice-small');
  expect(code).toBe(1);
  expect(stderr).toMatch(/does not know the right checksum of model\.int8\.onnx, tokens\.txt .*--trust-first/);
  expect(hub.asked).toEqual([]);
});

test('believed once, it is installed and listed as not verified', async () => {
  const { code, stderr } = await models('pull', 'sense-voice-small', '--trust-first');
  expect(stderr).toMatch(/tokens\.txt[^]*sense-voice-small: .* MB, checksums believed, not verified\./);
  expect(code).toBe(0);
  const listed = await models('list');
  expect(listed.stdout).toMatch(/^sense-voice-small +sense-voice .*not verified$/m);
  expect(listed.stderr).toContain('whisper-base');
});

test('a file whose right checksum is known is refused where it is another', async () => {
  const { code, stderr } = await models('pull', 'whisper-base', '--trust-first');
  expect(code).toBe(1);
  expect(stderr).toMatch(/onnx\/decoder_model_merged_quantized\.onnx of whisper-base has the wrong checksum/);
  expect((await readdir(folder)).sort()).toEqual(['.whisper-base.unfinished', 'sense-voice-small']);
});

test('a model that the hub does not have', async () => {
  const { code, stderr } = await models('pull', 'paraformer-zh', '--trust-first');
  expect(code).toBe(1);
  expect(stderr).toMatch(/has no \/csukuangfj.*VOUCH_MODEL_HOST/);
});

test('a damaged model is found, named, and the exit status says so', async () => {
  expect((await models('verify')).code).toBe(0);
  await writeFile(join(folder, 'sense-voice-small', 'tokens.txt'), 'not tokens.tx!');
  const { code, stderr } = await models('verify', 'sense-voice-small');
  expect(code).toBe(1);
  expect(stderr).toMatch(/tokens\.txt is not what was installed/);
});

test('wrong usage is told from failure', async () => {
  expect((await models('pull')).code).toBe(2);
  expect((await models('pull', 'whisper-huge')).code).toBe(1);
  expect((await models('import', folder, '--kind', 'magic')).code).toBe(2);
});
