import { describe, expect, test } from 'vitest';

import { checkMessage, defaultPolicy, extract, flag } from '../../../models/insight/index.js';
import { fill } from '../../../models/insight/promises/suggestion.js';
import { conversation, rules } from './transcripts.js';

const policy = defaultPolicy();

/** What the rep promises in answer to a question, judged by the policy; Monday 2026-03-02. */
function promised(question: string, ...answers: string[]) {
  const lines = [
    'rep: 您好 hello',
    `customer: ${question}`,
    ...answers.map((line) => (/^customer: /.test(line) ? line : `rep: ${line}`)),
    'customer: ok',
  ];
  const transcript = conversation(lines, { startedAt: '2026-03-02T10:00:00+08:00' });
  return flag(extract(transcript, rules).insights.commitments, transcript, policy);
}

const check = (text: string) => checkMessage(text, { rules, policy, at: '2026-03-02T10:00:00+08:00' });

describe('what is not promised after all', () => {
  // Refused, in the words of the promise.
  test.each([
    ['什么时候能装好？', '这个日期我现在没法给您保证'],
    ['四月能上线吗？', '四月上线我不能跟您保证'],
    ['能退款吗？', '我没办法承诺不满意就退款'],
    ['等保能过吗？', '不好跟您保证一定能过'],
    ['能全额退款吗？', '全额退款这种条款我们不签'],
    ['独家？', '我们从来不给独家'],
    ['四月底行吗？', '四月底之前交付，我心里没底'],
    ['ROI 呢？', '我不能 guarantee ROI，每家 case 不一样'],
    ['Refund?', "There's no way we give a full refund after go-live"],
    ['Free?', "Free of charge is not possible, I'm afraid"],
    ['Uptime?', 'A hundred percent uptime does not exist'],
    ['How reliable is it?', 'Nobody can guarantee zero downtime'],
    ['20 percent?', "I'd love to give you 20 percent, but I can't."],
    // Somebody else's words.
    ['延期了就要全额退款。', '您的意思是上线延期了我们就全额退款'],
    ['三个月之内必须上线。', '您提的要求是三个月之内必须上线，我记下了'],
    ['要保证过审。', '您希望我们保证过审，我明白'],
    ['别家多久？', '别的厂家一般都承诺三天到货'],
    ['We want a guarantee.', 'You want us to guarantee that you pass the audit, I understand.'],
    ['What about the launch?', 'You said we would refund everything if the launch slips.'],
    ['What if it fails?', 'Some sales people would tell you that you get all your money back, I am not one of them.'],
    // Wishes, and the past.
    ['七折行不行？', '要是能给您打七折，我早就打了'],
    ['七折行吗？', '要不是公司有规定，我就给您打七折了'],
    ['能免费做吗？', '真想给您免费做，可是公司不让'],
    ['Free?', 'I wish I could give it to you for free.'],
    ['Refund?', 'I wish we could give you a full refund.'],
    ['30 off?', 'I would give you 30 percent off if it were up to me.'],
    ['有退款的先例吗？', '去年有家客户不满意，我们全额退款了'],
    ['稳定吗？', '我们公司成立以来，系统从来没有宕过机'],
    ['Uptime?', 'Our system has never gone down since 2019.'],
    // Unsure.
    ['When?', 'Maybe we can deliver in May.'],
    ['When?', 'Ideally we would deliver by the end of May.'],
    ['多久？', '理想情况下五月底能交付'],
  ])('“%s” “%s”', (question, answer) => {
    expect(promised(question, answer).filter(({ risk }) => risk !== 'low')).toEqual([]);
  });

  // Near misses that promise all the same.
  test.each([
    ['独家？', '华东地区我们只跟您一家合作，不会再找第二家', 'exclusivity'],
    ['Exclusive?', "We won't sell to any other retailer in Ohio", 'exclusivity'],
    ['20?', "I can do 15 percent, but I can't do 20.", 'price'],
    ['还有需求怎么办？', '以后您提什么功能我们都给您做，一分钱不收', 'scope'],
    ['不行呢？', '做不到退一半。', 'refund'],
    ['Free?', 'We build the connector for you for free, as you asked.', 'scope'],
    ['能退吗？', '您要求的全额退款没问题，我保证', 'refund'],
  ])('“%s” “%s” promises', (question, answer, category) => {
    expect(promised(question, answer).map((one) => one.category)).toContain(category);
  });
});

