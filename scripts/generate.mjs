// Writes the generated files that are committed; scripts/check-generated.mjs fails when they are stale.
import { execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';

import { OPENAPI_FILE, renderOpenapi } from './openapi.mjs';

execFileSync('npx', ['drizzle-kit', 'generate'], { stdio: 'inherit' });
await writeFile(OPENAPI_FILE, await renderOpenapi());
