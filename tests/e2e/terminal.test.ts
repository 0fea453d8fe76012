/** What a person sees on a terminal, and what a pipe gets: the program runs in a pseudo-terminal. */
import { execFile } from 'node:child_process';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify, stripVTControlCharacters } from 'node:util';

import { afterAll, beforeAll, expect, test, vi } from 'vitest';

import { packageRoot } from '../../storage/package-root.js';
import { freshPglite } from '../services/fresh.js';
import { zipOf } from '../unit/ingest/archives.js';
import { conversation, temporaryFolder, vouch } from './program.js';

vi.setConfig({ testTimeout: 120_000 });

let folder: string;
let removeFolder: () => Promise<void>;
let env: Record<string, string>;
beforeAll(async () => {
  ({ path: folder, remove: removeFolder } = await temporaryFolder());
  env = { VOUCH_DATA_DIR: await freshPglite() };
});
afterAll(async () => {
  await removeFolder();
  await rm(env.VOUCH_DATA_DIR ?? '', { recursive: true, force: true });
});

/** What the program writes to a terminal: `script` of util-linux (BSD's takes its command otherwise) makes one. */
async function onTerminal(...args: string[]): Promise<string> {
  const command = [process.execPath, join(packageRoot, 'bin', 'vouch.mjs'), ...args];
  const quoted = command.map((word) => `'${word.replaceAll("'", String.raw`'\''`)}'`).join(' ');
  const typescript = process.platform === 'darwin' ? ['-q', '/dev/null', ...command] : ['-qefc', quoted, '/dev/null'];
  const { stdout } = await promisify(execFile)('script', typescript, {
    env: { PATH: process.env.PATH, HOME: process.env.HOME, TERM: 'xterm', ...env },
  });
  return stdout;
}

const chats = ['lumen-telegram.json', 'qinghe-weflow.json', 'brightwater-whatsapp.txt'];

test('a folder in a ZIP archive is taken in as if it were unpacked', async () => {
  const archive = join(folder, 'exports.zip');
  const files = await Promise.all(
    chats.map(async (name) => [`exports/${name}`, await readFile(conversation(name))] as const),
  );
  await writeFile(archive, await zipOf(Object.fromEntries(files)));
  const { code, stdout } = await vouch(['ingest', archive, '--customer', 'zipped', '--json'], { env });
  expect(code).toBe(0);
  const lines = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { id: string; created: boolean });
  expect(lines.map(({ created }) => created)).toEqual([true, true, true]);
  // The same bytes by themselves give the same conversations.
  const again = await vouch(['ingest', ...chats.map(conversation), '--customer', 'zipped', '--json'], { env });
  const ids = again.stdout
    .trim()
    .split('\n')
    .map((line) => (JSON.parse(line) as { id: string }).id);
  expect(new Set(ids)).toEqual(new Set(lines.map(({ id }) => id)));
});

test('a terminal shows a bar that fills up, a pipe plain lines', async () => {
  const files = chats.map(conversation);
  const shown = await onTerminal('ingest', ...files, '--customer', 'zipped');
  expect(shown).toMatch(/█/);
  expect(stripVTControlCharacters(shown)).toMatch(/3\/3/);
  // The cursor is hidden while the bar moves, and is there again afterwards.
  expect(shown.lastIndexOf('\u001b[?25h')).toBeGreaterThan(shown.lastIndexOf('\u001b[?25l'));

  const { stderr } = await vouch(['ingest', ...files, '--customer', 'zipped'], { env });
  expect(stderr).not.toMatch(/█|\u001b/);
  expect(stderr.match(/^\S.* [1-3]\/3/gm)?.length).toBeGreaterThanOrEqual(3);
});
