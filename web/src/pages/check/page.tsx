import { Anchor, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';

import { PageTitle } from '../../parts/page-title.js';
import { MessageCheck } from './message-check.js';

const WINDOW = 'width=440,height=640';

/** Checks a draft before it is sent; opens as a small window to keep beside the chat, too. */
export function CheckPage() {
  const { t } = useTranslation();
  return (
    <>
      <PageTitle title={t('place.check')}>
        <Anchor
          href="/check-window"
          target="vouch-check"
          onClick={(event) => {
            event.preventDefault();
            window.open('/check-window', 'vouch-check', WINDOW);
          }}
        >
          {t('check.window')}
        </Anchor>
      </PageTitle>
      <Text mb="sm" c="dimmed">
        {t('check.hint')}
      </Text>
      <MessageCheck />
    </>
  );
}
