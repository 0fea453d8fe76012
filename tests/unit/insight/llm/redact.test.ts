import { describe, expect, test } from 'vitest';

import { createRedactor } from '../../../../models/insight/llm/redact.js';

const hidden = (text: string, region = 'CN'): string => createRedactor([text], region).hide(text);

describe('what is hidden', () => {
  test.each([
    ['打我手机13800138000', '打我手机[PHONE-1]'],
    ['138 0013 8000 微信同号', '[PHONE-1] 微信同号'],
    ['１３８００１３８０００', '[PHONE-1]'],
    ['座机 010-62345678 找我', '座机 [PHONE-1] 找我'],
    ['reach me at +1 415 555 2671 please', 'reach me at [PHONE-1] please'],
    ['my id is 110101199003071234', 'my id is [ID-1]'],
    ['身份证11010119900307123X', '身份证[ID-1]'],
    ['护照 E12345678', '护照 [ID-1]'],
    ['SSN 123-45-6789', 'SSN [ID-1]'],
    ['card 4111 1111 1111 1111', 'card [CARD-1]'],
    ['卡号 6222021234567890128', '卡号 [CARD-1]'],
    ['IBAN DE89 3704 0044 0532 0130 00', 'IBAN [ACCOUNT-1]'],
    ['write to Dana.Li+crm@example.co.uk, ok', 'write to [EMAIL-1], ok'],
    ['订单号 8123456789012345', '订单号 [NUMBER-1]'],
    ['我的电话幺三八零零幺三八零零零', '我的电话[NUMBER-1]'],
    ['it is four one five, five five five, two six seven one', 'it is [NUMBER-1]'],
  ])('%s', (text, expected) => {
    expect(hidden(text)).toBe(expected);
  });

  test('numbers of another country, without a prefix', () => {
    expect(hidden('call (415) 555-2671', 'US')).toBe('call [PHONE-1]');
  });
});

describe('amounts, dates and counts stay', () => {
  test.each([
    '预算三十万左右',
    '预算1000000',
    '预算1200000元',
    '总共25000000',
    '12345678.50元',
    '预算 300000-500000 左右',
    'our budget is 250000 - 300000',
    'between $1,250,000 and $2,000,000',
    'USD 12345678',
    '10,000,000 is the ceiling',
    '2026-03-18 10:00',
    '20260318 那天',
    '三月十五号之前',
    '两三百人，五六十台',
    'from one to two, three or four seats',
    '打九五折，涨百分之三十',
    '3.5.7 版本',
    'model X500, Q3 FY26',
  ])('%s', (text) => {
    expect(hidden(text)).toBe(text);
    expect(hidden(text, 'US')).toBe(text);
  });
});

describe('and back', () => {
  test('the same number has one placeholder, another has another; all come back as they were written', () => {
    const texts = ['打13800138000或者13900139000', '对，138 0013 8000，也就是13800138000', 'a@b.cn'];
    const redactor = createRedactor(texts, 'CN');
    const sent = texts.map((text) => redactor.hide(text));
    expect(sent).toEqual(['打[PHONE-1]或者[PHONE-2]', '对，[PHONE-3]，也就是[PHONE-1]', '[EMAIL-1]']);
    expect(sent.map((text) => redactor.restore(text))).toEqual(texts);
  });

  test('a placeholder that somebody wrote themselves stays theirs', () => {
    const texts = ['发我 [PHONE-1] 这种格式', '13800138000'];
    const redactor = createRedactor(texts, 'CN');
    const sent = texts.map((text) => redactor.hide(text));
    expect(sent).toEqual(['发我 [PHONE-1] 这种格式', '[PHONE-2]']);
    expect(sent.map((text) => redactor.restore(text))).toEqual(texts);
  });

  test('a long text takes no long time', () => {
    const text = '我们今年预算大概三十万左右，你打 13800138000 找我，or mail a@b.cn 1234567 '.repeat(2000);
    const from = performance.now();
    const redactor = createRedactor([text], 'CN');
    expect(redactor.restore(redactor.hide(text))).toBe(text);
    expect(performance.now() - from).toBeLessThan(5000);
  });
});
