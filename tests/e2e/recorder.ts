import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface Recorded {
  what: 'connect' | 'lookup' | 'send' | 'start';
  target: string;
}

/** The environment of a program whose connections are written down into a file of `folder`, and what was written. */
export function recorder(
  folder: string,
  name: string,
): { env: Record<string, string>; read: () => Promise<Recorded[]> } {
  const file = join(folder, `${name}.ndjson`);
  const preload = new URL('record-connections.mjs', import.meta.url);
  return {
    env: { NODE_OPTIONS: `--import=${preload.href}`, VOUCH_TEST_RECORD: file },
    read: async () =>
      (await readFile(file, 'utf8').catch(() => ''))
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line) as Recorded),
  };
}

export const isLoopback = ({ target }: Recorded): boolean => ['127.0.0.1', '::1', 'localhost'].includes(target);
