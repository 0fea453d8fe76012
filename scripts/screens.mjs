// Writes docs/screens/*.png: every page as it looks with the samples in it. Build first; needs Chromium.
import { execFileSync, spawn } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { chromium } from 'playwright-core';

const root = fileURLToPath(new URL('..', import.meta.url));
const program = join(root, 'bin/vouch.mjs');
const folder = join(root, 'docs/screens');
const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
/** A laptop in English and light, a phone in Chinese and dark: what differs most. */
const WAYS = [
  { name: 'laptop', locale: 'en-US', colorScheme: 'light', viewport: { width: 1440, height: 900 } },
  { name: 'phone', locale: 'zh-CN', colorScheme: 'dark', viewport: { width: 390, height: 844 } },
];

/** The pages by file name; made once the samples are in, since two of them show one sample. */
async function pages(url) {
  const list = async (path) => (await (await fetch(new URL(path, url))).json()).items;
  const call = (await list('/v1/conversations?limit=100')).find(({ title }) => title === '需求电话');
  const conversation = call ?? (await list('/v1/conversations?kind=call&limit=1'))[0];
  return {
    conversations: '/conversations',
    conversation: `/conversations/${conversation.id}`,
    customers: '/customers',
    customer: `/customers/${conversation.customerId}`,
    proposals: `/customers/${conversation.customerId}?tab=proposals`,
    timeline: `/customers/${conversation.customerId}?tab=timeline`,
    review: '/review',
    agreement: '/review?tab=agreement',
    policy: '/review?tab=policy',
    promises: '/promises',
    check: '/check',
    search: '/search?q=30%E4%B8%87',
    administration: '/administration',
    playbooks: '/administration?tab=playbooks',
    retention: '/administration?tab=retention',
    health: '/administration?tab=health',
  };
}

/** What is typed before the picture is taken. */
const FIRST = {
  check: async (page) => {
    const draft = (await page.evaluate(() => document.documentElement.lang)).startsWith('zh')
      ? '王总您放心，三月底之前保证上线，达不到全额退款。'
      : 'We guarantee you will be live in two weeks, or your money back. I can give you 30% off.';
    await page.getByRole('textbox').first().fill(draft);
    await page.waitForTimeout(1_500);
  },
};

/** `vouch demo`, from when it listens. */
async function demo() {
  const child = spawn(process.execPath, [program, 'demo', '--port', '0'], { stdio: ['ignore', 'ignore', 'pipe'] });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const url = await new Promise((resolve, reject) => {
    let said = '';
    child.stderr.on('data', (chunk) => {
      said += chunk;
      const found = /answers at (http:\S+)/.exec(said);
      if (found) resolve(found[1]);
    });
    void ended.then(() => reject(new Error(`vouch demo ended: ${said}`)));
  });
  return {
    url,
    stop: () => {
      child.kill('SIGINT');
      return ended;
    },
  };
}

const server = await demo();
try {
  const executablePath =
    process.env.VOUCH_TEST_CHROMIUM ??
    execFileSync('sh', ['-c', 'command -v chromium || command -v google-chrome'], { encoding: 'utf8' }).trim();
  const browser = await chromium.launch({ executablePath, args: FLAGS });
  try {
    await mkdir(folder, { recursive: true });
    const paths = Object.entries(await pages(server.url));
    for (const { name: device, ...look } of WAYS) {
      const context = await browser.newContext({ baseURL: server.url, timezoneId: 'Asia/Shanghai', ...look });
      const page = await context.newPage();
      for (const [name, path] of paths) {
        await page.goto(path);
        await page.getByRole('heading').first().waitFor();
        // A page that listens for events is never idle.
        await page.waitForLoadState('networkidle', { timeout: 3_000 }).catch(() => undefined);
        await page.locator('.mantine-Loader-root').first().waitFor({ state: 'detached' });
        await FIRST[name]?.(page);
        await page.screenshot({ path: join(folder, `${name}-${device}.png`) });
      }
      await context.close();
    }
  } finally {
    await browser.close();
  }
} finally {
  await server.stop();
}
