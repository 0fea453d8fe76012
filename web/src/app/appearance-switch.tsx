import { ActionIcon, useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { MoonIcon, SunIcon } from '@radix-ui/react-icons';
import { useTranslation } from 'react-i18next';

export function AppearanceSwitch() {
  const { t } = useTranslation();
  const { setColorScheme } = useMantineColorScheme();
  const dark = useComputedColorScheme('light') === 'dark';
  return (
    <ActionIcon
      variant="subtle"
      aria-label={dark ? t('frame.light') : t('frame.dark')}
      onClick={() => setColorScheme(dark ? 'light' : 'dark')}
    >
      {/* Which is seen is a matter of style, and so right before any script has run. */}
      <SunIcon className="mantine-light-hidden" aria-hidden />
      <MoonIcon className="mantine-dark-hidden" aria-hidden />
    </ActionIcon>
  );
}
