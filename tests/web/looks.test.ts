import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { closeBrowser, visit, type Device, type Language, type Visitor } from './browser.js';

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

const WAYS: readonly [Language, Device][] = [
  ['en', 'laptop'],
  ['zh', 'phone'],
];

describe.each(WAYS)('in %s on a %s', (language, device) => {
  let visitor: Visitor;
  beforeAll(async () => {
    visitor = await visit({ as: 'admin', language, device });
  });
  afterAll(() => visitor.leave());

  test.each(PAGES)('%s has its heading, fits, and has no fault', async (path, en, zh) => {
    const { page } = visitor;
    await visitor.open(path);
    await page
      .getByRole('heading', { name: language === 'en' ? en : zh, exact: true })
      .first()
      .waitFor();
    await page.getByRole('status').waitFor({ state: 'detached' });
    expect(await page.evaluate<string>('document.documentElement.lang')).toBe(language);
    expect(await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
    await visitor.expectNoFault();
  });
});
