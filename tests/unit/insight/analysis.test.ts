import { describe, expect, test } from 'vitest';

import { attributeSides } from '../../../models/attribution/index.js';
import { Analysis, type Transcript } from '../../../models/domain/index.js';
import {
  analyze,
  defaultPlaybook,
  defaultPolicy,
  detectLanguage,
  loadRules,
  measure,
} from '../../../models/insight/index.js';
import { conversation, rules } from './transcripts.js';

const options = { rules, playbook: defaultPlaybook(), policy: defaultPolicy(), version: '1.2.3' };

const SALE = [
  'rep: 您好王经理，我是云帆软件的林涛，现在方便吗？',
  'customer: 方便，你说',
  'rep: 你们现在排班是怎么做的？',
  'customer: 手工排，每周都要返工，店长天天加班',
  'rep: 这块预算大概是多少？',
  'customer: 预算最多三十万，李总拍板',
  'rep: 我们一年二十八万',
  'customer: 有点贵，而且客户数据我不放心',
  'rep: 数据可以部署在你们自己的机房，密钥也由你们保管',
  'rep: 我们保证六月一号之前上线',
  'rep: 我明天把报价单发您',
  'customer: 好',
];

describe('the whole analysis', () => {
  test('fits its schema and reads well', () => {
    const analysis = analyze(conversation(SALE), options);
    expect(Analysis.parse(JSON.parse(JSON.stringify(analysis)))).toBeTruthy();
    expect(analysis).toMatchObject({
      language: 'zh',
      engine: { name: 'vouch', version: '1.2.3', rules: rules.hash },
      dropped: { withoutEvidence: 0 },
    });
    const { headline, sentences } = analysis.summary;
    expect(headline).toContain('预算不超过30万元');
    expect(sentences.length).toBeGreaterThanOrEqual(3);
    expect(sentences.length).toBeLessThanOrEqual(9);
    expect(sentences.map(({ text }) => text).join('')).toMatch(/李总[\s\S]*3月19日/);
  });

  test('the same words give the same analysis', () => {
    expect(analyze(conversation(SALE), options)).toEqual(analyze(conversation(SALE), options));
  });

  test.each<[string, Partial<Transcript>]>([
    ['no turns', { turns: [] }],
    ['no participants', { participants: [] }],
    ['nobody named', { participants: [], turns: [{ speaker: null, text: '预算最多三十万，我保证三天上线' }] }],
    ['no start', { startedAt: null }],
    [
      'blank turns',
      {
        turns: [
          { speaker: 'rep', text: '' },
          { speaker: 'customer', text: '  \n ' },
        ],
      },
    ],
    ['unreliable throughout', { turns: [{ speaker: 'rep', text: '我保证三天上线', unreliable: true }] }],
  ])('%s: an analysis all the same', (_, more) => {
    expect(Analysis.parse(JSON.parse(JSON.stringify(analyze(conversation(SALE, more), options))))).toBeTruthy();
  });

  test('one message of megabytes is read to a bound', () => {
    const text = '我保证三天内给您发报价 如果总部批了 '.repeat(60_000);
    const analysis = analyze(conversation([`rep: ${text}`]), options);
    expect(analysis.commitments.length).toBeGreaterThan(0);
    for (const { evidence } of analysis.commitments) expect(evidence[0].quote.length).toBeLessThan(1000);
  });

  test.each([
    ['zh', ['您好，我们这边想了解一下价格', '好的']],
    ['en', ['hi there, how are you doing today', 'fine thanks']],
    ['mixed', ['我明天 send 个 proposal 给你 好吗 please check the pricing', 'ok 没问题 thanks']],
    ['en', []],
  ] as const)('language %s', (language, texts) => {
    expect(detectLanguage(texts.map((text) => ({ text })))).toBe(language);
  });

  test('the rules have a hash that does not change by itself', () => {
    expect(rules.hash).toMatch(/^[0-9a-f]{12}$/);
    expect(loadRules()).toBe(rules);
  });
});

describe('metrics', () => {
  const timed = conversation([], {
    turns: [
      { speaker: 'rep', text: '您好，现在方便吗？', startMs: 0, endMs: 3000 },
      { speaker: 'customer', text: '方便', startMs: 3500, endMs: 4500 },
      { speaker: 'rep', text: '好', startMs: 5500, endMs: 6500 },
      { speaker: 'rep', text: '我介绍一下', startMs: 6500, endMs: 8500 },
    ],
  });

  test('by time where there are times', () => {
    expect(measure(timed)).toEqual({
      talkRatio: 0.857,
      longestMonologueMs: 3000,
      questions: { rep: 1, customer: 0 },
      medianResponseMs: 750,
      turns: 4,
    });
  });

  test('by length where there are none; nothing is guessed', () => {
    expect(measure(conversation(['rep: 一二三四', 'customer: 一二三四']))).toMatchObject({
      talkRatio: 0.5,
      longestMonologueMs: null,
      medianResponseMs: null,
    });
    expect(measure(conversation(['rep: 只有我在说']))).toMatchObject({ talkRatio: null });
    expect(measure(conversation([]))).toEqual({
      talkRatio: null,
      longestMonologueMs: null,
      questions: { rep: 0, customer: 0 },
      medianResponseMs: null,
      turns: 0,
    });
  });
});

describe('who is on which side', () => {
  const blind = (lines: string[]): Transcript => {
    const transcript = conversation(lines);
    return {
      ...transcript,
      participants: transcript.participants.map((one) => ({
        id: one.id,
        side: 'unknown',
        sideConfidence: 0,
        sideSource: 'none',
      })),
    };
  };

  test('who greets with a company, asks and offers sells; who has a budget and a boss buys', () => {
    expect(attributeSides(blind(SALE), rules)).toMatchObject([
      { id: 'rep', side: 'rep', sideSource: 'attribution' },
      { id: 'customer', side: 'customer', sideSource: 'attribution' },
    ]);
  });

  test('what does not tell stays unknown', () => {
    expect(
      attributeSides(blind(['rep: 嗯', 'customer: 好的']), rules).map(({ side, sideConfidence }) => [
        side,
        sideConfidence,
      ]),
    ).toEqual([
      ['unknown', 0],
      ['unknown', 0],
    ]);
  });

  test('what a person, an export, a staff list or a channel says stays', () => {
    const swapped = conversation(SALE).participants.map((one) => ({
      ...one,
      side: one.side === 'rep' ? ('customer' as const) : ('rep' as const),
    }));
    for (const sideSource of ['person', 'export', 'staff_list', 'channel'] as const) {
      const participants = swapped.map((one) => ({ ...one, sideSource }));
      expect(attributeSides({ ...conversation(SALE), participants }, rules)).toEqual(participants);
    }
  });

  test('the other of two is on the other side', () => {
    const transcript = conversation(['rep: 嗯', 'customer: 好的']);
    const participants = transcript.participants.map((one) =>
      one.id === 'rep' ? one : { ...one, side: 'unknown' as const, sideSource: 'none' as const },
    );
    expect(attributeSides({ ...transcript, participants }, rules)[1]).toMatchObject({
      side: 'customer',
      sideConfidence: 0.9,
    });
  });
});
