import { expect, test } from 'vitest';

import { checkMessage, defaultPolicy, extract, loadRules } from '../../../models/insight/index.js';
import { conversation } from './transcripts.js';

const rules = loadRules();
const policy = defaultPolicy();
const categories = (text: string): string[] =>
  checkMessage(text, { rules, policy, at: '2026-11-02T09:00:00+08:00' }).spans.map(({ category }) => category);

// What the classifier takes a whole message for is one promise of it: the others are not lost beside it.
test.each([
  [
    'We guarantee you will be live in two weeks, or your money back. I can give you 30% off.',
    ['deadline', 'refund', 'price'],
  ],
  ['王总您放心，三月底之前保证上线，达不到全额退款。价格我给您打七折。', ['deadline', 'refund', 'price']],
  ['Happy to help. We promise it will never go down, and I can do 25% off the list price.', ['reliability', 'price']],
  ['We guarantee you will be live in two weeks. How is the weather in Leeds?', ['deadline']],
  // That the day holds is the same promise once more.
  ['您放心，我保证两周之内一定上线，绝对不会延期。', ['deadline']],
  ['You will be live in four weeks, I guarantee that, and it will not slip.', ['deadline']],
])('every promise of “%s”', (text, expected) => {
  expect(categories(text).sort()).toEqual([...expected].sort());
});

// What is guaranteed in words of its own is of high risk, whatever else the message promises.
test.each([
  ['We guarantee it goes live before the end of June or you get all your money back. You will pass any audit with us.'],
  ['王总您放心，三月底之前保证上线，达不到全额退款。价格我给您打七折。'],
])('the day of “%s” is guaranteed', (text) => {
  const { spans } = checkMessage(text, { rules, policy, at: '2026-11-02T09:00:00+08:00' });
  expect(spans).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ category: 'deadline', risk: 'high' }),
      expect.objectContaining({ category: 'refund', risk: 'high' }),
    ]),
  );
});

test.each([
  ['Could you guarantee two weeks? The other customer got 30% off last year.'],
  ['We do not offer refunds, and exclusivity is not something we do.'],
  ['我们不提供退款，独家我们是不做的。'],
  ['Refunds cannot be guaranteed. We never give discounts above 10%.'],
  ['I cannot promise two weeks, and a refund is not something we offer. The list price stands.'],
  ['去年有个客户两周就上线了。退款这个我不敢跟您保证。'],
])('no promise in “%s”', (text) => {
  expect(categories(text)).toEqual([]);
});

test('a blunt promise said twice is one, of high risk', () => {
  const lines = [
    'rep: 这块预算大概是多少？',
    'customer: 我们今年的预算是二十万，李总拍板',
    'rep: 您放心，我保证两周之内一定上线，绝对不会延期',
  ];
  const { commitments } = extract(conversation(lines), rules).insights;
  expect(commitments).toMatchObject([{ category: 'deadline', risk: 'high', evidence: [{ turn: 2 }] }]);
});

// The risk of a promise is that of its own words, and not of all that its turn says.
test.each([
  [
    'When would we have it?',
    'You will be live in four weeks, guaranteed. The training should be done by the end of May.',
    ['high', 'medium'],
  ],
  [
    'When would we have it?',
    'The training should be done by the end of May. You will be live in four weeks, guaranteed.',
    ['medium', 'high'],
  ],
  ['什么时候能上线？', '培训我们争取安排在五月底之前做完。系统四周之内保证给您上线。', ['medium', 'high']],
  ['And if it does not work?', "We'd refund up to two months of the fee.", ['medium']],
  ['And if it does not work?', 'You get every cent back, no questions asked.', ['high']],
  ['能便宜点吗？', '我直接给您打八折。', ['high']],
  ['能便宜点吗？', '这个月底之前签，我给您打八折。', ['medium']],
])('“%s” “%s”: the risk of each promise', (question, answer, expected) => {
  const { commitments } = extract(conversation([`customer: ${question}`, `rep: ${answer}`]), rules).insights;
  expect(commitments.map(({ risk }) => risk)).toEqual(expected);
});

// What follows where a promise is not kept is promised too, in the words of a refusal.
test.each([
  ['不行的话退您一个月的费用，封顶三千。', ['refund']],
  ['做不到退一半。', ['refund']],
  ['三个月给您做到两千人，做不到服务费退一半。', ['refund']],
  ['退款这个我做不了主。', []],
  ['全额退不行的，没这个政策。', []],
])('“%s” after “what if it fails?”', (answer, expected) => {
  const lines = ['rep: 您好，谢谢', 'customer: 嗯，说吧', 'customer: 万一不行呢？', `rep: ${answer}`, 'customer: 嗯'];
  const { commitments } = extract(conversation(lines), rules).insights;
  expect(commitments.map(({ category }) => category)).toEqual(expect.arrayContaining(expected));
  if (expected.length === 0) expect(commitments).toEqual([]);
});

// What is sent over, and what we have got, is not of the past.
test.each([
  ['有资料吗？', '有，今晚我给您传过去。', ['deadline']],
  ['Can we try one?', "I've got a demo machine here, you can have it for a month, no charge.", ['scope']],
])('“%s” “%s” promises', (question, answer, expected) => {
  const { commitments } = extract(conversation([`customer: ${question}`, `rep: ${answer}`]), rules).insights;
  expect(commitments.map(({ category }) => category)).toEqual(expect.arrayContaining(expected));
});
