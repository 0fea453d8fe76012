import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';

import type en from '../locales/en.json';

export const LANGUAGES = ['en', 'zh'] as const;
export type AppLanguage = (typeof LANGUAGES)[number];

declare module 'i18next' {
  interface CustomTypeOptions {
    resources: { translation: typeof en };
  }
}

const CHOSEN = 'vouch.language';
const load = {
  en: () => import('../locales/en.json'),
  zh: () => import('../locales/zh.json'),
};

/** The person's choice on this device, else the first of the browser's languages that we have. */
export function preferredLanguage(): AppLanguage {
  const wanted = [localStorage.getItem(CHOSEN), ...navigator.languages];
  for (const one of wanted) {
    const found = LANGUAGES.find((language) => one?.toLowerCase().startsWith(language));
    if (found) return found;
  }
  return 'en';
}

export async function startI18n(): Promise<void> {
  const language = preferredLanguage();
  const { default: texts } = await load[language]();
  await i18next.use(initReactI18next).init({
    lng: language,
    resources: { [language]: { translation: texts } },
    // React escapes already.
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  document.documentElement.lang = language;
}

export async function changeLanguage(language: AppLanguage): Promise<void> {
  if (!i18next.hasResourceBundle(language, 'translation'))
    i18next.addResourceBundle(language, 'translation', (await load[language]()).default);
  localStorage.setItem(CHOSEN, language);
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
}

export const currentLanguage = (): AppLanguage => (i18next.language === 'zh' ? 'zh' : 'en');

/** The reader's own conventions (en-GB, zh-TW) where the browser speaks the app's language at all. */
export function currentLocale(): string {
  const language = currentLanguage();
  return navigator.languages.find((one) => one.toLowerCase().startsWith(language)) ?? language;
}
