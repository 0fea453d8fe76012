import { findProgram, installPackages } from './programs.js';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/**
 * The browser of the tests: the one in VOUCH_TEST_CHROMIUM, else the first on PATH, else Debian's,
 * installed where that may be done.
 * @throws Error with a sentence that says what to do, when one cannot be had
 */
export async function chromiumPath(env: NodeJS.ProcessEnv = process.env): Promise<string> {
  if (env.VOUCH_TEST_CHROMIUM) return env.VOUCH_TEST_CHROMIUM;
  const find = (): string | undefined => NAMES.map((name) => findProgram(name)).find((path) => path !== undefined);
  const path = find() ?? ((await installPackages(['chromium'])) ? find() : undefined);
  if (path === undefined)
    throw new Error(
      'Chromium is needed for these tests and was not found: install it (Debian: apt-get install chromium), ' +
        'or set VOUCH_TEST_CHROMIUM to the path of a Chrome or Chromium.',
    );
  return path;
}

/** A browser that asks nobody for anything: no updates, no accounts, no first-run pages. */
export const CHROMIUM_FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
