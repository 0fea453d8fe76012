import { describe, expect, test } from 'vitest';

import { extract } from '../../../models/insight/index.js';
import { conversation, rules } from './transcripts.js';

const objections = (...lines: string[]) => extract(conversation(lines), rules).insights.objections;

describe('where the customer pushes back', () => {
  test.each([
    ['这个价格太高了', 'price'],
    ['这已经超预算了', 'budget'],
    ['我们明年再考虑吧', 'timing'],
    ['这个我说了不算', 'authority'],
    ['我们现在的够用了，不需要换', 'need'],
    ['人家报的比你们便宜', 'competitor'],
    ['上次被坑过，信不过', 'trust'],
    ['客户数据我不放心', 'security'],
    ['你们这个界面太复杂', 'product'],
    ['就怕工人不会用', 'implementation'],
    ['我们店里没人有空学这个', 'implementation'],
    ['三年合同太长，我们不签三年', 'contract'],
    ["that's too expensive", 'price'],
    ["we're over budget already", 'budget'],
    ["let's revisit it next quarter", 'timing'],
    ["that's not my call", 'authority'],
    ["we don't really need this", 'need'],
    ['they are cheaper than you', 'competitor'],
    ['we got burned by the last vendor', 'trust'],
    ["I'm worried about data privacy", 'security'],
    ['it feels clunky', 'product'],
    ['my guys have no time to learn a new system', 'implementation'],
    ['no one on the floor has the time to learn it', 'implementation'],
    ["we don't want to be locked in", 'contract'],
  ])('%s → %s', (text, category) => {
    expect(objections(`customer: ${text}`).map((one) => one.category)).toEqual([category]);
  });

  test.each([
    ['customer: 多少钱一年？'],
    ['customer: 这个价格不贵'],
    ['customer: 数据放在哪里？'],
    ['customer: 可以，没问题'],
    ['customer: no one has told me the time'],
    ['customer: 你们支持本地部署吗'],
    ['rep: 有的客户觉得太贵了'],
    ['rep: 您担心的是数据安全对吧'],
    ['customer: how much is it?'],
    ["customer: that's not too expensive"],
    ['customer: do you support single sign-on?'],
    ['customer: sounds good, that works for me'],
    ['rep: some people say it is too expensive'],
    ['customer: what does the contract look like?'],
    ['customer: 合同发我看看'],
  ])('%s does not push back', (line) => {
    expect(objections(line)).toEqual([]);
  });

  test('an answer of substance handles it, courtesy does not', () => {
    const answered = objections(
      'customer: 太贵了',
      'rep: 这个价格里包含了两次现场培训和一年的维护，分摊下来每月不到两千',
    );
    expect(answered).toMatchObject([{ handled: true, response: [{ turn: 1 }] }]);
    expect(objections('customer: 太贵了', 'rep: 嗯嗯，理解')).toMatchObject([{ handled: false, response: [] }]);
  });

  test('the same worry in a stretch of talk is one, and rests on every place where it was said', () => {
    const found = objections('customer: 这个价格太高了', 'rep: 含两次现场培训', 'customer: 那还是太贵，我们接受不了');
    expect(found).toMatchObject([{ category: 'price', evidence: [{ turn: 0 }, { turn: 2 }] }]);
  });
});
