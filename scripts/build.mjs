// Bundles the program into dist/ and the web app into dist/web: one entry, split so that each command loads only what it needs.
// Packages stay outside; data files (rules, migrations, fixtures) are found from package.json's folder.
import { execFile } from 'node:child_process';
import { readdir, rm } from 'node:fs/promises';
import { promisify } from 'node:util';

import { build } from 'esbuild';

import { buildWeb } from './build-web.mjs';

// The web app and the empty database stay: they are made again only when they changed.
for (const name of await readdir('dist').catch(() => []))
  if (name !== 'web' && !/^pglite-\w+\.tar\.gz$/.test(name)) await rm(`dist/${name}`, { recursive: true, force: true });
await build({
  entryPoints: {
    main: 'cli/main.ts',
    'empty-database': 'scripts/empty-database.ts',
    'parsed-rules': 'scripts/parsed-rules.ts',
    'speech-host': 'models/transcriber/engines/host-program.ts',
    ...(process.argv.includes('--quality') ? { 'quality-speech': 'tests/quality/speech/main.ts' } : {}),
    ...(process.argv.includes('--train') ? { 'train-insight': 'models/insight/training/train.ts' } : {}),
    ...(process.argv.includes('--screens') ? { screens: 'scripts/screens.ts' } : {}),
    ...(process.argv.includes('--bench') ? { bench: 'bench/main.ts' } : {}),
  },
  outdir: 'dist',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  packages: 'external',
  sourcemap: true,
  logLevel: 'warning',
});
for (const program of ['empty-database', 'parsed-rules'])
  await promisify(execFile)(process.execPath, [`dist/${program}.js`]);
await buildWeb();
