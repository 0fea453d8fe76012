import { describe, expect, test } from 'vitest';

import { wholeSentence } from '../../../models/domain/index.js';

const around = (text: string, words: string): string | null => {
  const start = text.indexOf(words);
  const place = wholeSentence(text, { start, end: start + words.length });
  return place && text.slice(place.start, place.end);
};

describe('an example is a whole sentence', () => {
  test.each<[string, string, string | null]>([
    ['好的。如果月底前签，我可以申请九折。您看？', '我可以申请九折', '如果月底前签，我可以申请九折。'],
    ['上线以来，你们的月结从三天缩短到半天。', '上线以来', '上线以来，你们的月结从三天缩短到半天。'],
    ['您先看到这里，我再演示下一页，好吗？', '看到这里', '您先看到这里，我再演示下一页，好吗？'],
    ['看到这里。', '看到这里', null],
    ['Right. If you sign by May 1, I can do 9.5% off. Fine?', 'I can do', 'If you sign by May 1, I can do 9.5% off.'],
    ['Hi Ann! Who else is involved in the decision?', 'Who else', 'Who else is involved in the decision?'],
    ['Thanks. Your plan?', 'Your plan', null],
    [`${'a, '.repeat(200)}who decides?`, 'who decides', null],
    ['  问一下你们现在怎么做盘点  ', '怎么做盘点', '问一下你们现在怎么做盘点'],
  ])('%j around %j', (text, words, expected) => {
    expect(around(text, words)).toBe(expected);
  });
});