describe('the condition of a promise is its own', () => {
  test.each<[question: string, answer: string, condition: string | null, due: string | null]>([
    ['When?', 'We will deliver by March 20, and if anything breaks, we fix it.', null, '2026-03-20'],
    [
      'When?',
      "We'll have you live by March 13, and if there is a problem you can call me any time.",
      null,
      '2026-03-13',
    ],
    ['多久上线？', '两周之内给您上线，要是有问题您随时给我打电话。', null, '2026-03-16'],
    ['什么时候？', '3月20号之前给您装好，如果有哪里不清楚您问我。', null, '2026-03-20'],
    ['When?', 'We will deliver by April 24 if you sign this week.', 'if you sign this week', '2026-04-24'],
    [
      'When?',
      'We will go live on April 24 as long as your data is ready by the end of March.',
      'as long as your data is ready by the end of March',
      '2026-04-24',
    ],
    ['多久能交货？', '前提是贵司3月10号前付首款，我们4月20号交货。', '前提是贵司3月10号前付首款', '2026-04-20'],
    ['什么时候交货？', '4月20号交货，前提是图纸3月10号前定稿。', '前提是图纸3月10号前定稿', '2026-04-20'],
    [
      '多久能上线？',
      '只要贵司这周五前把接口文档给到我们，六周就能上线。',
      '只要贵司这周五前把接口文档给到我们',
      '2026-04-13',
    ],
    ['什么时候发货？', '收到定金后两周内发货，绝不拖延。', '收到定金后', null],
  ])('“%s” “%s”', (question, answer, condition, due) => {
    const found = promised(question, answer).filter(({ category }) => category === 'deadline');
    expect(found).toMatchObject([{ condition, due }]);
  });

  test.each([
    [
      'Discount?',
      'If you order 500 units by Friday, we give you a 20 percent discount.',
      'If you order 500 units by Friday',
      20,
    ],
    [
      'Discount?',
      'You get 15 percent off on condition that you prepay the year.',
      'on condition that you prepay the year',
      15,
    ],
    ['Discount?', "Sign by Friday and I'll take 15 percent off.", 'Sign by Friday', 15],
    ['Discount?', 'For 500 units or more, you get 15 percent off.', 'For 500 units or more', 15],
    ['Discount?', 'I can do 25 percent off, and if you have questions, just ask.', null, 25],
    ['折扣？', '给您打七折，有问题的话随时问我。', null, 30],
    ['折扣？', '这个月内签的话，我给您打八五折。', '这个月内签的话', 15],
  ])('“%s” “%s”', (question, answer, condition, value) => {
    const found = promised(question, answer).filter(({ category }) => category === 'price');
    expect(found).toMatchObject([{ condition, amount: { value, unit: 'percent' }, allowed: false }]);
  });
});

describe('a promise made by saying yes', () => {
  test.each<[question: string, answer: string, expected: object]>([
    [
      'Can you guarantee that we have it by April 10?',
      'Yes, absolutely, you have my word.',
      { category: 'deadline', due: '2026-04-10', risk: 'high' },
    ],
    ['Could you deliver by April 10?', 'Yes, we can do that.', { category: 'deadline', due: '2026-04-10' }],
    [
      'Give us 15 percent off and we sign.',
      'Okay, you have a deal.',
      { category: 'price', amount: { value: 15, unit: 'percent' } },
    ],
    [
      'Will you build the connector for us for free?',
      'No problem at all, consider it done.',
      { category: 'scope', risk: 'high' },
    ],
    ['你们能保证我们过等保吗？', '是的，保证。', { category: 'compliance', risk: 'high' }],
    ['延期了你们就退全款，行不行？', '好，我答应您。', { category: 'refund' }],
    [
      '能保证四月十号之前到货吗？',
      '能，没问题，我跟您保证。',
      { category: 'deadline', due: '2026-04-10', risk: 'high' },
    ],
  ])('“%s” “%s”', (question, answer, expected) => {
    const found = promised(question, answer);
    expect(found).toMatchObject([{ ...expected, evidence: [{ turn: 2 }, { turn: 1 }] }]);
  });

  test.each([
    ['Can you guarantee that we have it by April 10?', "I'll check and come back to you."],
    ['Can you guarantee that we have it by April 10?', 'Sure, but let me ask the team first.'],
    ['Does it have an API?', 'Yes, absolutely.'],
    ['能保证四月十号之前到货吗？', '好的，我记一下，回头问问。'],
    ['能保证四月十号之前到货吗？', '这个真不行。'],
    ['我们想四月十号之前上线。', '好的。'],
  ])('“%s” “%s” promises nothing', (question, answer) => {
    expect(promised(question, answer).filter(({ risk }) => risk !== 'low')).toEqual([]);
  });
});

describe('what is said right after a promise', () => {
  test.each([
    ['Price at renewal?', "We'll hold this year's price for the next three years, no matter what."],
    ['When?', 'We will finish by the end of May. You have my word.'],
    ['When?', 'You will have the parts by the end of next week, I guarantee it.'],
    ['会涨价吗？', '价格三年不变，我保证。'],
    ['什么时候？', '五月底之前完成，我保证。'],
    ['什么时候到？', '四月24号之前全部到货，说到做到。'],
  ])('“%s” “%s” is of high risk and against the policy', (question, answer) => {
    expect(promised(question, answer)).toMatchObject([{ risk: 'high', allowed: false }]);
  });

  test('calming words are no promise of their own', () => {
    expect(promised('稳定性怎么样？', '系统绝对不会宕机，这个您放一百个心。').map(({ category }) => category)).toEqual([
      'reliability',
    ]);
  });

  test.each([
    [
      'Any discount?',
      ['I can give you 15 percent off.', 'customer: Nice.', 'Sorry, I misspoke, I meant 5 percent.'],
      [5],
    ],
    ['能打折吗？', ['我给您打八折。', 'customer: 八折可以。', '不好意思说错了，是九五折。'], [5]],
    [
      'And if not?',
      [
        "I'll refund the full fee if you don't like it.",
        'customer: Really?',
        'Actually no, scratch that, refunds are not something I can offer.',
      ],
      [],
    ],
    ['Any discount?', ['I can give you 15 percent off.', 'customer: Nice.', 'What I meant is the list price.'], [15]],
  ])('“%s” %j: what is taken back is none', (question, answers, values) => {
    expect(promised(question, ...answers).map(({ amount }) => amount?.value)).toEqual(values);
  });
});

