import { describe, expect, test } from 'vitest';

import { claimsOf } from '../../../models/insight/extract.js';
import { readTranscript } from '../../../models/insight/reading/reading.js';
import { readAct } from '../../../models/insight/script/script-acts.js';
import { conversation, rules } from './transcripts.js';

/** What the rules propose, before the classifier judges it: it believes less of what is said so briefly. */
const claims = (...lines: string[]) => claimsOf(readTranscript(conversation(lines), rules));
const people = (...lines: string[]) =>
  claims(...lines).stakeholders.map(({ name, title, role }) => `${name ?? title} ${role}`);

describe('what the rules propose by themselves', () => {
  test('an objection without a word of its category', () => {
    expect(claims("customer: my guys won't use it").objections.map(({ category }) => category)).toEqual([
      'implementation',
    ]);
  });

  test('a promise to work with nobody else, bounded to a region', () => {
    expect(claims('rep: 这个区域我们只跟您独家合作').commitments.map((one) => `${one.category} ${one.risk}`)).toEqual([
      'exclusivity medium',
    ]);
  });

  test('a meeting that was put off is no step', () => {
    expect(claims('rep: 下周二上午我们开会？', 'customer: 再说吧').nextSteps).toEqual([]);
  });

  test('who is named decides nothing yet; who speaks weighs in; one label for one person', () => {
    expect(people('customer: 我们老板姓陈')).toEqual([]);
    expect(people('customer: 我先了解一下', 'customer: 你介绍吧')).toEqual(['王敏 influencer']);
    expect(people('customer: 李总会评估方案', 'customer: 最后也是李总拍板')).toEqual([
      '李总 decision_maker',
      '王敏 influencer',
    ]);
  });

  test('a budget that the rep only mentions was not asked for', () => {
    const reading = readTranscript(conversation(['rep: 这个产品不会超出预算']), rules);
    expect(readAct('budget', reading, claimsOf(reading))).toBeNull();
  });
});
