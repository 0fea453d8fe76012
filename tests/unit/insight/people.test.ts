import { describe, expect, test } from 'vitest';

import { extract } from '../../../models/insight/index.js';
import { conversation, rules } from './transcripts.js';

const people = (...lines: string[]) =>
  extract(conversation(lines), rules).insights.stakeholders.map(({ name, title, role }) => `${name ?? title} ${role}`);

describe('who shapes the decision', () => {
  test.each([
    ['最后是李总拍板', '李总 decision_maker'],
    ['合同要财务总监签字', '财务总监 approver'],
    ['最终采购委员会说了算', '采购委员会 decision_maker'],
    ['技术方案陈工负责评估', '陈工 influencer'],
    ['老吴一直反对上系统', '老吴 blocker'],
    ['我们孙主任特别支持', '孙主任 champion'],
    ['our CFO has to sign off on it', 'CFO approver'],
    ['the board makes the call', 'board decision_maker'],
    ['and then Priya is evaluating the tools', 'Priya influencer'],
    ['honestly Derek hates it', 'Derek blocker'],
  ])('%s → %s', (text, expected) => {
    expect(people(`customer: ${text}`)).toContain(expected);
  });

  test.each([
    ['customer: 李总昨天去宁波出差了'],
    ['customer: 财务在三楼'],
    ['rep: 我们王总可以给您签字'],
    ['customer: I saw Priya at lunch yesterday'],
    ['customer: the board met in June'],
    ['rep: my boss Alan has to sign off'],
    ['customer: 林涛你说了算'],
    ['rep: 李总说了算吗？'],
  ])('%s names nobody who shapes it', (line) => {
    expect(people(line)).toEqual([]);
  });

  test('who speaks for the customer says of themselves that they decide', () => {
    expect(people('customer: 这事我说了算')).toEqual(['王敏 decision_maker']);
  });

  test.each([
    "I can't decide that alone, Karen has to sign off",
    "it's not up to me, the board has to approve it",
    "honestly it isn't really my decision",
    '这事我定不了，要我们刘总拍板',
    '不是我一个人说了算，最后财务总监签字',
  ])('nor that they do not: %s', (text) => {
    const own = people(`customer: ${text}`, 'rep: 明白', 'customer: 我这边觉得可以').filter((one) => /^王敏/.test(one));
    expect(own).not.toContain('王敏 decision_maker');
  });

  test('one label for one person, the clearest role', () => {
    const named = people('customer: 李总会评估方案', 'customer: 最后也是李总拍板');
    expect(named.filter((one) => one.startsWith('李总'))).toEqual(['李总 decision_maker']);
  });
});

describe('who is only spoken to', () => {
  test.each([
    [['rep: 方案发您了', 'customer: 顾经理，方案我看了，挺好'], false],
    [['rep: 最后谁定？', 'customer: 顾经理，合同他签字'], true],
    [['rep: 方案发您了', 'customer: 顾经理最后拍板，我看了方案'], true],
  ])('%j', (lines, named) => {
    expect(people(...lines).some((one) => one.startsWith('顾经理'))).toBe(named);
  });
});

describe('a role is told by everything that was said of somebody', () => {
  test.each([
    [['customer: dana runs our finance side', 'rep: ok', 'customer: she has to sign every contract'], 'dana approver'],
    [['customer: 我老婆也在店里', 'rep: 嗯', 'customer: 她说了算，最后她拍板'], '老婆 decision_maker'],
    [['customer: mr doyle hates it, he will vote against it'], 'mr doyle blocker'],
    [['customer: 小敏天天用，开单都是她'], '小敏 user'],
  ])('%j: %s', (lines, expected) => {
    expect(people(...lines)).toContain(expected);
  });

  test.each([
    [['customer: dana was on holiday', 'rep: ok', 'customer: she sends her regards']],
    [['customer: 我老婆昨天生日', 'rep: 恭喜', 'customer: 她去杭州玩了']],
    [['customer: mr doyle retired two years ago']],
    [['customer: 小敏今天请假了']],
  ])('%j: nobody', (lines) => {
    expect(people(...lines)).toEqual([]);
  });

  test.each([
    [['customer: mr doyle, he was against it', 'rep: and now?', 'customer: mr doyle resigned'], 'mr doyle', false],
    [['customer: 老冯反对过', 'rep: 现在呢？', 'customer: 老冯去年离职了'], '老冯', false],
    [
      ['customer: mr doyle is a retired banker', 'rep: ok', 'customer: he has to sign every contract'],
      'mr doyle',
      true,
    ],
    [['customer: mr doyle has retired', 'rep: ok', 'customer: mr doyle still has to sign it'], 'mr doyle', true],
    [['customer: 老冯退休了', 'rep: 那谁定？', 'customer: 合同还是老冯签字'], '老冯', true],
    [['customer: 我们的合同都是老冯签的，老冯去年退休了'], '老冯', false],
    [['customer: dana signed it last time, dana left the company'], 'dana', false],
  ])('%j: %s %j', (lines, who, told) => {
    expect(people(...lines).some((one) => one.startsWith(who))).toBe(told);
  });
});
