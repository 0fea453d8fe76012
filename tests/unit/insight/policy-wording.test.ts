import { describe, expect, test } from 'vitest';

import { staffRoles } from '../../../models/attribution/index.js';
import { checkMessage, defaultPolicy, extract, flag, loadPolicy } from '../../../models/insight/index.js';
import { isAbsolute } from '../../../models/insight/promises/absolutes.js';
import { fill } from '../../../models/insight/promises/suggestion.js';
import { cite, type StaffRole } from '../../../models/domain/index.js';
import { conversation, rules } from './transcripts.js';

const policy = defaultPolicy();
const at = '2026-03-18T10:00:00+08:00';
const check = (text: string, role?: StaffRole) => checkMessage(text, { rules, policy, at, ...(role && { role }) });

describe('limits by role', () => {
  test.each<[text: string, role: StaffRole, allowed: boolean]>([
    ['如果月底前签，我可以给您打八五折', 'rep', false],
    ['如果月底前签，我可以给您打八五折', 'manager', true],
    ['如果月底前签，我可以给您打九折', 'rep', true],
    ['如果月底前签，我可以给您打七五折', 'manager', false],
    ['如果月底前签，我可以给您打八折', 'manager', true],
    ['if you sign this month I can do 15% off', 'rep', false],
    ['if you sign this month I can do 15% off', 'manager', true],
    ['if you sign this month I can do 10% off', 'rep', true],
    ['if you sign this month I can do 25% off', 'manager', false],
    ['我们三周之内应该可以上线', 'manager', false],
    ['八月三十号之前我们应该可以上线', 'rep', true],
  ])('%s by a %s: %s', (text, role, allowed) => {
    const { spans } = check(text, role);
    expect(spans).not.toEqual([]);
    expect(spans.every((span) => span.allowed)).toBe(allowed);
  });

  test.each<[name: string, managers: string[], allowed: boolean]>([
    ['nobody is named', [], false],
    ['the speaker is', ['林涛'], true],
    ['by telephone number', ['+86 138-0013 8000'], true],
    ['somebody else is', ['王敏', '林'], false],
  ])('in a conversation, where %s', (_name, managers, allowed) => {
    const transcript = conversation(['rep: 如果月底前签，我可以给您打八五折']);
    transcript.participants[0]!.phone = '+8613800138000';
    const found = extract(transcript, rules).insights.commitments;
    expect(flag(found, transcript, policy, staffRoles(transcript, managers))).toMatchObject([{ allowed }]);
  });

  test('whoever introduces themselves by a name on the list', () => {
    const transcript = conversation([
      'rep: hi, this is Dana Reyes',
      'customer: hi',
      'rep: if you sign this month I can do 15% off',
    ]);
    const found = extract(transcript, rules).insights.commitments;
    const judged = (managers: string[]) => flag(found, transcript, policy, staffRoles(transcript, managers));
    expect(judged(['Dana Reyes']).map(({ allowed }) => allowed)).toEqual([true]);
    expect(judged(['Dan Rey']).map(({ allowed }) => allowed)).toEqual([false]);
  });
});

describe('absolute words', () => {
  test.each<[text: string, absolute: boolean]>([
    ['我保证月底上线', true],
    ['绝对不会宕机', true],
    ['百分百按时交付', true],
    ['终身免费升级', true],
    ["we guarantee it'll be live", true],
    ['it will never go down', true],
    ['100% uptime', true],
    ['No exceptions, we cover it', true],
    ['保证金我们全退', false],
    ['这个没法百分百按时', false],
    ['我不能保证月底上线', false],
    ['月底应该能上线', false],
    ["it's not guaranteed to be live", false],
    ['nevertheless we can do it', false],
    ['we will send the bank guarantee', false],
    ['1100% of plan', false],
  ])('%s: %s', (text, absolute) => {
    const evidence = [cite([{ speaker: 'rep', text }], 0)] as const;
    expect(isAbsolute({ evidence: [...evidence] }, policy)).toBe(absolute);
  });
});

