import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

/** The shell's script stands before the app's, and paints while that one is on its way. */
const shellFirst: Plugin = {
  name: 'shell-first',
  transformIndexHtml: {
    order: 'post',
    handler(_html, { bundle = {} }) {
      const shell = Object.values(bundle).find((file) => file.name === 'shell');
      if (shell === undefined) return [];
      return [
        { tag: 'script', attrs: { type: 'module', async: true, src: `/${shell.fileName}` }, injectTo: 'head-prepend' },
      ];
    },
  },
};

/** `vite web` serves the app in development, over a `vouch serve` on its usual port. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), shellFirst],
  build: {
    outDir: '../dist/web',
    emptyOutDir: true,
    target: 'es2022',
    // light-dark() as it stands: written out for older browsers it would follow the system and not the switch.
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    modulePreload: { polyfill: false },
    // The server's Content-Security-Policy allows files of its own only, no data: addresses.
    assetsInlineLimit: 0,
    // The base is 580 kB before it is compressed; sent are 150.
    chunkSizeWarningLimit: 700,
    rolldownOptions: {
      output: {
        codeSplitting: {
          // What the entry needs before it can begin is one file, and not sixty that are asked for one by one.
          groups: [
            { name: 'shell', test: /\/src\/shell\/|preload-helper/, priority: 1 },
            { name: 'base', tags: ['$initial'] },
          ],
        },
      },
    },
  },
  server: { proxy: { '/v1': 'http://127.0.0.1:8080', '/openapi.json': 'http://127.0.0.1:8080' } },
});
