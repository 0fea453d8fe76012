import { describe, expect, test } from 'vitest';

import { cite, type Insights, type Transcript } from '../../../models/domain/index.js';
import { parseFile } from '../../../models/insight/corpus/read.mjs';
import { NEEDS_AT_MOST } from '../../../models/insight/classifier/judge-needs.js';
import { needAt } from '../../../models/insight/detectors/needs.js';
import { extract } from '../../../models/insight/index.js';
import { readTranscript } from '../../../models/insight/reading/reading.js';
import { wants } from '../../../models/insight/summary/situation.js';
import { startTelling } from '../../../models/insight/summary/telling.js';
import { conversation, rules } from './transcripts.js';

const found = (lines: readonly string[]): Insights => extract(conversation(lines), rules).insights;
const quotes = (items: Insights['goals']): string[] => items.map(({ evidence }) => evidence[0].quote);

describe('what the customer wants and what hurts', () => {
  test.each([
    [
      'zh',
      [
        'rep: 您好王经理，我是云帆软件的林涛，您这边主要想解决什么问题',
        'customer: 我们想找一套系统，能把三个仓库的库存放到一起看',
        'rep: 现在是怎么管的呢',
        'customer: 现在靠手工记账，每个月都对不上，上个月少了八万块的货，两个人查了三天',
        'rep: 好的，我明天把方案发您',
      ],
      '库存',
      '八万',
    ],
    [
      'en',
      [
        'rep: Hi Min, this is Tao from Cloudsail. What are you looking for?',
        'customer: We need a system that shows the stock of all three warehouses in one place',
        'rep: Understood. Three sites, then?',
        'customer: Yes, three',
        'rep: And how is it done today?',
        'customer: By hand, and we lose about eight thousand dollars of parts every month because nobody can find them',
        'rep: Good, I will send you a proposal tomorrow',
      ],
      'stock',
      'lose',
    ],
  ] as const)('are told in the customer’s words (%s)', (_language, lines, goal, pain) => {
    const { goals, pains } = found(lines);
    expect(quotes(goals).join(' / ')).toContain(goal);
    expect(quotes(pains).join(' / ')).toContain(pain);
    for (const item of [...goals, ...pains]) {
      expect(item.because).toContain(item.text);
      expect(lines[item.evidence[0].turn]).toMatch(/^customer/);
      expect(lines[item.evidence[0].turn]).toContain(item.evidence[0].quote);
    }
  });

  test('the rep’s words, plain questions and greetings are none', () => {
    const { goals, pains } = found([
      'rep: 我们以前的客户每个月都对不上账，损失很大',
      'customer: 多少钱一年？',
      'rep: 两万',
      'customer: 好的，谢谢',
    ]);
    expect([goals, pains]).toEqual([[], []]);
  });

  test('of many, the surest are told, in the order in which they are said', () => {
    const troubles = Array.from({ length: 12 }, (_, n) => [
      'rep: 嗯嗯，还有吗',
      `customer: 上个月${n + 1}号店又漏单了，赔了客户${n + 2}千块，店长天天加班`,
      ...Array.from({ length: 6 }, () => ['rep: 好的', 'customer: 嗯']).flat(),
    ]).flat();
    const { pains } = found(troubles);
    expect(pains).toHaveLength(NEEDS_AT_MOST);
    const turns = pains.map(({ evidence }) => evidence[0].turn);
    expect(turns).toEqual([...turns].sort((a, b) => a - b));
  });
});

describe('the quote of a need', () => {
  const quoteOf = (text: string, at: number): string => {
    const reading = readTranscript(conversation([`customer: ${text}`]), rules);
    return needAt(reading, reading.turns[0]!, at, 'pain').evidence[0].quote;
  };
  test.each([
    [
      'a clause that is long enough stands alone',
      'We throw out four thousand dollars of dough every time the old mixer dies on us. Anyway.',
      0,
      'We throw out four thousand dollars of dough every time the old mixer dies on us',
    ],
    [
      'a short one with the rest of its sentence',
      'Two a week, and each of them takes my best fitter half a day. Fine.',
      0,
      'Two a week, and each of them takes my best fitter half a day',
    ],
    [
      'where the sentence is short, with what comes before it',
      'The pump has been rebuilt twice this year. Four hours.',
      1,
      'The pump has been rebuilt twice this year. Four hours',
    ],
    [
      'no half of what comes before it',
      "We're not, really. The drivers fill in a paper log and half of it is wrong.",
      2,
      "We're not, really. The drivers fill in a paper log and half of it is wrong",
    ],
    [
      'or after it',
      'Four hours. That is what one milking takes with the old pump.',
      0,
      'Four hours. That is what one milking takes with the old pump',
    ],
    ['and no more than the turn', '每天三次', 0, '每天三次'],
  ])('%s', (_what, text, at, quote) => {
    expect(quoteOf(text, at)).toBe(quote);
  });
});

