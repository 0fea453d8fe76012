import { describe, expect, test } from 'vitest';

import { extract } from '../../../models/insight/index.js';
import { putOff } from '../../../models/insight/dates/put-off.js';
import { ledgerOf } from './promises/talks.js';
import { conversation, rules } from './transcripts.js';

describe('a promised day that is put off', () => {
  test.each([
    ['上线可能要晚一周', '2026-04-01'],
    ['交付要推迟两周', '2026-04-08'],
    ['大概会晚十天', '2026-04-04'],
    ['比原计划晚两周', '2026-04-08'],
    ['The go-live may be delayed by a week', '2026-04-01'],
    ['It will be two weeks later than planned', '2026-04-08'],
    ['we may slip by three days', '2026-03-28'],
    // These say by themselves until when, or move nothing.
    ['延期到四月三号', null],
    ['两周之内交付', null],
    ['晚两天再联系您', null],
    ['in two weeks', null],
  ])('the 25th of March: %s', (words, expected) => {
    expect(putOff('2026-03-25', words)).toBe(expected);
  });

  const days = (...lines: string[]) => extract(conversation(lines), rules).insights.commitments.map(({ due }) => due);

  test.each([
    [
      ['rep: 我保证三月二十五号上线。', 'customer: 好。', 'rep: 王总，上线可能要晚一周。'],
      ['2026-03-25', '2026-04-01'],
    ],
    [
      ['rep: I guarantee go-live on May 25th.', 'customer: Good.', 'rep: The go-live may be delayed by a week.'],
      ['2026-05-25', '2026-06-01'],
    ],
    [
      ['rep: 我保证五月二十五号交付。', 'customer: 好。', 'rep: 交付可能要推迟两周。'],
      ['2026-05-25', '2026-06-08'],
    ],
    [['rep: 王总，上线可能要晚一周。'], [null]],
    // The day of the event is not known.
    [['customer: 什么时候发货？', 'rep: 收到定金后，两周内发货，绝不拖延。'], [null]],
  ])('%j', (lines, expected) => {
    expect(days(...lines)).toEqual(expected);
  });

  test.each([
    ['rep: 三月二十五号一定上线', 'rep: 王总，上线可能要晚一周', '2026-04-01'],
    ['rep: go-live is on March 25', 'rep: the go-live may be delayed by two weeks', '2026-04-08'],
    ['rep: 三月二十五号一定上线', 'rep: 王总，上线可能要晚一个月', '2026-04-25'],
    ['rep: go-live is on March 25', 'rep: the go-live may be delayed by a month', '2026-04-25'],
    ['rep: go-live is on March 25', 'rep: the go-live is guaranteed', '2026-03-25'],
  ])('in the ledger: %s, then %s', (first, later, due) => {
    const { promises } = ledgerOf([
      { on: '03-02', lines: [[first, { due: '2026-03-25' }]] },
      { on: '03-12', lines: [[later, {}]] },
    ]);
    expect(promises.map((promise) => promise.due)).toEqual([due]);
  });
});
