/** `npm run screens`: writes docs/screens/*.png, every page as it looks with the samples in it. Needs Chromium. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';

import { chromium, type Page } from 'playwright-core';

import { packageRoot } from '../storage/package-root.js';
import { startVouch } from '../tests/e2e/program.js';
import { CHROMIUM_FLAGS, chromiumPath } from '../tests/services/chromium.js';

const folder = join(packageRoot, 'docs', 'screens');

/** A laptop in English and light, a phone in Chinese and dark: what differs most. */
const WAYS = [
  { name: 'laptop', locale: 'en-US', colorScheme: 'light', viewport: { width: 1440, height: 900 } },
  { name: 'phone', locale: 'zh-CN', colorScheme: 'dark', viewport: { width: 390, height: 844 } },
] as const;

interface Listed {
  readonly id: string;
  readonly title: string | null;
  readonly customerId: string;
}

/** The pages by file name; made once the samples are in, since two of them show one sample. */
async function pages(url: string): Promise<Record<string, string>> {
  const list = async (path: string): Promise<Listed[]> =>
    ((await (await fetch(new URL(path, url))).json()) as { items: Listed[] }).items;
  const call = (await list('/v1/conversations?limit=100')).find(({ title }) => title === '需求电话');
  if (call === undefined) throw new Error('the sample that two pages show is not there');
  return {
    conversations: '/conversations',
    conversation: `/conversations/${call.id}`,
    customers: '/customers',
    customer: `/customers/${call.customerId}`,
    proposals: `/customers/${call.customerId}?tab=proposals`,
    timeline: `/customers/${call.customerId}?tab=timeline`,
    review: '/review',
    agreement: '/review?tab=agreement',
    policy: '/review?tab=policy',
    lexicon: '/review?tab=lexicon',
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
const FIRST: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  check: async (page) => {
    const draft = (await page.evaluate<string>('document.documentElement.lang')).startsWith('zh')
      ? '王总您放心，三月底之前保证上线，达不到全额退款。'
      : 'We guarantee you will be live in two weeks, or your money back. I can give you 30% off.';
    await page.getByRole('textbox').first().fill(draft);
    await page.waitForTimeout(1_500);
  },
};

const server = startVouch(['demo', '--port', '0']);
try {
  const [, url = ''] = await server.said(/answers at (http:\S+)/);
  const browser = await chromium.launch({ executablePath: await chromiumPath(), args: CHROMIUM_FLAGS });
  try {
    await mkdir(folder, { recursive: true });
    const paths = Object.entries(await pages(url));
    for (const { name: device, ...look } of WAYS) {
      const context = await browser.newContext({ baseURL: url, timezoneId: 'Asia/Shanghai', ...look });
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
  await server.stop('SIGINT');
}
