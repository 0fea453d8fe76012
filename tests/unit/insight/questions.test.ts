import { expect, test } from 'vitest';

import { asksOnly } from '../../../models/insight/classifier/weigh.js';
import { asking } from '../../../models/insight/reading/questions.js';
import { readTranscript, type TurnReading } from '../../../models/insight/reading/reading.js';
import { conversation, rules } from './transcripts.js';

test.each([
  ['多少钱一年', 'asks'],
  ['你们多少天给多少货', 'asks'],
  ['谁签字啊谁拍板', 'asks'],
  ['什么时候上线', 'asks'],
  ['你能保证吗', 'asks'],
  ['用多少算多少', 'no'],
  ['罚多少我们认多少', 'no'],
  ['谁看谁明白', 'no'],
  ['搬到哪儿拉到哪儿', 'no'],
  ['手机怎么拍都不会有横条', 'no'],
  ['什么都行', 'no'],
  ['what we have works fine', 'no'],
  ['what do you use today', 'asks'],
])('“%s” %s', (clause, expected) => {
  expect(asking(clause, true)).toBe(expected);
});

// What a recognizer writes has no stops: a long story with "谁" somewhere in it is one clause.
test.each([
  ['那这个要多少钱', true],
  ['how long does it take to set up', true],
  ['工时单子补啊工时单子谁来填我们那几个老师傅最不肯填单子的天天追着他们要都要不到', false],
  ['太贵了，谁买得起', false],
])('“%s” does nothing but ask: %s', (text, expected) => {
  const [turn] = readTranscript(conversation([`customer: ${text}`]), rules).turns;
  expect(asksOnly(turn as TurnReading)).toBe(expected);
});
