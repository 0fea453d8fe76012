import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { join } from 'node:path';
import type { Readable } from 'node:stream';

import { build } from 'esbuild';

import { packageRoot } from '../../storage/package-root.js';

/**
 * Bundles a TypeScript program so that a child process can run it: for tests that kill the process
 * or run it where the disk is full. Returns the bundle's path, inside the package so that its
 * dependencies and data files are found.
 */
export async function bundleProgram(source: string): Promise<string> {
  const name = source.split('/').at(-1)?.replace(/\.ts$/, '') ?? 'program';
  const outfile = join(packageRoot, 'node_modules', '.cache', 'vouch-tests', `${name}-${process.pid}.mjs`);
  await build({
    entryPoints: [source],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    logLevel: 'error',
  });
  return outfile;
}

/** Starts a program with its output readable and its errors on our own standard error. */
export function startProgram(command: string, args: readonly string[]): ChildProcessByStdio<null, Readable, null> {
  return spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] });
}
