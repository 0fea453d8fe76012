import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { createConnection } from 'node:net';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

import { expect, test, vi } from 'vitest';

import { bundleProgram, startProgram } from '../../services/child-program.js';

const listens = async (url: string): Promise<boolean> => {
  const socket = createConnection({ host: '127.0.0.1', port: Number(new URL(url).port) });
  const answered = await Promise.race([
    once(socket, 'connect').then(() => true),
    once(socket, 'close').then(() => false),
  ]).catch(() => false);
  socket.destroy();
  return answered;
};

test.each(['SIGINT', 'SIGKILL'] as const)(
  'servers end with the process that started them, be it by %s',
  async (signal) => {
    const program = await bundleProgram(fileURLToPath(new URL('guard-program.ts', import.meta.url)));
    const child = startProgram(process.execPath, [program]);
    const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
    const { urls } = JSON.parse(line) as { urls: string[] };
    expect(await Promise.all(urls.map(listens))).toEqual([true, true]);
    child.kill(signal);
    await once(child, 'exit');
    await vi.waitFor(async () => expect(await Promise.all(urls.map(listens))).toEqual([false, false]), {
      timeout: 20_000,
      interval: 100,
    });
    await rm(program);
  },
);
