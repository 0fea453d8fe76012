import { statfs } from 'node:fs/promises';

import type { PGlite, Transaction } from '@electric-sql/pglite';

import { AppError } from '../models/domain/index.js';

/**
 * PGlite 0.5 does not survive a full disk: the statement that meets it fails properly (SQLSTATE 53100),
 * but the next one, the rollback included, spins for ever and takes the event loop with it (measured on
 * tmpfs). So nothing is written while less than this is free; a log segment has 16 MiB.
 */
const RESERVE_BYTES = 64 * 1024 * 1024;
const CHECK_EVERY_MS = 500;
const DISK_FULL = '53100';
const READS = /^\s*select\b/i;

/** @throws AppError `storage_full` when the file system of `folder` has too little room for an embedded database */
export async function checkRoom(folder: string): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  if (bavail * bsize < RESERVE_BYTES)
    throw new AppError(
      'storage_full',
      `The disk of ${folder} has less than ${RESERVE_BYTES / 1024 / 1024} MiB left: free some space, then try again.`,
    );
}

/**
 * Makes writing fail with `storage_full` while there is too little room; reading goes on, and writing
 * does again when there is room. If the disk filled up faster than this looks, nothing reaches PGlite
 * any more (`isStuck`), not even its `close`, and Vouch must be started again; what was committed is
 * safe in the log.
 */
export function keepRoom(client: PGlite, folder: string): { isStuck(): boolean } {
  let checked = 0;
  let full: AppError | undefined;

  const enter = async (writes: boolean): Promise<void> => {
    if (full) throw full;
    if (!writes || Date.now() - checked < CHECK_EVERY_MS) return;
    await checkRoom(folder);
    checked = Date.now();
  };
  const leave = (error: unknown): never => {
    if ((error as { code?: unknown }).code === DISK_FULL)
      full ??= new AppError('storage_full', 'The disk became full: free some space, then start Vouch again.', {
        cause: error,
      });
    throw full ?? error;
  };
  const guard = (target: Pick<Transaction, 'query' | 'exec'>, checks: boolean): void => {
    const query = target.query.bind(target);
    const exec = target.exec.bind(target);
    target.query = async (text, ...rest) => {
      await enter(checks && !READS.test(text));
      return query<never>(text, ...rest).catch(leave);
    };
    target.exec = async (text, ...rest) => {
      await enter(checks && !READS.test(text));
      return exec(text, ...rest).catch(leave);
    };
  };

  guard(client, true);
  const transaction = client.transaction.bind(client);
  client.transaction = async <T>(work: (tx: Transaction) => Promise<T>): Promise<T> => {
    await enter(true);
    return new Promise<T>((resolve, reject) => {
      const run = async (tx: Transaction): Promise<T> => {
        guard(tx, false);
        try {
          return await work(tx);
        } catch (error) {
          if (full === undefined) throw error;
          reject(full);
          return new Promise<never>(() => undefined); // an answer would bring the rollback that spins
        }
      };
      transaction(run).catch(leave).then(resolve, reject);
    });
  };
  return { isStuck: () => full !== undefined };
}
