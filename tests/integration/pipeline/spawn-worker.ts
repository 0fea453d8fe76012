import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

import { build } from 'esbuild';

import { packageRoot } from '../../../storage/package-root.js';
import type { WorkerProcessOptions } from './worker-process.js';

let built: Promise<string> | undefined;

/** Node cannot run TypeScript before version 22, so the program is bundled, beside the packages it imports. */
function program(): Promise<string> {
  return (built ??= (async () => {
    const outfile = join(packageRoot, 'node_modules', '.cache', 'vouch-tests', `worker-process-${process.pid}.mjs`);
    await build({
      entryPoints: [join(import.meta.dirname, 'worker-process.ts')],
      bundle: true,
      platform: 'node',
      format: 'esm',
      target: 'node20',
      packages: 'external',
      outfile,
      logLevel: 'error',
    });
    return outfile;
  })());
}

export interface WorkerProcess {
  /** Resolves when it stands in its step. */
  readonly inStep: Promise<void>;
  readonly process: ChildProcess;
  /** Sends the signal and waits until it is gone. */
  end(signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null>;
}

export async function spawnWorker(options: WorkerProcessOptions): Promise<WorkerProcess> {
  const child = spawn(process.execPath, [await program(), JSON.stringify(options)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit') as Promise<[number | null]>;
  let said = '';
  const inStep = new Promise<void>((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      if (said.includes(`in ${options.step}\n`)) resolve();
    });
    exited.then(() => reject(new Error('the worker process ended before it reached its step')), reject);
  });
  return {
    inStep,
    process: child,
    async end(signal) {
      child.kill(signal);
      const [code] = await exited;
      return code;
    },
  };
}
