import { AppError } from '../models/domain/index.js';
import {
  type BackTestRow,
  endBackTest,
  insertBackTest,
  saveBackTestProgress,
} from '../storage/repositories/back-tests.js';
import type { BackTestDrafts } from '../storage/schema.js';
import type { ApiContext, Caller, PreparedBackTest } from './context.js';

/** How often a running back-test says how far it is. */
const SAVE_EVERY_MS = 1_000;
/** Silent for longer than this, its process has ended. */
export const LOST_AFTER_MS = 60_000;

/** The back-tests of this process, one at a time: each keeps a core busy. */
export class BackTestRuns {
  #isBusy = false;

  /**
   * Reads the drafts, and goes on in the background.
   * @throws AppError `invalid_input` when a draft does not fit, `conflict` while another one runs
   */
  async start(api: ApiContext, drafts: BackTestDrafts, caller: Caller): Promise<BackTestRow> {
    if (this.#isBusy)
      throw new AppError('conflict', 'Another back-test is running: GET /v1/back-tests says how far it is.');
    this.#isBusy = true;
    try {
      const prepared = await api.prepareBackTest(drafts, caller.sight);
      const { db } = api.database;
      const row = await insertBackTest(db, { drafts, total: prepared.total, createdBy: caller.keyId }, api.now());
      void this.#run(api, row.id, prepared);
      return row;
    } catch (error) {
      this.#isBusy = false;
      throw error;
    }
  }

  /** Never throws: what could not be written is found to be silent. */
  async #run(api: ApiContext, id: string, prepared: PreparedBackTest): Promise<void> {
    const { db } = api.database;
    try {
      let savedAt = performance.now();
      const report = await prepared.run(async (done) => {
        if (performance.now() - savedAt < SAVE_EVERY_MS) return;
        savedAt = performance.now();
        await saveBackTestProgress(db, id, done, api.now());
      });
      await endBackTest(db, id, { report }, api.now());
    } catch (thrown) {
      const { code, message } = AppError.from(thrown);
      api.log.error({ id, code }, 'a back-test failed');
      await endBackTest(db, id, { errorCode: code, errorMessage: message }, api.now()).catch((error: unknown) =>
        api.log.warn({ id, code: AppError.from(error).code }, 'the end of a back-test was not written'),
      );
    } finally {
      this.#isBusy = false;
    }
  }
}
