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
  await build({ configFile: 'web/vite.config.ts', plugins: [await withShell()], logLevel: 'warn' });
  for (const file of await filesBelow(OUT)) if (TEXT.test(file)) await compress(file);
}

/** Puts the page as it is before its data into index.html, drawn by the app itself: one template a language. */
async function withShell() {
  process.env.NODE_ENV ??= 'production';
  const { createServer } = await import('vite');
  const server = await createServer({
    configFile: 'web/vite.config.ts',
    appType: 'custom',
    server: { middlewareMode: true, ws: false, watch: null },
    optimizeDeps: { noDiscovery: true, include: [] },
    logLevel: 'warn',
  });
  try {
    const { prerender } = await server.ssrLoadModule('/src/prerender.tsx');
    let templates = '';
    for (const language of ['en', 'zh'])
      templates += `<template lang="${language}">${await prerender(language)}</template>`;
    return { name: 'with-shell', transformIndexHtml: (html) => html.replace('<!--shell-->', () => templates) };
  } finally {
    await server.close();
  }
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