describe('the wording keeps the offer and drops the risk', () => {
  test.each<[text: string, has: string[], hasNot: string[]]>([
    ['如果月底前签，我可以给您打八五折', ['如果月底前签，', '10%', '上级批准'], ['15%', '{', '[']],
    ['if you sign this month I can do 18% off', ['10% is what I may give'], ['18%', '{', '[']],
    ['if you sign this month, we can do 18% off the list', ['If you sign this month, 10% is'], ['18%', '{', '[']],
    ['我保证六月三十号上线', ['目标是6月30日完成', '实施计划'], ['保证', '{', '[']],
    ['we guarantee you go live by June 30', ['Our target is 30 June.'], ['guarantee', '{', '[']],
    ['三天内一定给您上线', ['四周左右', '4月15日前后'], ['3月21日', '{']],
    ['we will go live within two weeks', ['about four weeks', '15 April'], ['1 April', '{']],
  ])('%s', (text, has, hasNot) => {
    const [suggestion] = check(text).spans.flatMap((span) => (span.suggestion === null ? [] : [span.suggestion]));
    for (const words of has) expect(suggestion).toContain(words);
    for (const words of hasNot) expect(suggestion).not.toContain(words);
  });

  test('a part in brackets is left out when its value is not known', () => {
    const values = { limit: '10', amount: null, due: null, earliest: null, condition: null, who: null };
    expect(fill('[{condition}, ]{limit}% is what I may give[ ({amount})].', values)).toBe('10% is what I may give.');
    expect(fill('[{condition}, ]so [{limit}%].', { ...values, condition: 'if you sign' })).toBe('If you sign, so 10%.');
  });

  test('what is sent instead is not risky itself', () => {
    for (const rule of policy.rules)
      for (const text of Object.values(rule.suggestion ?? {})) {
        const values = { limit: '10', amount: '10%', due: null, earliest: null, condition: null, who: null };
        const { spans } = check(fill(text, values));
        expect({ text, risky: spans.filter(({ allowed, risk }) => !allowed && risk === 'high') }).toEqual({
          text,
          risky: [],
        });
      }
  });

  test('a limit is one number for everybody or one for each role, and nothing else', () => {
    const withLimit = (limit: string) =>
      loadPolicy(`{ id: a, version: 1, name: { zh: a, en: a }, rules: [{ id: r, allowed: false,
        why: { zh: a, en: a }, when: { category: [price], discountAbovePercent: ${limit} } }] }`);
    expect(withLimit('5').rules[0]?.when.discountAbovePercent).toBe(5);
    expect(withLimit('{ rep: 5, manager: 9 }').rules[0]?.when.discountAbovePercent).toEqual({ rep: 5, manager: 9 });
    expect(() => withLimit('{ rep: 5 }')).toThrow(/policy does not fit/);
    expect(() => withLimit('{ rep: 5, manager: 9, intern: 1 }')).toThrow(/policy does not fit/);
  });
});

describe('absolute words beside a promise', () => {
  const isForbidden = (...lines: string[]): boolean => {
    const transcript = conversation(lines);
    const found = extract(transcript, rules).insights.commitments;
    return flag(found, transcript, defaultPolicy()).some(({ allowed }) => allowed === false);
  };

  test.each([
    ['rep: We will deliver within six weeks, guaranteed.'],
    ['rep: Guaranteed, we will deliver within six weeks.'],
    ["rep: No matter what, we'll deliver within six weeks."],
    ["rep: We'll lock your price for three years, no exceptions."],
    ["rep: We'll lock your price for three years, and that's guaranteed."],
    ["rep: We'll lock your price for three years. That's a 100% guarantee from me personally."],
    ['rep: We will deliver within six weeks. You have my word.'],
    ['rep: We will deliver within six weeks, no ifs or buts, one hundred percent.'],
    ["rep: We'll deliver within six weeks, whatever happens on your side."],
    ['rep: We will deliver within six weeks', 'rep: Absolutely guaranteed'],
    ['rep: 五周之内交付，绝对没问题。'],
    ['rep: 我打包票，六周之内交付。'],
    ['rep: 我们六周之内交付，我保证。'],
    ['rep: 六周之内交付。这个我跟您保证。'],
    ['rep: 我们会在六周内交付，您放心，板上钉钉的事。'],
    ['rep: 价格锁三年，无论如何不变。'],
    ['rep: 我們六週之內交付，這個我保證。'],
    ['rep: 我们六周之内交付', 'rep: 绝对没问题'],
  ])('%s', (...lines) => {
    expect(isForbidden(...lines)).toBe(true);
  });

  test.each([
    ["rep: We will deliver within six weeks, but that's not guaranteed."],
    ["rep: We will deliver within six weeks, but I can't give you a guarantee."],
    ['rep: We will deliver within six weeks. The bank guarantee is your side.'],
    ["rep: Never mind, we'll deliver within six weeks."],
    ["rep: I've never seen such a list, and we'll deliver within six weeks."],
    ['rep: We will deliver within six weeks. Can your side guarantee the data?'],
    ['rep: We will deliver within six weeks.', 'customer: Guaranteed?'],
    ['rep: We will deliver within six weeks. Our guarantee terms are in the contract.'],
    ['rep: 我们六周之内交付，但没有百分之百的保证。'],
    ['rep: 我们六周之内交付，保证金合同签完退。'],
    ['rep: 我们六周之内交付。您那边能保证数据按时给吗？'],
    ['rep: 我们六周之内交付，这个不敢打包票。'],
    ['rep: 我们六周之内交付', 'customer: 绝对没问题'],
    ['rep: 我们六周之内交付。数据质量要靠你们保证。'],
  ])('%s speaks of something else, or takes it back', (...lines) => {
    expect(isForbidden(...lines)).toBe(false);
  });
});
