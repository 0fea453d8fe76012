import { describe, expect, test } from 'vitest';

import type { Explanation, Transcript } from '../../../models/domain/index.js';
import { INSIGHT_KINDS } from '../../../models/domain/index.js';
import { analyze, defaultPlaybook, defaultPolicy, loadPlaybook, scoreScript } from '../../../models/insight/index.js';
import { heaviestPhrases } from '../../../models/insight/classifier/phrases.js';
import { shorten } from '../../../models/insight/says.js';
import { conversation, rules } from './transcripts.js';

const options = { rules, playbook: defaultPlaybook(), policy: defaultPolicy(), version: '1' };
const analysed = (lines: readonly string[], more: Partial<Transcript> = {}) =>
  analyze(conversation(lines, more), options);

const ZH = [
  'rep: 您好王经理，我是云帆软件的林涛，现在方便吗？',
  'customer: 方便，你说',
  'rep: 这块预算大概是多少？',
  'customer: 预算最多三十万，李总拍板',
  'rep: 我们一年二十八万',
  'customer: 这个价格太贵了，超出我们预期',
  'rep: 贵是贵在实施服务上，我们派两位工程师驻场，前三个月每周来一次',
  'customer: 哦',
  'rep: 我们保证六月一号之前一定上线，做不到全额退款',
  'customer: 那就按您说的来',
];
const EN = [
  'rep: Hi, this is Marcus from Northwind, is now a good time?',
  'customer: Sure, go ahead',
  'rep: What have you set aside for this?',
  'customer: Our budget is eighty thousand dollars a year, and our CFO has to sign it off',
  'rep: The list price is ninety thousand dollars',
  'customer: Honestly that is too expensive for us',
  'customer: hello?',
  'rep: I guarantee you will double your revenue within three months',
  'customer: Okay, we will plan on that',
];

describe('every insight and every step says why, in the layers that the conversation knows', () => {
  test.each([
    ['zh', ZH],
    ['en', EN],
  ] as const)('%s', (language, lines) => {
    const analysis = analysed(lines);
    const claims: { explanation?: Explanation | undefined }[] = INSIGHT_KINDS.flatMap(
      (kind): { explanation?: Explanation | undefined }[] => analysis[kind],
    );
    const all = [...claims, ...analysis.scriptFit.steps, analysis.scriptFit];
    expect(all.length).toBeGreaterThan(12);
    for (const { explanation } of all) {
      expect(explanation?.record).toBe('');
      for (const layer of [explanation?.sequence, explanation?.rule]) {
        expect(layer).toMatch(language === 'zh' ? /[\u4e00-\u9fff].*[。？！]$/ : /^[^a-z].*[.?!]$/);
        expect(layer).not.toMatch(/\{|\}|undefined|null|NaN/);
      }
    }
  });
});

describe('the sequence', () => {
  test.each<[string, string]>([
    ['who said it and where', '王敏（客户）在第4句（共10句）说的'],
    ['what it answers', '回答的是“这块预算大概是多少？”'],
  ])('of a budget: %s', (_what, words) => {
    expect(analysed(ZH).budgets[0]?.explanation?.sequence).toContain(words);
  });

  test('of an objection: what led to it and who met it', () => {
    const [objection] = analysed(ZH).objections;
    expect(objection?.explanation?.sequence).toContain('就在销售报出“二十八万”之后');
    expect(objection?.explanation?.sequence).toContain('销售紧接着作了回应');
    const unmet = analysed(EN).objections.find(({ category }) => category === 'price');
    expect(unmet?.handled).toBe(false);
    expect(unmet?.explanation?.sequence).toContain('right after the rep had named "ninety thousand dollars"');
    expect(unmet?.explanation?.sequence).toContain('the turns after hold no real answer by the rep');
  });

  test('of a promise: what the customer said to it', () => {
    const promised = (lines: readonly string[]) => analysed(lines).commitments[0]?.explanation?.sequence;
    expect(promised(ZH)).toContain('对方的回答是“哦”');
    expect(promised(ZH.slice(0, 7))).toContain('对方没有接话');
  });

  test('a call tells the moment, a chat the day', () => {
    const timed = (more: object): Partial<Transcript> => ({
      turns: conversation(ZH).turns.map((turn, n) => ({ ...turn, ...(n === 3 ? more : {}) })),
    });
    const call = analysed([], timed({ startMs: 252_000, endMs: 260_000 }));
    expect(call.budgets[0]?.explanation?.sequence).toContain('在录音的4:12处');
    const chat = analysed([], timed({ sentAt: '2026-03-20T09:05:00+08:00' }));
    expect(chat.budgets[0]?.explanation?.sequence).toContain('在3月20日 09:05');
  });
});

describe('the rule', () => {
  test('names the rule with its version, its words, and how sure it is', () => {
    const [budget] = analysed(ZH).budgets;
    expect(budget?.explanation?.rule).toMatch(/预算最多|最多|预算/);
    expect(budget?.explanation?.rule).toMatch(/（(?:第\d+版|版本\w+[^）]*)）/);
    expect(budget?.explanation?.rule).toContain(`把握约${Math.round(100 * (budget?.confidence ?? 0))}%`);
  });

  test('holds a promise against the policy, and only a promise', () => {
    const { commitments, objections } = analysed(EN);
    const outcome = commitments.find(({ allowed }) => allowed === false);
    expect(outcome?.explanation?.rule).toMatch(/policy default \(version \d+\) forbids it in [\w-]+: /);
    for (const { explanation } of objections) expect(explanation?.rule).not.toContain('policy');
  });

  test('says what the playbook asks for and how much it counts', () => {
    const step = analysed(EN).scriptFit.steps.find(({ id }) => id === 'budget');
    expect(step?.explanation?.rule).toBe(
      'Playbook discovery-v1 (version 1) asks of the rep: Asks about budget or funding; it is 12% of the score.',
    );
  });
});

