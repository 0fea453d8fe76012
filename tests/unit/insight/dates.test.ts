import { DateTime } from 'luxon';
import { describe, expect, test } from 'vitest';

import { dueOf, findTimes } from '../../../models/insight/dates.js';

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
  ])('%s', (text, due) => {
    expect(dueOf(findTimes(text, base))).toBe(due);
  });

  test.each([
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
  ])('%s names no day ahead', (text) => {
    expect(dueOf(findTimes(text, base))).toBeNull();
  });

  test('without a start the day stays open', () => {
    expect(findTimes('明天发您', null)).toEqual([{ start: 0, end: 2, date: null }]);
  });
});
