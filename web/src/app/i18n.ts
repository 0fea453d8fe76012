import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';

import type en from '../locales/en.json';
import { rememberLanguage, textsOf, type AppLanguage, type Texts } from '../shell/language.js';

declare module 'i18next' {
  interface CustomTypeOptions {
    resources: { translation: typeof en };
  }
}

export async function startI18n(language: AppLanguage, texts: Texts): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: language,
    resources: { [language]: { translation: texts } },
    // React escapes already.
    interpolation: { escapeValue: false },
    returnNull: false,
  });
}

export async function changeLanguage(language: AppLanguage): Promise<void> {
  if (!i18next.hasResourceBundle(language, 'translation'))
    i18next.addResourceBundle(language, 'translation', await textsOf(language));
  rememberLanguage(language);
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
}

export const currentLanguage = (): AppLanguage => (i18next.language === 'zh' ? 'zh' : 'en');

/** The reader's own conventions (en-GB, zh-TW) where the browser speaks the app's language at all. */
export function currentLocale(): string {
  const language = currentLanguage();
  return navigator.languages.find((one) => one.toLowerCase().startsWith(language)) ?? language;
}
