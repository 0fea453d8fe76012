#!/usr/bin/env node
// The command-line program as `npm run build` bundles it. In a checkout, build first.
import { existsSync } from 'node:fs';

const program = new URL('../dist/main.js', import.meta.url);
if (existsSync(program)) await import(program.href);
else {
  console.error('vouch is not built yet. In its folder, run: npm run build');
  process.exitCode = 1;
}
