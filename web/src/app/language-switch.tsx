import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';

import { changeLanguage, currentLanguage } from './i18n.js';

/** One click to the other language; its name stands in itself, so that who landed in the wrong one finds it. */
export function LanguageSwitch() {
  useTranslation();
  const other = currentLanguage() === 'en' ? 'zh' : 'en';
  return (
    <Button variant="subtle" size="compact-sm" lang={other} onClick={() => void changeLanguage(other)}>
      {other === 'zh' ? '中文' : 'English'}
    </Button>
  );
}
