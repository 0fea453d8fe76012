/** `vouch retention`: says what is too old, and deletes it only when asked to. */
import { join } from 'node:path';

import { afterAll, beforeAll, expect, test, vi } from 'vitest';

import { KEEP_ALL } from '../../models/domain/index.js';
import { openDatabase } from '../../storage/database.js';
import { saveRetention } from '../../storage/repositories/retention.js';
import { conversations } from '../../storage/schema.js';
import { conversation, temporaryFolder, vouch } from './program.js';

// Each test starts several processes, on machines that may be busy.
vi.setConfig({ testTimeout: 180_000 });

let env: { VOUCH_DATA_DIR: string };
let remove: () => Promise<void>;
beforeAll(async () => {
  const folder = await temporaryFolder();
  remove = folder.remove;
  env = { VOUCH_DATA_DIR: join(folder.path, 'data') };
});
afterAll(() => remove());

test('nothing goes without --delete, and with it what is too old does', async () => {
  const taken = await vouch(['ingest', conversation('huacheng-wecom.jsonl')], { env });
  expect(taken.code).toBe(0);
  const before = await vouch(['retention'], { env });
  expect(before).toMatchObject({ code: 0, stdout: expect.stringMatching(/chats +kept for ever/) as string });

  const dataDir = env.VOUCH_DATA_DIR;
  const withDatabase = async <T>(use: (db: Awaited<ReturnType<typeof openDatabase>>['db']) => Promise<T>) => {
    const database = await openDatabase({ kind: 'pglite', dataDir });
    try {
      return await use(database.db);
    } finally {
      await database.close();
    }
  };
  const stored = await withDatabase(async (db) => {
    // The day that it is kept must be over, whenever this is run.
    await db.update(conversations).set({ startedAt: new Date('2020-01-01'), createdAt: new Date('2020-01-01') });
    await saveRetention(db, { ...KEEP_ALL, conversations: { call: null, meeting: null, chat: 1 } }, new Date());
    return db.$count(conversations);
  });
  expect(stored).toBeGreaterThan(0);
  const dry = await vouch(['retention', '--json'], { env });
  expect(JSON.parse(dry.stdout)).toMatchObject({ tooOld: { chat: stored } });
  expect(await withDatabase((db) => db.$count(conversations))).toBe(stored);
  const deleted = await vouch(['retention', '--delete'], { env });
  expect(deleted).toMatchObject({
    code: 0,
    stdout: expect.stringContaining(`Deleted: ${stored} conversations`) as string,
  });
  expect(await withDatabase((db) => db.$count(conversations))).toBe(0);
});
