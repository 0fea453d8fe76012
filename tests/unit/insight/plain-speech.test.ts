import { describe, expect, test } from 'vitest';

import type { ObjectionCategory } from '../../../models/domain/index.js';
import { extract } from '../../../models/insight/index.js';
import { conversation, rules } from './transcripts.js';

/** What most people say, in the middle of an ordinary talk: none of it may need to be said cleverly. */
const EN = [
  'rep: Hi Dana, this is Tom from Stockline, thanks for taking the call',
  'customer: Sure, go ahead',
  'rep: How do you handle stock today?',
  'customer: We have three branches and each of them keeps its own list',
  'rep: And who looks after that?',
  'customer: Mostly the branch managers, and a lady in the office puts it together on Fridays',
  'rep: Stockline keeps one list for all branches, and every sale is booked at once',
  'customer: And the tills, do they talk to it?',
  'rep: Yes, we connect to most of them. The standard plan is twelve thousand a year',
  'customer: Okay',
  'rep: What do you think?',
];
const ZH = [
  'rep: 王经理您好，我是云仓的林涛',
  'customer: 你好',
  'rep: 您这边仓库现在怎么管的',
  'customer: 三个仓，各记各的，每周五汇总一次',
  'rep: 我们这套系统是三个仓用一本账，出一件货马上就减一件',
  'customer: 收银那边能连上吗',
  'rep: 可以，大部分收银系统都能连，标准版一年八万八',
  'customer: 哦',
  'rep: 您觉得怎么样',
];
const EN_AFTER = ['rep: Okay, I hear you', 'customer: When would you be here next?', 'rep: Next week'];
const ZH_AFTER = ['rep: 嗯，明白', 'customer: 你什么时候再过来', 'rep: 下周'];

const around = (said: string): { lines: string[]; at: number } =>
  /[\u4e00-\u9fff]/.test(said)
    ? { lines: [...ZH, `customer: ${said}`, ...ZH_AFTER], at: ZH.length }
    : { lines: [...EN, `customer: ${said}`, ...EN_AFTER], at: EN.length };

describe('plain objections', () => {
  const over = (said: string): ObjectionCategory[] => {
    const { lines, at } = around(said);
    const { objections } = extract(conversation(lines), rules).insights;
    return objections
      .filter(({ evidence }) => evidence.some(({ turn }) => turn === at))
      .map(({ category }) => category);
  };
  test.each([
    ['price', "It's way too expensive for us"],
    ['price', 'I expected it to be cheaper'],
    ['budget', "It's over our budget"],
    ['budget', "We don't have the budget for that"],
    ['timing', "It's not a good time right now"],
    ['timing', "We're not ready to buy yet"],
    ['authority', "I'd have to ask my boss"],
    ['authority', 'I need to run it by the board first'],
    ['need', "We don't really need it"],
    ['need', 'What we have works fine'],
    ['competitor', "We're already working with someone else"],
    ['competitor', "We're talking to two other vendors"],
    ['trust', "I've never heard of your company"],
    ['trust', "The last vendor promised the same and it didn't work"],
    ['security', "I'm not comfortable with our data in the cloud"],
    ['security', 'Legal will never approve that'],
    ['product', "It doesn't have the feature we need"],
    ['product', 'The reports are too basic'],
    ['implementation', 'It sounds like a lot of work to set up'],
    ['implementation', "My team doesn't have time for training"],
    ['contract', "I don't want a long contract"],
    ['contract', 'Three years is too long'],
    ['price', '有点贵啊'],
    ['price', '这个价格太高了'],
    ['budget', '超预算了'],
    ['budget', '今年的钱都花完了'],
    ['timing', '现在不着急'],
    ['timing', '过段时间再说吧'],
    ['authority', '我做不了主'],
    ['authority', '得问一下我们领导'],
    ['need', '我们暂时用不上'],
    ['need', '没这个必要吧'],
    ['competitor', '我们已经有合作的供应商了'],
    ['competitor', '别家也在跟我们谈'],
    ['trust', '万一你们倒闭了怎么办'],
    ['trust', '有没有同行的案例，我不太放心'],
    ['security', '数据放云上我不放心'],
    ['security', '法务那边肯定过不了'],
    ['product', '你们没有我要的功能'],
    ['product', '跟我们的系统对接不了'],
    ['implementation', '员工学不会'],
    ['contract', '三年太长了'],
    ['contract', '不想签长期合同'],
  ] as const)('%s: %s', (category, said) => {
    expect(over(said)).toContain(category);
  });

  test.each([
    'How does it work?',
    'Sounds good to me',
    'Can you send me the details?',
    'We have three branches',
    'The weather is terrible here',
    'How long does it take?',
    '这个怎么用啊',
    '好的，没问题',
    '你把资料发我看看',
    '我们有三个分公司',
    '多久能装好？',
  ])('none: %s', (said) => {
    expect(over(said)).toEqual([]);
  });
});

describe('plain budgets', () => {
  test.each([
    ['our budget is eight thousand', 8000, 8000],
    ['Our budget is $8,000 for the year', 8000, 8000],
    ['We have a budget of fifty thousand dollars', 50_000, 50_000],
    ["The budget's about thirty grand", 30_000, 30_000],
    ["I've got a budget of around 20k", 20_000, 20_000],
    ['We budgeted ten thousand for this', 10_000, 10_000],
    ["We've set aside ten thousand for this", 10_000, 10_000],
    ["We've got eight thousand for this", 8000, 8000],
    ["We can't go over nine thousand", null, 9000],
    ['我们预算是八万', 80_000, 80_000],
    ['今年这块批了三十万', 300_000, 300_000],
    ['我们最多出到六万', null, 60_000],
    ['我们预算三十万左右，今年不能再多了', null, 300_000],
    ["Our budget is twenty thousand and it can't be any more", null, 20_000],
    ['我们手里就八万块钱', 80_000, 80_000],
  ])('%s', (said, min, max) => {
    const { lines, at } = around(said);
    const { budgets } = extract(conversation(lines), rules).insights;
    expect(budgets).toMatchObject([{ min, max, evidence: [{ turn: at }] }]);
  });

  test.each([
    "That's a lot for twelve thousand",
    'We spent nine thousand on vans last year',
    '我们去年营业额三千万',
    'They sell for about eight hundred each',
  ])('none: %s', (said) => {
    expect(extract(conversation(around(said).lines), rules).insights.budgets).toEqual([]);
  });
});
