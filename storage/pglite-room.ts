import { statfs } from 'node:fs/promises';

import type pg from 'pg';

import { AppError } from '../models/domain/index.js';
import { textOf } from './pool.js';

/**
 * PGlite 0.5 does not survive a full disk: the statement that meets it fails properly (SQLSTATE 53100),
 * but the next one, the rollback included, spins for ever (measured on tmpfs). So nothing is written while
 * less than this is free; a log segment has 16 MiB.
 */
const RESERVE_BYTES = 64 * 1024 * 1024;
const CHECK_EVERY_MS = 500;
const DISK_FULL = '53100';
const NEEDS_NO_ROOM = /^\s*(select|commit|rollback|savepoint|release|listen|unlisten)\b/i;

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
 * does again when there is room. If the disk filled up faster than this looks, `kill` ends the database
 * before it spins; the pool opens it again once there is room, with all that was committed.
 */
export function keepingRoom(folder: string, kill: (full: AppError) => void): (client: pg.PoolClient) => void {
  let checked = 0;
  const look = async (): Promise<void> => {
    if (Date.now() - checked < CHECK_EVERY_MS) return;
    await checkRoom(folder);
    checked = Date.now();
  };
  return (client) => {
    const query = client.query.bind(client) as unknown as (...args: unknown[]) => Promise<unknown>;
    let full: AppError | undefined;
    const guarded = async (first: unknown, ...rest: unknown[]): Promise<unknown> => {
      if (full) throw full;
      if (!NEEDS_NO_ROOM.test(textOf(first))) await look();
      try {
        return await query(first, ...rest);
      } catch (error) {
        if ((error as { code?: unknown }).code === DISK_FULL) {
          full = new AppError('storage_full', 'The disk became full: free some space, then try again.', {
            cause: error,
          });
          kill(full);
        }
        throw full ?? error;
      }
    };
    client.query = guarded as unknown as pg.PoolClient['query'];
  };
}
