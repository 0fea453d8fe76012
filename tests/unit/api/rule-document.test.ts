import { describe, expect, test } from 'vitest';

import { parseRuleDocument, withVersion } from '../../../api/rule-document.js';
import { AppError } from '../../../models/domain/index.js';

const POLICY = `# ours
id: ours
version: 1
name: { zh: 规范, en: Policy }
rules:
  - id: no-discount
    when: { category: [price] }
    allowed: false
    why: { zh: 不可以, en: Not allowed }
`;
const PLAYBOOK = `id: ours
name: { zh: 流程, en: Script }
steps:
  - { id: opening, weight: 1, does: { zh: 问候, en: Greets } }
`;

const refused = (kind: 'playbook' | 'policy', text: string): AppError => {
  try {
    parseRuleDocument(kind, text);
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error('it was accepted');
};

test('what fits is read', () => {
  expect(parseRuleDocument('policy', POLICY)).toMatchObject({ id: 'ours', rules: [{ id: 'no-discount' }] });
  expect(parseRuleDocument('playbook', PLAYBOOK)).toMatchObject({ id: 'ours', steps: [{ id: 'opening' }] });
});

test('a policy needs no version: it is given one', () => {
  expect(parseRuleDocument('policy', POLICY.replace('version: 1\n', ''))).toMatchObject({ version: 1 });
});

describe('what does not fit is refused with its line', () => {
  test.each([
    ['broken YAML', 'policy', POLICY.replace('why: {', 'why: ['), 9],
    ['a key twice', 'policy', POLICY.replace('    allowed: false\n', '    allowed: false\n    allowed: true\n'), 9],
    ['an unknown category', 'policy', POLICY.replace('[price]', '[prices]'), 7],
    ['a word for a number', 'playbook', PLAYBOOK.replace('weight: 1', 'weight: heavy'), 4],
    ['a missing field', 'policy', POLICY.replace('    allowed: false\n', ''), 6],
    ['an unknown field', 'policy', `${POLICY}owner: me\n`, 10],
    ['a misspelt condition', 'policy', POLICY.replace('category: [price]', 'categroy: [price]'), 7],
    ['an unknown field of a rule', 'policy', POLICY.replace('allowed: false', 'allowed: false\n    alowed: true'), 9],
    ['no steps', 'playbook', PLAYBOOK.replace(/steps:[^]*/, 'steps: []\n'), 3],
    ['an id twice', 'playbook', `${PLAYBOOK}  - { id: opening, weight: 1, does: { zh: 问候, en: Greets } }\n`, 5],
    ['a list', 'playbook', '- 1\n', 1],
    ['nothing', 'policy', '', 1],
  ] as const)('%s', (_name, kind, text, line) => {
    const { code, message, details } = refused(kind, text);
    expect(code).toBe('invalid_input');
    expect(details.line, message).toBe(line);
    expect(message).toContain(`line ${line}`);
  });
});

test('an alias bomb is refused quickly', () => {
  const levels = Array.from({ length: 20 }, (_, i) => `l${i + 1}: &l${i + 1} [${`*l${i},`.repeat(9)}*l${i}]`);
  const { message } = refused('policy', `l0: &l0 [x]\n${levels.join('\n')}\n`);
  expect(message).toMatch(/aliases/);
});

test('a version is written into the text and the comments stay', () => {
  const text = withVersion(POLICY, 7);
  expect(text).toContain('# ours');
  expect(parseRuleDocument('policy', text)).toMatchObject({ version: 7, name: { zh: '规范' } });
});
