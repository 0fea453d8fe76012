// Generated files are committed; this fails when one is not what its source makes now.
import { execFileSync } from 'node:child_process';
import { cp, mkdtemp, readFile, readdir, rm } from 'node:fs/promises';

import { OPENAPI_FILE, renderOpenapi } from './openapi.mjs';
import { renderWebSchema, WEB_SCHEMA_FILE } from './web-schema.mjs';

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

const document = await renderOpenapi();
const found = (file) => readFile(file, 'utf8').catch(() => '');
if (document !== (await found(OPENAPI_FILE))) stale.push(`${OPENAPI_FILE} is not what the routes say`);
if ((await renderWebSchema(document)) !== (await found(WEB_SCHEMA_FILE)))
  stale.push(`${WEB_SCHEMA_FILE} is not what ${OPENAPI_FILE} says`);

if (stale.length > 0) {
  console.error(`${stale.join('\n')}\nRun npm run generate, and commit what it wrote.`);
  process.exitCode = 1;
} else console.log('generated files are fresh');
