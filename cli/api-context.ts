import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { ApiContext } from '../api/context.js';
import {
  checkMessage,
  explainByRecord,
  explainFitByRecord,
  foldLedger,
  loadPolicy,
  shippedCompanyLexicon,
  shippedConcepts,
  wordsOf,
} from '../models/insight/index.js';
import { prepareBackTest } from '../pipeline/back-test.js';
import { rulesInForce } from '../pipeline/rules-in-force.js';
import { BUNDLED_MODEL, bundledBytes } from '../models/transcriber/bundled-model.js';
import { listModels } from '../models/transcriber/store/index.js';
import { packageRoot } from '../storage/package-root.js';
import { playbooksFrom } from './rule-files.js';
import type { Runtime } from './runtime.js';
import { clips, waveforms } from './waveforms.js';

/** A draft message is a screenful; a playbook a few. */
const MAX_JSON_BYTES = 1024 * 1024;

/** What the API's routes may use. */
export async function apiContext(runtime: Runtime, version: string): Promise<ApiContext> {
  const { config, database, store, queue, log } = runtime;
  const { rules } = runtime.stepDeps();
  const policySource = readFileSync(config.policyFile ?? join(packageRoot, 'models/policies/default.yaml'), 'utf8');
  return {
    database,
    store,
    queue,
    accept: runtime.accept,
    waveform: waveforms({ ffmpeg: runtime.ffmpeg, store, spoolDir: join(config.dataDir, 'spool') }),
    clip: clips({ ffmpeg: runtime.ffmpeg, store, spoolDir: join(config.dataDir, 'spool') }),
    checkMessage: async (text, options) =>
      checkMessage(text, { rules: await rulesInForce(runtime.stepDeps()), ...options }),
    explainByRecord: (kind, insight, record) => explainByRecord(kind, insight, record, rules),
    explainFitByRecord: (fit, record) => explainFitByRecord(fit, record, rules),
    foldLedger,
    wordsOf,
    installedModels: async () => [
      {
        ...{ id: BUNDLED_MODEL, engine: 'vouch', revision: null, bytes: await bundledBytes() },
        bundled: true,
        verified: true,
      },
      ...(await listModels(config.modelsDir)).map(({ name, kind, revision, bytes, verified }) => ({
        ...{ id: name, engine: kind, revision, bytes, verified, bundled: false },
      })),
    ],
    prepareBackTest: (drafts, sight) => prepareBackTest(database.db, runtime.stepDeps(), drafts, sight),
    playbooks: playbooksFrom(config.playbookFile),
    lexicon: shippedCompanyLexicon(),
    shippedConcepts: shippedConcepts(rules),
    policy: { source: policySource, value: loadPolicy(policySource) },
    config: {
      maxUploadBytes: config.maxUploadBytes,
      maxJsonBytes: MAX_JSON_BYTES,
      allowPrivateWebhooks: config.webhooksToPrivateAddresses,
      phoneRegion: config.phoneRegion,
      uploadSecret: await uploadSecret(config.dataDir),
      publicUrl: config.publicUrl,
      oidc: config.oidc,
    },
    webFolder: join(packageRoot, 'dist/web'),
    log,
    now: () => new Date(),
    version,
  };
}

/** Signs upload URLs; made once, kept in the data folder, readable by its owner only. */
async function uploadSecret(dataDir: string): Promise<string> {
  const file = join(dataDir, 'upload-secret');
  try {
    await writeFile(file, randomBytes(32).toString('base64url'), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return readFile(file, 'utf8');
}
