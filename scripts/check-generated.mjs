// Generated files are committed; this fails when one is not what its source makes now.
import { execFileSync } from 'node:child_process';
import { cp, mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

import { OPENAPI_FILE, renderOpenapi } from './openapi.mjs';

const stale = [];

// storage/migrations: drizzle-kit adds a file when the schema has moved on. It takes relative folders only.
const migrations = await mkdtemp('node_modules/.cache-migrations-');
try {
  await cp('storage/migrations', migrations, { recursive: true });
  const before = (await readdir(migrations)).length;
  execFileSync(
    'npx',
    [
      'drizzle-kit',
      'generate',
      '--dialect',
      'postgresql',
      '--schema',
      './storage/schema.ts',
      '--out',
      `./${migrations}`,
    ],
    { stdio: 'pipe' },
  );
  if ((await readdir(migrations)).length !== before)
    stale.push('storage/migrations is not what storage/schema.ts says');
} finally {
  await rm(migrations, { recursive: true, force: true });
}

if ((await renderOpenapi()) !== (await readFile(join(OPENAPI_FILE), 'utf8').catch(() => '')))
  stale.push(`${OPENAPI_FILE} is not what the routes say`);

if (stale.length > 0) {
  console.error(`${stale.join('\n')}\nRun npm run generate, and commit what it wrote.`);
  process.exitCode = 1;
} else console.log('generated files are fresh');
