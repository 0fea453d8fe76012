import { describe, expect, test } from 'vitest';

import { extract } from '../../../models/insight/index.js';
import { conversation, rules } from './transcripts.js';

const promised = (...lines: string[]) =>
  extract(conversation(lines), rules).insights.commitments.map(({ category, risk }) => `${category} ${risk}`);

describe('what the rep promises', () => {
  test.each([
    ['我保证四月底之前给您上线', 'deadline high'],
    ['这批货我们肯定下周五发到您仓库', 'deadline high'],
    ['实施的话应该六周能上线', 'deadline medium'],
    ['报价单我明天上午发您邮箱', 'deadline low'],
    ['签两年的话我可以给您打八五折', 'price medium'],
    ['这次的安装我们不收费', 'scope high'],
    ['用得不满意我们全额退款', 'refund high'],
    ['我们的服务器绝对不会宕机', 'reliability high'],
    ['等保测评我保证能过等保', 'compliance high'],
    ['这个区域我们只跟您独家合作', 'exclusivity high'],
    ['用三个月，保证转化率提升百分之三十', 'outcome high'],
    ["I'll send you the proposal tomorrow", 'deadline low'],
    ['we will definitely have you live by April tenth', 'deadline high'],
    ['we should have you live in about six weeks', 'deadline medium'],
    ['if you sign this month I can do 15% off', 'price medium'],
    ["we'll throw in the training for free", 'scope high'],
    ["you'll get a full refund, guaranteed", 'refund high'],
    ['our servers will never go down', 'reliability high'],
    ['I guarantee you will pass the audit', 'compliance high'],
    ["I promise you'll double your leads by 50 percent", 'outcome high'],
  ])('%s → %s', (text, expected) => {
    expect(promised(`rep: ${text}`)).toContain(expected);
  });

  test.each([
    ['rep: 这个我不敢跟您保证'],
    ['rep: 全部门店一起上线，月底我没法保证'],
    ['rep: 这个折扣我没有权限，给不了'],
    ['customer: 你能保证四月底上线吗？'],
    ['customer: 你们保证三天内发货的啊'],
    ['customer: 我明天把资料发您'],
    ['rep: 您希望什么时候上线？'],
    ['rep: 去年有个客户三周就上线了'],
    ['rep: 之前有家客户用了半年，效率提升了百分之二十'],
    ['rep: 专业版的列表价是一年三万'],
    ['rep: 对，我们在深圳也有办公室'],
    ["rep: I can't promise you that it goes live in May"],
    ["rep: we can't guarantee a result like that"],
    ['rep: last year a client went live in two weeks'],
    ['rep: when do you need to be live?'],
    ["rep: I'd have to check with legal on the refund"],
    ['customer: can you guarantee it will never go down?'],
    ["customer: I'll send you the numbers tomorrow"],
    ['rep: how do you handle refunds today?'],
    ['rep: the list price is ninety a seat'],
  ])('%s promises nothing', (line) => {
    expect(promised(line)).toEqual([]);
  });

  test('a condition is kept with the promise', () => {
    const [commitment] = extract(conversation(['rep: 如果月底前签，我可以给您打九折']), rules).insights.commitments;
    expect(commitment).toMatchObject({ category: 'price', risk: 'medium', amount: { value: 10, unit: 'percent' } });
    expect(commitment?.condition).toContain('如果月底前签');
  });

  test('a day that was named is the due date', () => {
    const [commitment] = extract(conversation(['rep: 样品我们保证下周五送到']), rules).insights.commitments;
    expect(commitment?.due).toBe('2026-03-27');
  });

  test('a speaker whose side is unknown promises nothing', () => {
    const blind = conversation(['rep: 我保证四月底之前给您上线']);
    const participants = blind.participants.map((one) => ({ ...one, side: 'unknown' as const }));
    expect(extract({ ...blind, participants }, rules).insights.commitments).toEqual([]);
  });
});
