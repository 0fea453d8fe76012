// Builds the web app into dist/web, with a compressed copy beside each text file; the server sends that.
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, gzip } from 'node:zlib';

const OUT = 'dist/web';
const TEXT = /\.(js|css|html|svg|json)$/;

/** Builds unless what is there is newer than all that it is made of: `npm run vouch` builds each time. */
export async function buildWeb() {
  const built = await stat(join(OUT, 'index.html')).catch(() => undefined);
  if (built !== undefined && built.mtimeMs > (await newest(['web', 'package-lock.json']))) return;
  const { build } = await import('vite');
  await build({ configFile: 'web/vite.config.ts', logLevel: 'warn' });
  for (const file of await filesBelow(OUT)) if (TEXT.test(file)) await compress(file);
}

async function compress(file) {
  const bytes = await readFile(file);
  await writeFile(`${file}.br`, await promisify(brotliCompress)(bytes));
  await writeFile(`${file}.gz`, await promisify(gzip)(bytes));
}

async function newest(paths) {
  let latest = 0;
  for (const path of paths)
    for (const file of (await stat(path)).isDirectory() ? await filesBelow(path) : [path])
      latest = Math.max(latest, (await stat(file)).mtimeMs);
  return latest;
}

async function filesBelow(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}
