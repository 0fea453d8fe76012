import { Card, List, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';

import type { components } from '../../api/schema.js';
import { showDate, showNumber } from '../../parts/format.js';

/** What would be deleted now, kind by kind, and what is held. */
export function RetentionPreview({ preview }: { preview: components['schemas']['RetentionPreview'] }) {
  const { t } = useTranslation();
  const lines = [
    ...preview.conversations.map(({ kind, ...rest }) => ({ what: t(`kind.${kind}`), ...rest })),
    { what: t('retention.sounds'), ...preview.sound },
  ];
  return (
    <Card withBorder padding="sm" component="section" aria-label={t('retention.preview')}>
      <Title order={2} size="h5" mb={6}>
        {t('retention.preview')}
      </Title>
      <List size="sm">
        {lines.map(({ what, before, count }) => (
          <List.Item key={what}>
            {before === null
              ? t('retention.keptForEver', { what })
              : t('retention.wouldDelete', { what, count: showNumber(count), date: showDate(before) })}
          </List.Item>
        ))}
        {preview.held > 0 && <List.Item>{t('retention.held', { count: preview.held })}</List.Item>}
      </List>
    </Card>
  );
}
