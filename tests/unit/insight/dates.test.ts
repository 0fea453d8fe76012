import { DateTime } from 'luxon';
import { describe, expect, test } from 'vitest';

import { dueOf, findTimes } from '../../../models/insight/dates/dates.js';

/** A Wednesday. */
const base = DateTime.fromISO('2026-03-18T10:00:00+08:00', { setZone: true });

describe('due dates, worked out from the day they were said', () => {
  test.each([
    ['今天下班前发您', '2026-03-18'],
    ['明天上午', '2026-03-19'],
    ['后天给您', '2026-03-20'],
    ['周五之前', '2026-03-20'],
    ['礼拜二送到', '2026-03-24'],
    ['下周三', '2026-03-25'],
    ['二十五号九点半', '2026-03-25'],
    ['月底前', '2026-03-31'],
    ['三月底之前上线', '2026-03-31'],
    ['八月十号之前', '2026-08-10'],
    ['三周之内', '2026-04-08'],
    ['by tuesday', '2026-03-24'],
    ['next wednesday', '2026-03-25'],
    ['friday the twentieth', '2026-03-20'],
    ['by end of this week', '2026-03-20'],
    ['by end of month', '2026-03-31'],
    ['by april tenth', '2026-04-10'],
    ['on the first of july', '2026-07-01'],
    ['within two weeks', '2026-04-01'],
    ['inside ten working days', '2026-04-01'],
    ["let's say 5/18", '2026-05-18'],
    // Beside a day of the month, a day of the week means that day.
    ['周四 26 号下午', '2026-03-26'],
    ['四月六号吧，周一', '2026-04-06'],
    ["by the first. that's wednesday", '2026-04-01'],
    ['4/14 吧 周二', '2026-04-14'],
    // The end of a day is that day's.
    ['明天下班前给到您', '2026-03-19'],
    ['friday eod', '2026-03-20'],
    // Days without their article.
    ['20th is fine', '2026-03-20'],
    ['thirtieth works for us', '2026-03-30'],
    ['get it done by 24th', '2026-03-24'],
    ["i'll send it this aft", '2026-03-18'],
    ['我下午发你们', '2026-03-18'],
    ['我周五下午发你们', '2026-03-20'],
    ['明天下午给您', '2026-03-19'],
    // A day of the week beside its date is that date, also months ahead; a bare number beside it may be an hour.
    ['wednesday, the first', '2026-04-01'],
    ['friday the eighth of may', '2026-05-08'],
    ['tuesday the twelfth', '2026-05-12'],
    ['thu 19 is good', '2026-03-19'],
    ['come friday 7 in the morning', '2026-03-20'],
    ['6 may 9:00 is good', '2026-05-06'],
    ['eleven april it is', '2026-04-11'],
    // Weeks
    ['thursday next week, same time', '2026-03-26'],
    ['next week on monday', '2026-03-23'],
    ['friday week', '2026-03-27'],
    ['a week on tuesday', '2026-03-31'],
    ['the day after tomorrow', '2026-03-20'],
    ["i'll do it over the weekend", '2026-03-22'],
    // What comes next in a day is today's, unless a day stands beside it.
    ["it'll be in your inbox before lunch", '2026-03-18'],
    ["you'll have it by five", '2026-03-18'],
    ["i'll text it over in ten minutes", '2026-03-18'],
    ['sending it right now', '2026-03-18'],
    ["i'll send you the rates by text now", '2026-03-18'],
    ["i'll send it as soon as i'm off the phone", '2026-03-18'],
    ['before lunch tomorrow', '2026-03-19'],
    ['friday before lunch', '2026-03-20'],
    ['within 48 hours', '2026-03-20'],
    ['in half an hour', '2026-03-18'],
    ["i'll call him in the morning", '2026-03-19'],
    ['我现在就发您', '2026-03-18'],
    ['半小时以内给您', '2026-03-18'],
    ['晚上我问问他', '2026-03-18'],
    ['明早10点前给你', '2026-03-19'],
    ['聽晚搞掂', '2026-03-19'],
  ])('%s', (text, due) => {
    expect(dueOf(findTimes(text, base))).toBe(due);
  });

  test.each([
    '三个月的运单',
    '每天下午给我们送货',
    '下午比较忙',
    '免费试用14天',
    'the fifth time we asked',
    'a 20th floor office',
    '下周再说',
    '尽快',
    'next week',
    'soon',
    'in the last call',
    '三号线',
    'the first time',
    '上周三',
    'last friday',
    '价格 3.5 元',
    '第二天性',
    // Months, not so many of them; how much, not by when.
    '那我八月找您',
    '十二月把合同走完',
    'the price went up by five percent',
    'now that is a fair question',
    'we were cut by nine hundred',
  ])('%s names no day ahead', (text) => {
    expect(dueOf(findTimes(text, base))).toBeNull();
  });

  test('without a start the day stays open', () => {
    expect(findTimes('明天发您', null)).toEqual([{ start: 0, end: 2, date: null }]);
  });
});
