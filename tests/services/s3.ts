import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import { guardServer } from './guard.js';
import { freePort, startServer, untilListening } from './programs.js';
import { findS3Server, installS3Server, NO_S3, type S3Program } from './s3-program.js';

/** Where an S3 server is and how to enter; the bucket need not exist. */
export interface S3Access {
  readonly endpoint: string;
  readonly accessKey: string;
  readonly secretKey: string;
  readonly bucket: string;
  readonly region: string;
}

/** An S3 server of our own. */
export interface PrivateS3 {
  readonly access: S3Access;
  stop(): Promise<void>;
}

export const hasS3 = (): boolean => findS3Server() !== undefined;

/** Starts an S3 server on a free port of 127.0.0.1 with its data in a temporary folder; builds one first where none is. */
export async function startS3(): Promise<PrivateS3> {
  const program = findS3Server() ?? (await installS3Server());
  if (program === undefined) throw new Error(NO_S3);
  const folder = await mkdtemp(join(tmpdir(), 'vouch-s3-'));
  const [port, pidFile, logFile] = [await freePort(), join(folder, 's3.pid'), join(folder, 's3.log')];
  const stop = guardServer(pidFile, folder);
  const [accessKey, secretKey] = [randomBytes(8).toString('hex'), randomBytes(16).toString('hex')];
  const { args, env } = await command(program.kind, folder, `127.0.0.1:${port}`, accessKey, secretKey);
  const pid = startServer(program.path, args, { logFile, env: { PATH: process.env.PATH, HOME: folder, ...env } });
  await writeFile(pidFile, String(pid));
  const endpoint = `http://127.0.0.1:${port}`;
  try {
    await untilListening(port);
    await untilReady(endpoint);
  } catch (error) {
    throw new Error(`The S3 server did not start: ${await readFile(logFile, 'utf8')}`, { cause: error });
  }
  return { access: { endpoint, accessKey, secretKey, bucket: 'vouch-test', region: 'us-east-1' }, stop };
}

/** It listens before it is ready and answers 503 meanwhile; then a request without credentials gets 403. */
async function untilReady(endpoint: string): Promise<void> {
  for (const deadline = Date.now() + 30_000; ; await delay(50)) {
    const { status } = await fetch(endpoint);
    if (status < 500) return;
    if (Date.now() > deadline) throw new Error(`The S3 server still answers ${status} after 30 s.`);
  }
}

async function command(
  kind: S3Program['kind'],
  folder: string,
  address: string,
  accessKey: string,
  secretKey: string,
): Promise<{ args: string[]; env: NodeJS.ProcessEnv }> {
  const data = join(folder, 'data');
  await mkdir(data);
  if (kind === 'minio')
    return {
      args: ['server', data, '--address', address, '--quiet'],
      env: { MINIO_ROOT_USER: accessKey, MINIO_ROOT_PASSWORD: secretKey, MINIO_BROWSER: 'off', MINIO_UPDATE: 'off' },
    };
  const sidecar = join(folder, 'sidecar'); // not every temporary folder has extended attributes
  await mkdir(sidecar);
  return {
    args: ['--port', address, '--quiet', 'posix', '--sidecar', sidecar, data],
    env: { ROOT_ACCESS_KEY: accessKey, ROOT_SECRET_KEY: secretKey },
  };
}