describe('what kind of promise it is', () => {
  test.each([
    ['Price?', 'Your monthly fee will never go up.'],
    ['Price?', 'There will never be any hidden fees.'],
    ['Price?', "I promise the rate won't ever change."],
    ['会涨吗？', '价格绝对不会变，您放心。'],
    ['会增加费用吗？', '费用绝对不会增加，您放心。'],
    ['会涨吗？', '您放心，价格永远都是这个价。'],
  ])('“%s” “%s” is one of price', (question, answer) => {
    expect(promised(question, answer)).toMatchObject([{ category: 'price', risk: 'high', allowed: false }]);
  });

  test.each([
    ['What if a machine stops?', 'Our engineers will be on site within four hours of your call.'],
    ['Support?', 'Your tickets get a reply within two hours.'],
    ['Support?', 'We fix critical bugs within 24 hours.'],
    ['坏了怎么办？', '客户报修，我们四小时内到场。'],
    ['坏了怎么办？', '紧急问题十五分钟内响应，全年无休。'],
    ['售后怎么样？', '每个工单都在一个工作日内回复。'],
  ])('“%s” “%s” names no day', (question, answer) => {
    expect(promised(question, answer)).toMatchObject([{ due: null, allowed: true }]);
  });

  test.each([
    ['We guarantee a 20% increase in conversions', 'outcome'],
    ['I promise you 25 free licenses', 'scope'],
    ['I promise you a 15% discount on the Analytics module', 'price'],
  ])('“%s” is seen whatever stands around it', (text, category) => {
    expect(check(text).spans.map((span) => span.category)).toEqual([category]);
    expect(promised('How is Leeds?', `Rainy, as always. ${text}.`).map((one) => one.category)).toContain(category);
  });
});

describe('a draft with a list', () => {
  test.each(['1. A\n2. B\n3. C', '- A\n- B\n- C', '• A\n• B\n• C', '(1) A\n(2) B\n(3) C'])(
    '%j: each item is read alone',
    (form) => {
      const items = ['You get 25% off.', 'We build the SAP connector for free.', 'We go live by March 20, guaranteed.'];
      const text = items.reduce((so, item, n) => so.replace('ABC'.charAt(n), () => item), form);
      const { spans, allowed } = check(text);
      expect(allowed).toBe(false);
      expect(spans.map(({ category }) => category)).toEqual(['price', 'scope', 'deadline']);
      for (const { start, end, quote } of spans) expect(text.slice(start, end)).toBe(quote);
      expect(spans.map(({ risk }) => risk)).toEqual(items.flatMap((item) => check(item).spans.map(({ risk }) => risk)));
    },
  );

  test.each([
    ['• 打七折\n• 送一年维保', ['price', 'scope']],
    ['王总，跟您确认一下：\n1. 价格打八折\n2. 接口免费开发', ['price', 'scope']],
    ['Hi Tom,\n- free SAP connector\n- see you on Friday\nBest, Ann', ['scope']],
    ['- Are you free on Friday?\n- free to talk at 3.30', []],
  ])('%j', (text, expected) => {
    expect(check(text).spans.map(({ category }) => category)).toEqual(expected);
  });

  test('what the policy offers instead is allowed', () => {
    for (const rule of policy.rules)
      for (const [language, text] of Object.entries(rule.suggestion ?? {})) {
        const zh = language === 'zh';
        const days = { due: zh ? '5月31日' : '31 May', earliest: zh ? '3月30日' : '30 March' };
        const condition = zh ? '本周签的话' : 'if you sign this week';
        for (const values of [{ condition }, { condition: null }]) {
          const said = fill(text, { limit: '10', amount: '10%', who: null, ...days, ...values });
          expect({ said, allowed: check(said).allowed }).toEqual({ said, allowed: true });
        }
      }
  });

  test.each([
    ["Sign by Friday and I'll take 15 percent off.", /^10% is what I may give/],
    ['I can do 25 percent off, but only if you take all three modules.', /^If you take all three modules, 10% is/],
    ["We'll waive the implementation fee.", /^The price on the quote/],
    ['价格打八折，本周五前签有效', /^本周五前签的话，我这边可以给到/],
  ])('“%s” is answered by a sentence that stands alone', (text, expected) => {
    expect(check(text).spans.find((span) => span.suggestion !== null)?.suggestion).toMatch(expected);
  });
});
