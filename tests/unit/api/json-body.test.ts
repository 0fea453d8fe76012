import { describe, expect, test } from 'vitest';

import { parseJson, refuseUnsafe } from '../../../api/json-body.js';
import { AppError } from '../../../models/domain/index.js';

const problem = (attempt: () => unknown): AppError => {
  try {
    attempt();
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
};

describe('parseJson says where it broke', () => {
  test.each([
    ['{"a": 1,}', 1, 9],
    ['{\n  "a": tru\n}', 2, 8],
    ['{"a": "unfinished', 1, 7],
    ['', 1, 1],
    ['not json', 1, 1],
    ["{'a': 1}", 1, 2],
    ['{"a": 1} trailing', 1, 10],
  ])('%j', (text, line, column) => {
    const { code, details, message } = problem(() => parseJson(text));
    expect({ code, ...details }).toEqual({ code: 'invalid_input', line, column });
    expect(message).not.toContain('unfinished');
  });

  test.each(['{}', '[1]', '"x"', 'null'])('%s is JSON', (text) => {
    expect(parseJson(text)).toEqual(JSON.parse(text));
  });
});

describe('refuseUnsafe', () => {
  test.each([
    ['a __proto__ key', '{"a":{"__proto__":{"admin":true}}}', /__proto__/],
    ['an escaped __proto__ key', '{"\\u005f_proto__":1}', /__proto__/],
    ['NUL in a value', '{"a":["b\\u0000"]}', /NUL/],
    ['NUL in a key', '{"a\\u0000":1}', /NUL/],
    ['65 levels', '['.repeat(65) + ']'.repeat(65), /deeper than 64/],
    ['a hundred thousand levels', '['.repeat(100_000) + ']'.repeat(100_000), /deeper than 64/],
  ])('%s is refused', (_name, text, reason) => {
    const { code, message } = problem(() => refuseUnsafe(JSON.parse(text)));
    expect(code).toBe('invalid_input');
    expect(message).toMatch(reason);
  });

  test.each([
    ['the words __proto__ in a text', '{"text":"__proto__"}'],
    ['a key that only looks like it', '{"proto":1,"_proto_":2}'],
    ['a backslash-u in a text', '{"text":"\\\\u0000"}'],
    ['64 levels', '['.repeat(64) + ']'.repeat(64)],
    ['other control characters', '{"text":"\\u0007\\u001b[31m"}'],
    ['null', 'null'],
  ])('%s is let through', (_name, text) => {
    expect(() => refuseUnsafe(JSON.parse(text))).not.toThrow();
  });
});
