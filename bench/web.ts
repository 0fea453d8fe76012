import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { chromium, type Browser } from 'playwright-core';

import { openDatabase } from '../storage/database.js';
import { CHROMIUM_FLAGS, chromiumPath } from '../tests/services/chromium.js';
import { fill } from './search.js';
import { publishChats, startServer } from './server.js';

export interface FirstLoad {
  /** Script as it was sent, compressed, in KB of 1,000 bytes. */
  readonly scriptKb: number;
  /** Largest contentful paint with the processor slowed down four times; the median of five fresh profiles, in ms. */
  readonly paintMs: number;
  /** When the list's first rows stood there, in the same visits; the median, in ms. */
  readonly rowsMs: number;
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
      return {
        scriptKb: median(visits.map(({ scriptKb }) => scriptKb)),
        paintMs: median(visits.map(({ paintMs }) => paintMs)),
        rowsMs: median(visits.map(({ rowsMs }) => rowsMs)),
      };
    } finally {
      await browser.close();
    }
  } finally {
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? NaN;

/** These run in the page, whose types are not ours here. */
const WATCH_FOR_ROWS = `
  new MutationObserver((_, observer) => {
    if (document.querySelector('[role=list] [role=listitem]') === null) return;
    observer.disconnect();
    requestAnimationFrame(() => setTimeout(() => (window.rowsAt = performance.now())));
  }).observe(document, { childList: true, subtree: true });`;
const LARGEST_PAINT = `new Promise((resolve) => {
  let largest = 0;
  const settle = () => (window.rowsAt === undefined ? wait() : resolve(largest));
  const wait = () => (timer = setTimeout(settle, ${QUIET_MS}));
  let timer;
  wait();
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) largest = entry.startTime;
    clearTimeout(timer);
    wait();
  }).observe({ type: 'largest-contentful-paint', buffered: true });
})`;
const SCRIPT_BYTES = `performance
  .getEntriesByType('resource')
  .filter(({ name }) => new URL(name).pathname.endsWith('.js'))
  .reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0)`;

async function visit(browser: Browser, url: string): Promise<FirstLoad> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-US' });
  const page = await context.newPage();
  await page.addInitScript(WATCH_FOR_ROWS);
  const session = await context.newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  // Whatever is looked up in the page runs as slowly as the page, and before it is painted delays the paint.
  const listed = page.waitForResponse((response) => new URL(response.url()).pathname === '/v1/conversations');
  await page.goto(url, { waitUntil: 'commit' });
  await listed;
  const paintMs = await page.evaluate<number>(LARGEST_PAINT);
  const rowsMs = await page.evaluate<number>('window.rowsAt');
  const bytes = await page.evaluate<number>(SCRIPT_BYTES);
  await context.close();
  return { scriptKb: Math.round(bytes / 100) / 10, paintMs: Math.round(paintMs), rowsMs: Math.round(rowsMs) };
}

export interface Scrolling {
  /** 95th percentile of the time from one frame to the next while the list is scrolled, in ms; 17 is as fast as the screen. */
  readonly frameMs: number;
  /** Most rows that stood in the page at a time. */
  readonly rows: number;
  /** How many conversations were scrolled past. */
  readonly passed: number;
}

const SCROLLS = 150;
/** As far as a hand turns the wheel at once, in pixels, and so long until the next time. */
const WHEEL = { by: 1_200, everyMs: 60 };
const WATCH_FRAMES = `
  window.frames = [];
  let last = performance.now();
  const next = (now) => {
    frames.push(now - last);
    last = now;
    requestAnimationFrame(next);
  };
  requestAnimationFrame(next);`;
const ROWS = "document.querySelectorAll('[role=list] [role=listitem]').length";
const LAST_ROW =
  "Number([...document.querySelectorAll('[role=list] [role=listitem]')].at(-1)?.getAttribute('data-index') ?? 0)";

/** Scrolls through a list of 100,000 conversations, which comes page by page. */
export async function scrolling(): Promise<Scrolling> {
  const dataDir = await mkdtemp(join(tmpdir(), 'vouch-bench-'));
  try {
    const database = await openDatabase({ kind: 'pglite', dataDir });
    await database.migrate();
    await fill(database, 0, 100_000, 0);
    await database.db.execute('analyze');
    await database.close();
    const server = await startServer({ VOUCH_DATA_DIR: dataDir });
    const browser = await chromium.launch({ executablePath: await chromiumPath(), args: CHROMIUM_FLAGS });
    try {
      const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, locale: 'en-US' });
      await page.goto(`${server.url}/conversations`);
      await page.locator('[role=list] [role=listitem]').first().hover();
      await page.evaluate(WATCH_FRAMES);
      let rows = 0;
      for (let n = 0; n < SCROLLS; n += 1) {
        await page.mouse.wheel(0, WHEEL.by);
        await page.waitForTimeout(WHEEL.everyMs);
        rows = Math.max(rows, await page.evaluate<number>(ROWS));
      }
      const frames = (await page.evaluate<number[]>('frames')).toSorted((a, b) => a - b);
      const passed = await page.evaluate<number>(LAST_ROW);
      return { frameMs: Math.round(frames[Math.floor(frames.length * 0.95)] ?? Infinity), rows, passed };
    } finally {
      await browser.close();
      await server.stop();
    }
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
}
