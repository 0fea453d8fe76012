import { existsSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';

const SHARED_MEMORY = '/dev/shm';
/** A container often has 64 MB there; a whole run was seen to use 1 GB at a time. */
const PLENTY_BYTES = 8 * 1024 ** 3;

/**
 * The folder below which tests make databases: in memory where there is plenty of it, else the temporary
 * one. An embedded database is 1,200 files: copying it took 1.2 s of a core on a disk, 0.1 s in memory.
 */
export function memoryFolder(): string {
  if (!existsSync(SHARED_MEMORY)) return tmpdir();
  const { bavail, bsize } = statfsSync(SHARED_MEMORY);
  return bavail * bsize >= PLENTY_BYTES ? SHARED_MEMORY : tmpdir();
}
