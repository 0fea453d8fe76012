import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { packageRoot } from '../../storage/package-root.js';
import type { Language } from './browser.js';

/** What the app says in a language, by the text's key: for jobs that are done in either. */
export function wordsIn(language: Language): (key: string, values?: Record<string, string | number>) => string {
  const texts = JSON.parse(readFileSync(join(packageRoot, 'web/src/locales', `${language}.json`), 'utf8')) as Texts;
  return (key, values = {}) => {
    const found = key
      .split('.')
      .reduce<Texts | string | undefined>((at, part) => (at as Texts | undefined)?.[part], texts);
    if (typeof found !== 'string') throw new Error(`there is no text ${key} in ${language}`);
    return found.replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => String(values[name]));
  };
}

interface Texts {
  [key: string]: Texts | string;
}
