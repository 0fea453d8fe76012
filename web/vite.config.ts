import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** `vite web` serves the app in development, over a `vouch serve` on its usual port. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
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
          groups: [{ name: 'base', tags: ['$initial'] }],
        },
      },
    },
  },
  server: { proxy: { '/v1': 'http://127.0.0.1:8080', '/openapi.json': 'http://127.0.0.1:8080' } },
});
