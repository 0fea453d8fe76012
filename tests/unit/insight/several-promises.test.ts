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
