import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

import { z } from '@hono/zod-openapi';

import { AppError } from '../../models/domain/index.js';
import { DOCS_PAGE, DOCS_START } from '../docs-page.js';
import { route } from '../route.js';

const tags = ['Documentation'];

/** Files of swagger-ui-dist that the page needs, from our own disk: nothing comes from elsewhere. */
const ASSETS = {
  'swagger-ui.css': 'text/css; charset=utf-8',
  'swagger-ui-bundle.js': 'text/javascript; charset=utf-8',
  'favicon-32x32.png': 'image/png',
} as const;
type AssetName = keyof typeof ASSETS;
const assetsFolder = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
const ONE_DAY = 'public, max-age=86400';

const page = route(
  {
    method: 'get',
    path: '/docs',
    tags,
    summary: 'This API, to browse and try',
    roles: 'public',
    responses: { 200: { description: 'A page.', content: { 'text/html': { schema: z.string() } } } },
  },
  (c) => c.html(DOCS_PAGE),
);

const asset = route(
  {
    method: 'get',
    path: '/docs/assets/{name}',
    tags,
    summary: 'Files of the page',
    roles: 'public',
    request: { params: z.object({ name: z.string() }) },
    responses: { 200: { description: 'The file.', content: { 'application/octet-stream': { schema: z.string() } } } },
  },
  async (c) => {
    const { name } = c.req.valid('param');
    if (name === 'start.js')
      return c.body(DOCS_START, 200, { 'content-type': 'text/javascript; charset=utf-8', 'cache-control': ONE_DAY });
    if (!isAsset(name)) throw new AppError('not_found', 'The page has no such file.');
    const content = await readFile(join(assetsFolder, name));
    return c.body(new Uint8Array(content), 200, { 'content-type': ASSETS[name], 'cache-control': ONE_DAY });
  },
);

export const docsRoutes = [page, asset] as const;

const isAsset = (name: string): name is AssetName => Object.hasOwn(ASSETS, name);
