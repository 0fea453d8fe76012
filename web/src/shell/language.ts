import type en from '../locales/en.json';
import type zh from '../locales/zh.json';

export const LANGUAGES = ['en', 'zh'] as const;
export type AppLanguage = (typeof LANGUAGES)[number];

export type Texts = typeof en | typeof zh;

const CHOSEN = 'vouch.language';

/** The person's choice on this device, else the first of the browser's languages that we have. */
export function preferredLanguage(): AppLanguage {
  const wanted = [localStorage.getItem(CHOSEN), ...navigator.languages];
  for (const one of wanted) {
    const found = LANGUAGES.find((language) => one?.toLowerCase().startsWith(language));
    if (found) return found;
  }
  return 'en';
}

export const rememberLanguage = (language: AppLanguage): void => localStorage.setItem(CHOSEN, language);

export const textsOf = async (language: AppLanguage): Promise<Texts> =>
  (await (language === 'zh' ? import('../locales/zh.json') : import('../locales/en.json'))).default;
