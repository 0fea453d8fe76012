import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';

import { execute, findProgram } from './programs.js';

/** MinIO's last community release; its repository is archived, so this stays. Needs Go ≥ 1.24 to build. */
const VERSION = 'v0.0.0-20260212201848-7aac2a2c5b7c';

/** What the tests build or copy once per machine. */
export const cacheFolder = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'vouch');
const built = join(cacheFolder, `minio-${VERSION}`);

export function findS3Server(): string | undefined {
  return findProgram('minio') ?? (existsSync(built) ? built : undefined);
}

/** Builds MinIO with Go through the Go module proxy: about 7 minutes on two cores, once. */
export async function installS3Server(): Promise<string | undefined> {
  const go = findProgram('go', ['/usr/local/go/bin']);
  if (go === undefined) return undefined;
  console.error('Building the S3 server MinIO for the tests with Go: about 7 minutes, once on this machine …');
  await mkdir(cacheFolder, { recursive: true });
  const folder = await mkdtemp(join(cacheFolder, 'build-'));
  try {
    await execute(go, ['install', '-trimpath', '-ldflags=-s -w', `github.com/minio/minio@${VERSION}`], {
      cwd: folder,
      env: { ...process.env, GOBIN: folder, GOFLAGS: '-mod=mod', CGO_ENABLED: '0' },
      maxBuffer: 64 * 1024 * 1024,
    });
    await rename(join(folder, 'minio'), built);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return built;
}

export const NO_S3 =
  'An S3 server is needed for these tests and none was found: put `minio` on PATH, or install Go 1.24 or newer ' +
  '(it is then built through the Go module proxy), or set VOUCH_TEST_S3_URL, VOUCH_TEST_S3_ACCESS_KEY and ' +
  'VOUCH_TEST_S3_SECRET_KEY to a store whose buckets may be made and emptied.';
