import { describe, expect, test } from 'vitest';

import {
  checkMessage,
  defaultPlaybook,
  defaultPolicy,
  extract,
  flag,
  loadPlaybook,
  loadPolicy,
} from '../../../models/insight/index.js';
import { conversation, rules } from './transcripts.js';

const policy = defaultPolicy();
const verdicts = (line: string) => {
  const transcript = conversation([line]);
  return flag(extract(transcript, rules).insights.commitments, transcript, policy).map(
    ({ category, allowed }) => `${category} ${allowed}`,
  );
};

describe('which promises the policy allows', () => {
  test.each([
    ['rep: 如果月底前签，我可以给您打八五折', 'price false'],
    ['rep: 如果月底前签，我可以给您打九五折', 'price true'],
    ['rep: 三周之内我们应该可以上线', 'deadline false'],
    ['rep: 八月三十号之前我们应该可以上线', 'deadline true'],
    ['rep: 我们的服务器绝对不会宕机', 'reliability false'],
    ['rep: 我明天把报价单发您', 'deadline true'],
    ["rep: we'll throw in the training for free", 'scope false'],
    ['rep: if you sign this month I can do 8% off', 'price true'],
    ['rep: if you sign this month I can do 18% off', 'price false'],
  ])('%s → %s', (line, verdict) => {
    expect(verdicts(line)).toContain(verdict);
  });

  test('the first rule that fits decides, in the language of the conversation', () => {
    const both = loadPolicy(`
id: mine
version: 1
name: { zh: 我的, en: Mine }
rules:
  - { id: yes, when: { category: [reliability] }, allowed: true, why: { zh: 可以, en: fine } }
  - { id: no, when: { category: [reliability] }, allowed: false, why: { zh: 不行, en: not fine } }
`);
    const transcript = conversation(['rep: our servers will never go down']);
    expect(flag(extract(transcript, rules).insights.commitments, transcript, both)).toMatchObject([
      { allowed: true, suggestion: null },
    ]);
    const [forbidden] = flag(extract(transcript, rules).insights.commitments, transcript, policy);
    expect(forbidden?.suggestion).toMatch(/service level/);
    expect(forbidden?.because).toMatch(/Against policy/);
  });

  test('a policy or playbook that does not fit says where', () => {
    expect(() => loadPolicy('rules: 3')).toThrow(/policy does not fit[\s\S]*rules/);
    expect(() => loadPlaybook('a: [')).toThrow(/not YAML/);
    expect(defaultPlaybook().steps).toHaveLength(9);
  });
});

describe('a draft message', () => {
  const at = '2026-03-18T10:00:00+08:00';

  test('every risky span, with where it stands, why, and what may be said instead', () => {
    const text = '您好！三天内一定给您上线。效果不好我们全额退款。明天发您合同。';
    const { allowed, spans } = checkMessage(text, { rules, policy, at });
    expect(allowed).toBe(false);
    expect(spans.map(({ category, allowed: may }) => `${category} ${may}`)).toEqual([
      'deadline false',
      'refund false',
      'deadline true',
    ]);
    for (const span of spans) expect(text.slice(span.start, span.end)).toBe(span.quote);
    expect(spans[0]?.why).toBe('承诺的交付时间少于 4 周');
    expect(spans[1]?.suggestion).toContain('合同条款');
  });

  test('two promises of one kind are two spans', () => {
    const { spans } = checkMessage('I can do 30% off the setup. I can also do 25% off the first year.', {
      rules,
      policy,
      at,
    });
    expect(spans.map(({ category }) => category)).toEqual(['price', 'price']);
  });

  test.each(['', '好的，收到', 'Thanks, talk soon!', '这个我不敢跟您保证', "I can't promise a date"])(
    '%j is fine',
    (text) => {
      expect(checkMessage(text, { rules, policy, at })).toMatchObject({ allowed: true, spans: [] });
    },
  );

  test('it says what the conversation analysis says of the same words', () => {
    const text = '签两年的话我可以给您打八五折';
    const [span] = checkMessage(text, { rules, policy, at }).spans;
    const [commitment] = extract(conversation([`rep: ${text}`]), rules).insights.commitments;
    expect({ category: span?.category, risk: span?.risk, quote: span?.quote }).toEqual({
      category: commitment?.category,
      risk: commitment?.risk,
      quote: commitment?.evidence[0].quote,
    });
  });
});
