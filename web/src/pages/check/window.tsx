import { Box, Group, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';

import { LanguageSwitch } from '../../app/language-switch.js';
import { useSession } from '../../app/session.js';
import { PageLoading } from '../../parts/page-loading.js';
import { SignInPage } from '../sign-in/page.js';
import { MessageCheck } from './message-check.js';

/** The check and nothing around it, small enough to stand beside a chat. */
export function CheckWindow() {
  return (
    <Suspense fallback={<PageLoading />}>
      <Inside />
    </Suspense>
  );
}

function Inside() {
  const { t } = useTranslation();
  const { state } = useSession();
  useDocumentTitle(`${t('place.check')} · Vouch`);
  if (state !== 'open' && state !== 'signed-in') return <SignInPage />;
  return (
    <Box component="main" p="sm">
      <Group justify="space-between" mb="xs">
        <Title order={1} size="h4">
          {t('place.check')}
        </Title>
        <LanguageSwitch />
      </Group>
      <MessageCheck />
    </Box>
  );
}
