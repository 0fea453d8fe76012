import { expect, test } from 'vitest';

import en from '../../../web/src/locales/en.json' with { type: 'json' };
import zh from '../../../web/src/locales/zh.json' with { type: 'json' };

type Texts = { readonly [key: string]: string | Texts };

const flat = (texts: Texts, before = ''): [string, string][] =>
  Object.entries(texts).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[before + key, value]] : flat(value, `${before}${key}.`),
  );
/** English tells one from many, Chinese does not. */
const keys = (texts: Texts): string[] =>
  flat(texts)
    .map(([key]) => key)
    .filter((key) => !key.endsWith('_one'))
    .sort();
const values = (text: string): string[] => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name = '']) => name).sort();

test('both languages have the same texts', () => {
  expect(keys(zh)).toEqual(keys(en));
});

test('no text is empty, and both name the same values', () => {
  const english = new Map(flat(en));
  for (const [key, text] of flat(zh)) {
    expect(text.trim(), key).not.toBe('');
    expect(values(text), key).toEqual(values(english.get(key) ?? ''));
  }
});
