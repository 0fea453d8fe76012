import { Text, Timeline, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';

import { showDateTime } from '../../parts/format.js';
import type { FlagEvent } from './queries.js';

/** Who did what with a flag, when and why, oldest first. */
export function FlagHistory({ history }: { history: readonly FlagEvent[] }) {
  const { t } = useTranslation();
  if (history.length === 0) return null;
  const named = ({ action, assignee }: FlagEvent): string => {
    if (action !== 'assigned') return t(`flagAction.${action}`);
    return assignee === null
      ? t('review.unassigned')
      : t('review.assigned', { name: assignee.name ?? t('common.unknown') });
  };
  return (
    <section aria-label={t('review.history')}>
      <Title order={3} size="h6" mb="xs">
        {t('review.history')}
      </Title>
      <Timeline bulletSize={12} lineWidth={2}>
        {history.map((event) => (
          <Timeline.Item key={event.id}>
            <Text size="sm">
              {named(event)} · {event.actorName ?? t('common.unknown')} · {showDateTime(event.at)}
            </Text>
            {event.note !== null && <Text size="sm">{event.note}</Text>}
          </Timeline.Item>
        ))}
      </Timeline>
    </section>
  );
}
