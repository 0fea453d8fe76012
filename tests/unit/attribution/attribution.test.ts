import { describe, expect, test } from 'vitest';

import { attributeSides } from '../../../models/attribution/index.js';
import { soundsLikeRep } from '../../../models/attribution/speech-habits.js';
import { wordingsOf } from '../../../models/attribution/wordings.js';
import { Transcript } from '../../../models/domain/index.js';

type Said = [speaker: string, text: string];

const conversation = (said: Said[], known: Record<string, object> = {}) =>
  Transcript.parse({
    id: 'c',
    kind: 'call',
    participants: [...new Set(said.map(([speaker]) => speaker))].map((id) => ({ id, ...known[id] })),
    turns: said.map(([speaker, text], i) => ({ speaker, text, startMs: i * 4000, endMs: i * 4000 + 3000 })),
  });
const sides = (said: Said[], known?: Record<string, object>) =>
  Object.fromEntries(attributeSides(conversation(said, known)).map(({ id, side }) => [id, side]));

const call: Said[] = [
  ['a', '您好，我是云帆软件的小陈，想了解一下您这边现在的排产是怎么做的？'],
  ['b', '我们现在用表格，老是出错，我老板也不满意。'],
  ['a', '您公司大概有多少人会用这个系统？预算方面您这边有没有考虑？'],
  ['b', '我们预算大概三十万，你们这个多少钱？'],
  ['a', '我们的标准报价是二十八万，我可以给您打个折。'],
  ['b', '还是有点贵，我得跟老板商量。'],
];

describe('who is the rep', () => {
  test('a call in Chinese', () => {
    expect(sides(call)).toEqual({ a: 'rep', b: 'customer' });
  });

  test('the same call with the speakers swapped gives the sides swapped', () => {
    expect(sides(call.map(([speaker, text]) => [speaker === 'a' ? 'b' : 'a', text]))).toEqual({
      a: 'customer',
      b: 'rep',
    });
  });

  test('a call in English, where the customer speaks first', () => {
    expect(
      sides([
        ['x', 'Hello?'],
        ['y', "Hi Dana, it's Tom from Northgate Systems, did I catch you at a bad time?"],
        ['x', "No, go ahead. We're using spreadsheets right now and my boss hates it."],
        ['y', 'How many people on your team would use it, and what budget did you have in mind?'],
        ['x', 'Our budget is about twenty thousand. How much does your product cost?'],
        ['y', 'Our platform is eighteen thousand a year and I can send you a quote today.'],
      ]),
    ).toEqual({ x: 'customer', y: 'rep' });
  });

  test.each<[string, Said[]]>([
    [
      'small talk',
      [
        ['a', '喂？'],
        ['b', '喂，听得到吗？'],
        ['a', '听得到。'],
      ],
    ],
    [
      'a family dinner',
      [
        ['a', '今天晚上吃什么？'],
        ['b', '吃面吧。'],
        ['a', '好，我去买菜。'],
      ],
    ],
    [
      'weather',
      [
        ['a', 'Lovely weather today.'],
        ['b', 'Yes, it is.'],
      ],
    ],
  ])('%s decides nothing', (_name, said) => {
    for (const { side, sideConfidence, sideSource } of attributeSides(conversation(said)))
      expect({ side, sideConfidence, sideSource }).toEqual({ side: 'unknown', sideConfidence: 0, sideSource: 'none' });
  });
});

describe('what is known stays', () => {
  test.each(['person', 'export', 'staff_list', 'channel'] as const)('a side from %s', (sideSource) => {
    const known = { a: { side: 'customer', sideConfidence: 1, sideSource } };
    const [a, b] = attributeSides(conversation(call, known));
    expect(a).toMatchObject({ side: 'customer', sideConfidence: 1, sideSource });
    expect(b).toMatchObject({ side: 'rep', sideSource: 'attribution' });
    expect(b?.sideConfidence).toBeLessThan(1);
  });
});

test('what the transcriber guessed does not speak for a side', () => {
  const guessed = conversation(call);
  const turns = guessed.turns.map((turn) => ({ ...turn, unreliable: true }));
  expect(attributeSides({ ...guessed, turns }).map(({ side }) => side)).toEqual(['unknown', 'unknown']);
});

describe('who says a name on the staff list', () => {
  const staff = ['Linda', '陈立', '13800000000'];
  const first = (text: string) =>
    attributeSides(
      conversation([
        ['a', text],
        ['b', 'Hello.'],
      ]),
      undefined,
      { staff },
    ).map(({ side, sideSource }) => `${side} ${sideSource}`);
  test.each([
    'Hello, this is Harper Valley Bank, my name is Linda.',
    "Hi, it's Linda from the bank",
    '喂您好，我是云帆软件的陈立',
  ])('is a rep: %s', (text) => {
    expect(first(text)).toEqual(['rep staff_list', 'customer attribution']);
  });
  test.each([
    'Hi Linda.',
    'Is this Belinda?',
    'My name is Lindaberg.',
    '陈立在吗',
    '我找陈立',
    'My boss spoke with Linda.',
    "No, it's not Linda",
  ])('and who only mentions it is not: %s', (text) => {
    expect(first(text)[0]).not.toMatch(/staff_list/);
  });
  test('what an export says stays', () => {
    const known = { a: { side: 'customer', sideConfidence: 1, sideSource: 'export' } };
    const [a] = attributeSides(
      conversation(
        [
          ['a', 'My name is Linda.'],
          ['b', 'Hello.'],
        ],
        known,
      ),
      undefined,
      { staff },
    );
    expect(a).toMatchObject({ side: 'customer', sideSource: 'export' });
  });
});

test.each([
  ['How many people are on your team?', 1],
  ['我给您发一份方案，您看可以吗？', 1],
  ['How much does your product cost?', -1],
  ['太贵了，我得跟我们老板商量一下', -1],
])('%s', (text, sign) => {
  expect(Math.sign(soundsLikeRep(text))).toBe(sign);
});

test('no turn speaks for more than 2, whatever is in it', () => {
  expect(soundsLikeRep('我给您报个价，您看可以吗？'.repeat(50))).toBeLessThanOrEqual(2);
  expect(soundsLikeRep('')).toBeGreaterThan(-0.5);
});

test('wordings: pairs of words with the ends, characters up to three, digits alike', () => {
  expect(wordingsOf('Send 25?')).toEqual(new Set(['send', '^ send', '0', 'send 0', '?', '0 ?', '? $']));
  expect([...wordingsOf('三十万')]).toEqual(expect.arrayContaining(['三', '三十', '三十万', '十万']));
  expect(wordingsOf('三十万').has('三十万元')).toBe(false);
});