describe('the summary begins with them', () => {
  const lines = [
    'customer: We want all three warehouses in one view before the audit in June',
    'customer: It has to run on the scanners that we have already got here',
    'customer: Every month two people spend three days looking for lost parts',
    'customer: Last year we wrote off eighty thousand dollars of spare parts',
  ];
  const english: Transcript = conversation(lines, {
    participants: [{ id: 'customer', side: 'customer', sideConfidence: 1, sideSource: 'person', name: 'Min' }],
  });
  const need = (turn: number, confidence: number): Insights['goals'][number] => ({
    ...{ text: '', because: '', rule: 'r@1', confidence },
    evidence: [cite(english.turns, turn, 0)],
  });
  const told = (goals: Insights['goals'], pains: Insights['pains']): { text: string; evidence: unknown[] }[] =>
    wants(startTelling(readTranscript(english, rules)), { ...found([]), goals, pains });

  test.each([
    ['nothing', [], [], [], 0],
    ['what is hardly sure', [need(0, 0.49)], [need(2, 0.4)], [], 0],
    ['a goal', [need(0, 0.6)], [], [/told us what they are after: "We want all three/], 1],
    [
      'two goals, the surer first',
      [need(0, 0.5), need(1, 0.9)],
      [],
      [/after: "It has to run .*", and "We want all/],
      2,
    ],
    ['what hurts', [], [need(2, 0.5)], [/told us what hurts today: "Every month/], 1],
    ['two things that hurt', [], [need(2, 0.8), need(3, 0.6)], [/hurts today: "Every month .*", and "Last year/], 2],
    [
      'the surest of both',
      [need(0, 0.55)],
      [need(2, 0.5), need(3, 0.6)],
      [/after: "We want .*"; what hurts today: "Last year/],
      2,
    ],
  ])('%s', (_what, goals, pains, sentences, quoted) => {
    const written = told(goals, pains);
    expect(written).toHaveLength(sentences.length);
    for (const [n, sentence] of sentences.entries()) expect(written[n]?.text).toMatch(sentence);
    expect(written.flatMap(({ evidence }) => evidence)).toHaveLength(quoted);
  });
});

describe('labels of needs in the corpus', () => {
  const file = (...labels: string[]): string =>
    [
      '# en-call-a01 | call | en | 2026-03-18T10:32:00+08:00',
      '@ rep | rep | Tao |',
      '@ c1 | customer | Min |',
      'rep: What are you looking for?',
      'c1: We need all three warehouses in one view',
      ...labels,
    ].join('\n');

  test('are read with their turn', () => {
    const [read] = parseFile(
      file('= need | goal | all three warehouses in one view', 'needs: marked', 'covered: need'),
      'a-01.txt',
    );
    expect(read?.gold.needs).toEqual([{ kind: 'goal', turn: 1, quote: 'all three warehouses in one view' }]);
    expect(read?.gold.needsMarked).toBe(true);
  });

  test.each([
    ['of another kind', file('= need | wish | all three', 'needs: marked', 'covered: need'), /a-01.txt:6.*need 'wish'/],
    [
      'of the rep',
      file('rep: I need a coffee', '= need | goal | a coffee', 'needs: marked', 'covered: need'),
      /customer/,
    ],
    [
      'in a conversation that was not looked through',
      file('= need | goal | all three', 'covered: need'),
      /needs: marked/,
    ],
  ])('%s are refused', (_what, text, message) => {
    expect(() => parseFile(text, 'a-01.txt')).toThrow(message);
  });
});
