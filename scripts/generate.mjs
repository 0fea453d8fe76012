// Writes the generated files that are committed; scripts/check-generated.mjs fails when they are stale.
import { execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';

import { OPENAPI_FILE, renderOpenapi } from './openapi.mjs';
import { renderWebSchema, WEB_SCHEMA_FILE } from './web-schema.mjs';

execFileSync('npx', ['drizzle-kit', 'generate'], { stdio: 'inherit' });
const document = await renderOpenapi();
await writeFile(OPENAPI_FILE, document);
await writeFile(WEB_SCHEMA_FILE, await renderWebSchema(document));
