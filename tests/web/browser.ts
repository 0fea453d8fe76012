import { AxeBuilder } from '@axe-core/playwright';
import { chromium, type Browser, type Page } from 'playwright-core';
import { expect, inject, onTestFailed } from 'vitest';

import { CHROMIUM_FLAGS } from '../services/chromium.js';
import type { PersonOfTest } from './people.js';
import type { WebServer } from './server.js';

export type Language = 'en' | 'zh';
/** A laptop and a phone, in CSS pixels. */
export const WIDTHS = { laptop: 1440, phone: 390 } as const;
export type Device = keyof typeof WIDTHS;

export interface Visit {
  /** Who sits there; null: somebody who has not signed in. */
  readonly as: PersonOfTest | null;
  readonly language?: Language;
  readonly device?: Device;
  /** Another server than the one of the project's samples. */
  readonly url?: string;
  /** The cookie of somebody who is signed in there, `name=value`. */
  readonly cookie?: string;
}

/** A person at a browser of their own. */
export interface Visitor {
  readonly page: Page;
  open(path: string): Promise<void>;
  /** Opens the list and follows the first link of this name. */
  openConversation(title: string): Promise<void>;
  /** @throws AssertionError when axe finds a serious fault, the console an error, or a request left the server's origin */
  expectNoFault(): Promise<void>;
  /** @throws AssertionError when the console had an error, or a request left the server's origin */
  expectQuiet(): void;
  leave(): Promise<void>;
}

let started: WebServer | undefined;

/** From now on this file's visitors go to a server that the file started for itself. */
export function visitOnly(server: WebServer): void {
  started = server;
}

/** The file's own server, else that of its worker: no other file that runs now changes what is in it. */
export function ownServer(): WebServer {
  if (started !== undefined) return started;
  const server = inject('webServers')[Number(process.env.VITEST_POOL_ID) - 1];
  if (server === undefined) throw new Error(`there is no server for worker ${process.env.VITEST_POOL_ID}`);
  return server;
}

let browser: Promise<Browser> | undefined;

/** One browser a test file, with a fresh profile; every visitor has cookies and storage of their own. */
export async function visit({ as, language = 'en', device = 'laptop', url: other, cookie }: Visit): Promise<Visitor> {
  const { url: samples, people } = ownServer();
  const url = other ?? samples;
  browser ??= chromium.launch({ executablePath: inject('chromium'), args: CHROMIUM_FLAGS });
  const context = await (
    await browser
  ).newContext({
    baseURL: url,
    locale: language === 'zh' ? 'zh-CN' : 'en-US',
    timezoneId: 'Asia/Shanghai',
    viewport: { width: WIDTHS[device], height: device === 'phone' ? 844 : 900 },
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  const value = as === null ? cookie?.split('=')[1] : people[as];
  if (value !== undefined) await context.addCookies([{ name: 'vouch_session', value, url }]);
  const faults: string[] = [];
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  tellWhenFailed(page, faults);
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => faults.push(`error: ${error.message}`));
  page.on('request', (request) => {
    if (new URL(request.url()).origin !== url && !request.url().startsWith('blob:'))
      faults.push(`request to ${request.url()}`);
  });
  const expectQuiet = (): void => expect(faults).toEqual([]);
  return {
    page,
    openConversation: async (title) => {
      await page.goto('/conversations');
      await page.getByRole('link', { name: title }).first().click();
      await page.waitForURL(/\/conversations\/[^/?]+/);
    },
    open: async (path) => {
      await page.goto(path);
    },
    expectNoFault: async () => {
      const seen = await seriousFaults(page);
      // A notice that came or went while the page was looked at has faded by the second look; a fault stays.
      expect(seen.length === 0 ? seen : await seriousFaults(page)).toEqual([]);
      expectQuiet();
    },
    expectQuiet,
    leave: () => context.close(),
  };
}

/** What axe finds serious or critical on the page, once its animations have ended. */
async function seriousFaults(page: Page): Promise<readonly string[]> {
  // A button that has just been enabled fades from one colour to the next: between them is no contrast to judge.
  await page.evaluate(
    'Promise.allSettled(document.getAnimations()' +
      '.filter((one) => one.effect.getComputedTiming().endTime !== Infinity).map((one) => one.finished))',
  );
  // No page has frames: axe runs in the page itself instead of putting its results together in one more, which takes half the time.
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode()
    .options({ resultTypes: ['violations'] })
    .analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}

/** Where the page was and what it showed when a test fails: the samples are invented, so nobody's words are told. */
function tellWhenFailed(page: Page, faults: readonly string[]): void {
  try {
    onTestFailed(async () => {
      if (page.isClosed()) return;
      const shown = await page.locator('body').ariaSnapshot({ timeout: 5_000 }).catch(String);
      console.error(
        `The test failed at ${page.url()}; faults: ${faults.join('; ') || 'none'}\n${shown.slice(0, 3_000)}`,
      );
    });
  } catch {
    // Opened for several tests, outside of any.
  }
}

/** Closes the file's browser; call it after all tests. */
export async function closeBrowser(): Promise<void> {
  await (await browser)?.close();
  browser = undefined;
}
