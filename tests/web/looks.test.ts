import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { closeBrowser, visit, WIDTHS, type Visitor } from './browser.js';
import { wordsIn } from './words.js';

afterAll(closeBrowser);

/** Every page with its heading in both languages. */
const PAGES = [
  ['/conversations', 'Conversations', '沟通记录'],
  ['/customers', 'Customers', '客户'],
  ['/customers/huacheng', '华澄精密', '华澄精密'],
  ['/customers/huacheng?tab=proposals', '华澄精密', '华澄精密'],
  ['/customers/huacheng?tab=timeline', '华澄精密', '华澄精密'],
  ['/review', 'Review', '质检'],
  ['/review?tab=agreement', 'Review', '质检'],
  ['/review?tab=policy', 'Review', '质检'],
  ['/review?tab=lexicon', 'Review', '质检'],
  ['/promises', 'Promises', '承诺'],
  ['/check', 'Check a message', '消息检查'],
  ['/check-window', 'Check a message', '消息检查'],
  ['/search', 'Search', '搜索'],
  ['/administration', 'Administration', '管理'],
  ['/administration?tab=keys', 'Administration', '管理'],
  ['/administration?tab=playbooks', 'Administration', '管理'],
  ['/administration?tab=retention', 'Administration', '管理'],
  ['/administration?tab=models', 'Administration', '管理'],
  ['/administration?tab=health', 'Administration', '管理'],
  ['/administration?tab=audit', 'Administration', '管理'],
  ['/account', 'Account', '账号'],
  ['/nowhere', 'There is no such page', '没有这个页面'],
] as const;

const LANGUAGES = ['en', 'zh'] as const;
const HEIGHTS = { laptop: 900, phone: 844 } as const;

describe.each(LANGUAGES)('in %s', (language) => {
  let visitor: Visitor;
  let conversation = '';
  beforeAll(async () => {
    visitor = await visit({ as: 'admin', language });
    const listed = await visitor.page.request.get('/v1/conversations?limit=100');
    const { items } = (await listed.json()) as { items: { id: string; title: string | null }[] };
    conversation = items.find(({ title }) => title === '需求电话')?.id ?? '';
  });
  afterAll(() => visitor.leave());

  const looks = async (path: string, heading: string): Promise<void> => {
    const { page } = visitor;
    await visitor.open(path);
    for (const device of ['laptop', 'phone'] as const) {
      await page.setViewportSize({ width: WIDTHS[device], height: HEIGHTS[device] });
      await page.getByRole('heading', { name: heading, exact: true }).first().waitFor();
      await expect.poll(() => page.getByRole('status').count()).toBe(0);
      expect(await page.evaluate<string>('document.documentElement.lang')).toBe(language);
      const wider = (): Promise<number> => page.evaluate('document.documentElement.scrollWidth - innerWidth');
      await expect.poll(wider, { message: `${path} on a ${device}` }).toBeLessThanOrEqual(0);
      await visitor.expectNoFault();
    }
    await page.setViewportSize({ width: WIDTHS.laptop, height: HEIGHTS.laptop });
  };

  test.each(PAGES)('%s has its heading, fits a laptop and a phone, and has no fault', async (path, en, zh) => {
    await looks(path, language === 'en' ? en : zh);
  });

  test.each(['', 'insights', 'record', 'script', 'about'])('so has a conversation, with its part %j', async (part) => {
    await looks(`/conversations/${conversation}${part && `?tab=${part}`}`, '需求电话');
  });
});

test.each(LANGUAGES)('in %s signing in fits a laptop and a phone and has no fault', async (language) => {
  const visitor = await visit({ as: null, language });
  await visitor.open('/sign-in');
  for (const device of ['laptop', 'phone'] as const) {
    await visitor.page.setViewportSize({ width: WIDTHS[device], height: HEIGHTS[device] });
    await visitor.page.getByRole('heading', { name: wordsIn(language)('signIn.title') }).waitFor();
    await expect.poll(() => visitor.page.getByRole('status').count()).toBe(0);
    await visitor.expectNoFault();
  }
  await visitor.leave();
});
