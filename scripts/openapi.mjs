// The OpenAPI document as the routes declare it now. Opens nothing.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { build } from 'esbuild';
import { format, resolveConfig } from 'prettier';

export const OPENAPI_FILE = 'api/openapi.json';

export async function renderOpenapi() {
  const outfile = join('node_modules', '.cache', 'openapi-document.mjs');
  await build({
    entryPoints: ['api/openapi-document.ts'],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    packages: 'external',
    logLevel: 'warning',
  });
  const { openapiDocument } = await import(pathToFileURL(outfile).href);
  return format(JSON.stringify(openapiDocument()), { ...(await resolveConfig(OPENAPI_FILE)), parser: 'json' });
}
