import { describe, expect, test } from 'vitest';

import type { Transcript } from '../../../models/domain/index.js';
import { analyze, defaultPlaybook, defaultPolicy } from '../../../models/insight/index.js';
import { conversation, rules } from './transcripts.js';

const options = { rules, playbook: defaultPlaybook(), policy: defaultPolicy(), version: '1' };
const analysed = (lines: readonly string[], more: Partial<Transcript> = {}) =>
  analyze(conversation(lines, more), options);
const told = (...lines: string[]): string[] => analysed(lines).summary.sentences.map(({ text }) => text);

describe('what several of one side say is told of each', () => {
  const participants = [
    { id: 'rep', side: 'rep', sideConfidence: 1, sideSource: 'person', name: 'Hannah Price' },
    { id: 'other', side: 'rep', sideConfidence: 1, sideSource: 'person', name: 'Tina Brooks' },
    { id: 'customer', side: 'customer', sideConfidence: 1, sideSource: 'person', name: 'Owen Bell' },
  ] as const;
  test.each([
    [
      [
        'other: We guarantee you will save at least ten percent in the first year.',
        'customer: And delivery?',
        'rep: I promise it will never go down.',
      ],
      /Tina Brooks promised "We guarantee .*" and Hannah Price promised "I promise it will never go down"/,
    ],
    [
      ['rep: 我保证系统绝对不会出问题', 'customer: 那效果不好怎么办？', 'other: 效果不好全额退款，没有任何条件'],
      /^Hannah Price承诺“我保证系统绝对不会出问题”，Tina Brooks承诺“效果不好全额退款，没有任何条件”，均超出了承诺规范。$/,
    ],
  ])('%j', (lines, expected) => {
    const sentences = analysed(lines, { participants: [...participants] }).summary.sentences.map(({ text }) => text);
    expect(sentences).toContainEqual(expect.stringMatching(expected));
  });
});

test.each([
  [
    ['rep: How will you decide?', 'customer: The trustees make the final decision at their meeting in May.'],
    'The trustees decide',
  ],
  [['rep: Who decides?', 'customer: The partners decide together at the end of the month.'], 'The partners decide'],
  [['rep: Who decides?', 'customer: The board makes the final decision in May.'], 'The board decides'],
])('%j: %s', (lines, expected) => {
  expect(analysed(lines).summary.headline).toBe(expected);
});

test('a chat of several days tells what the customer moved', () => {
  const turns = [
    ['2026-03-02', 'customer', '我们要订40套工位，3月16号送货'],
    ['2026-03-02', 'rep', '好的'],
    ['2026-03-10', 'customer', '装修延期了，送货改到4月6号可以吗'],
    ['2026-03-10', 'rep', '可以的'],
    ['2026-03-10', 'customer', '另外数量减到32套'],
  ] as const;
  const chat = turns.map(([day, speaker, text]) => ({ speaker, text, sentAt: `${day}T10:00:00+08:00` }));
  const sentences = analysed([], { kind: 'chat', turns: chat }).summary.sentences.map(({ text }) => text);
  expect(sentences).toContainEqual(expect.stringMatching(/客户改了安排：“送货改到4月6号可以吗”。$/));
  expect(sentences).toContainEqual(expect.stringMatching(/客户改了安排：“.*数量减到32套”。$/));
});

describe('where nothing was found, greetings tell nothing', () => {
  test.each([
    [
      ['rep: 喂，您好', 'customer: 我们在三楼，门口有牌子', 'rep: 好的', 'customer: 再见'],
      ['对话开头，客户说：“我们在三楼，门口有牌子”。'],
    ],
    [['rep: Hello.', 'customer: Hi there.', 'rep: Bye.'], ['The talk was short, and no business came up: "Hello".']],
    [['rep: 您好', 'customer: 你好', 'rep: 再见'], ['这次沟通很短，没有谈到业务：“您好”。']],
  ])('%j', (lines, expected) => {
    expect(told(...lines)).toEqual(expected);
  });

  test('"没有" answers a question and asks none', () => {
    expect(told('rep: 还有别的问题吗？', 'customer: 没有', 'rep: 好的').join('')).not.toContain('客户问');
  });
});

describe('what takes an offer, or only answers with no, is no doubt', () => {
  test.each([
    [['rep: 合同签了之后三十天发货', 'customer: 三十天，那我六月中旬能装上，可以。', 'rep: 好的']],
    [['rep: 您上个月在我们官网留过信息，对吧？', 'customer: 有吗？我不记得了', 'rep: 好']],
    [
      [
        "rep: It's thirty days from order to delivery.",
        "customer: Thirty days, so I'd have it by mid June. That works.",
        'rep: Great.',
      ],
    ],
    [['rep: Any concerns?', 'customer: No, nothing.', 'rep: Great.']],
    [['rep: 还有什么顾虑吗？', 'customer: 没有了，谢谢', 'rep: 好']],
  ])('%j', (lines) => {
    expect(analysed(lines).objections).toEqual([]);
  });

  test.each([
    [['rep: 一年十八万', 'customer: 太贵了，我们接受不了', 'rep: 哦']],
    [["rep: It's forty pounds a head.", "customer: That's too expensive for us.", 'rep: Okay.']],
    [['rep: 我们六周交货', 'customer: 六周太慢了，不过价格可以', 'rep: 好的']],
  ])('%j still is one', (lines) => {
    expect(analysed(lines).objections.length).toBeGreaterThan(0);
  });
});

test.each([
  [
    [
      'rep: 你们一年试剂用多少？',
      'customer: 我们一年全部试剂也就一百二三十万',
      'rep: 那设备的预算呢？',
      'customer: 设备明年的预算是两百万',
    ],
  ],
  [
    [
      'rep: What do you spend at the moment?',
      'customer: We spend about £9,500 a year.',
      'rep: And for this?',
      'customer: Our budget is £12,000 a year.',
    ],
  ],
])('%j: what they spend today is no earlier budget', (lines) => {
  expect(told(...lines).join(' ')).not.toMatch(/此前的说法|the figure had been/);
});
