import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { chromium, type Browser } from 'playwright-core';

import { CHROMIUM_FLAGS, chromiumPath } from '../tests/services/chromium.js';
import { publishChats, startServer } from './server.js';

export interface FirstLoad {
  /** Script as it was sent, compressed, in KB of 1,000 bytes. */
  readonly scriptKb: number;
  /** Largest contentful paint with the processor slowed down four times; the median of five fresh profiles, in ms. */
  readonly paintMs: number;
}

const VISITS = 5;
/** The paint counts once nothing larger came for so long. */
const QUIET_MS = 1_500;

/** The first visit of a list of fifty conversations, on loopback, by somebody whose browser has nothing of it yet. */
export async function firstLoad(): Promise<FirstLoad> {
  const dataDir = await mkdtemp(join(tmpdir(), 'vouch-bench-'));
  const server = await startServer({ VOUCH_DATA_DIR: dataDir });
  try {
    await publishChats(server.url, 50, 0);
    const browser = await chromium.launch({ executablePath: await chromiumPath(), args: CHROMIUM_FLAGS });
    try {
      const visits: FirstLoad[] = [];
      for (let n = 0; n < VISITS; n += 1) visits.push(await visit(browser, `${server.url}/conversations`));
      const paints = visits.map(({ paintMs }) => paintMs).sort((a, b) => a - b);
      return { scriptKb: visits[0]?.scriptKb ?? NaN, paintMs: paints[VISITS >> 1] ?? NaN };
    } finally {
      await browser.close();
    }
  } finally {
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

/** Both run in the page, whose types are not ours here. */
const LARGEST_PAINT = `new Promise((resolve) => {
  let largest = 0;
  let timer = setTimeout(() => resolve(largest), ${QUIET_MS});
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) largest = entry.startTime;
    clearTimeout(timer);
    timer = setTimeout(() => resolve(largest), ${QUIET_MS});
  }).observe({ type: 'largest-contentful-paint', buffered: true });
})`;
const SCRIPT_BYTES = `performance
  .getEntriesByType('resource')
  .filter(({ name }) => new URL(name).pathname.endsWith('.js'))
  .reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0)`;

async function visit(browser: Browser, url: string): Promise<FirstLoad> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-US' });
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  await page.goto(url);
  await page.getByRole('list').first().waitFor();
  const paintMs = await page.evaluate<number>(LARGEST_PAINT);
  const bytes = await page.evaluate<number>(SCRIPT_BYTES);
  await context.close();
  return { scriptKb: Math.round(bytes / 100) / 10, paintMs: Math.round(paintMs) };
}