describe('a score with optional steps', () => {
  const step = (id: string, weight: number, more = ''): string =>
    `  - { id: ${id}, weight: ${weight}, does: { zh: 做${id}, en: Does ${id} }${more} }`;
  const playbook = loadPlaybook(
    ['id: ours', 'name: { zh: 我们的, en: Ours }', 'steps:']
      .concat(step('budget', 6), step('authority', 2), step('timeline', 2, ', required: false'))
      .join('\n'),
  );
  const shares = (line: string): (string | null)[] =>
    scoreScript(conversation([line]), playbook, rules).steps.map(
      ({ explanation }) => explanation?.rule.match(/(\d+)%/)?.[1] ?? null,
    );

  test.each<[string, string, (string | null)[], number]>([
    ['an optional step that was not done counts nowhere', 'rep: 这块预算大概是多少？', ['75', '25', null], 75],
    ['in English as well', 'rep: What is your budget for this?', ['75', '25', null], 75],
    ['one that was done counts', 'rep: 这块预算大概是多少？你们希望什么时候上线？', ['60', '20', '20'], 80],
  ])('%s', (_name, line, expected, score) => {
    expect(shares(line)).toEqual(expected);
    expect(scoreScript(conversation([line]), playbook, rules).score).toBe(score);
  });

  test('says what was left out', () => {
    const zh = scoreScript(conversation(['rep: 这块预算大概是多少？']), playbook, rules);
    expect(zh.explanation?.rule).toContain('做到的步骤占75%；可做可不做而没做的1步不计入。');
    expect(zh.steps[2]?.explanation?.rule).toContain('不计入总分');
    const en = scoreScript(conversation(['rep: What is your budget for this?']), playbook, rules);
    expect(en.explanation?.rule).toContain('makes 75%; optional steps that were not done (1) are left out of it.');
    const all = scoreScript(conversation(['rep: 这块预算多少？你们希望什么时候上线？']), playbook, rules);
    expect(all.explanation?.rule).toMatch(/占80%。$/);
  });
});

describe('a promise of medium risk says what makes it so', () => {
  const reasons = (line: string): string[] =>
    analysed([line]).commitments.flatMap(({ risk, because }) => (risk === 'medium' ? [because] : []));

  test.each([
    ['rep: 我们六周之内给您交付', '说得明确，但没有把话说满'],
    ['rep: 我可以给您打八五折', '说得明确，但没有把话说满'],
    ['rep: 如果月底前签，我可以给您打九折', '附有条件'],
    ['rep: 我们大概六周左右可以给您上线', '说得留有余地'],
    ['rep: 我们可以给您退款，最多退一半', '有范围或期限'],
    ['rep: I can do 8% off the license', 'firm, though not in absolute words'],
    ['rep: We will refund up to 20% of the fee', 'within bounds'],
    ['rep: If you sign by Friday I can do 8% off', 'on a condition'],
    ['rep: We should be able to get you live within six weeks', 'hedged'],
  ])('%s: %s', (line, words) => {
    expect(reasons(line).join(' ')).toContain(words);
  });
});

describe('a quote is shortened where it may be', () => {
  test.each<[string, string, number]>([
    ['我们先把两个模块上了，质量模块明年再说，其他的以后看', '我们先把两个模块上了，质量模块明年再说…', 22],
    ['we can take the renewal out, and make it sixty days', 'we can take the renewal out…', 30],
    ['we can take the auto renewal out', 'we can take the auto…', 25],
    ['预算大概是在三十万到五十万之间浮动', '预算大概是在三十万到…', 12],
    ['short, and whole.', 'short, and whole', 40],
    ['1,500 units, of 20', '1,500 units, of 20', 18],
  ])('%s', (quote, short, units) => {
    expect(shorten(quote, units)).toBe(short);
    expect(quote.startsWith(short.replace(/…$/, ''))).toBe(true);
  });
});

describe('what weighed most is told in words', () => {
  const runs = (text: string, ...heavy: string[]) =>
    heavy.map((run) => ({ start: text.indexOf(run), end: text.indexOf(run) + run.length, weight: 1 }));
  const whole = (text: string) => ({ start: 0, end: text.length });

  test.each<[string, string[], string[]]>([
    ['这个价格太贵了', ['太贵'], ['太贵了']],
    ['数据放在你们云上还不放心', ['放心', '不放'], ['不放心']],
    ['that is too expensive for us', ['expensive', 'too expensive'], ['too expensive']],
    ['that is too expensive for us', ['that', 'is', 'us'], []],
    ["I'd say there's nothing you could have done", ["I'd", "there's", 'could have'], []],
    ["we can't sign that", ["can't"], ["can't"]],
    ['十五万', [], []],
  ])('%s', (text, heavy, phrases) => {
    expect(heaviestPhrases(text, whole(text), runs(text, ...heavy))).toEqual(phrases);
  });

  test('only in the quote', () => {
    const text = 'we worry about the contract. The price is fine';
    expect(heaviestPhrases(text, { start: 0, end: 27 }, runs(text, 'contract', 'price'))).toEqual(['contract']);
  });
});
