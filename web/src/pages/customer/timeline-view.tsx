import { Badge, Card, Group, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';

import { AppLink } from '../../parts/app-link.js';
import { PromiseBadge, RiskBadge } from '../../parts/badges.js';
import { showDate, showDateTime, showMoney } from '../../parts/format.js';
import { Nothing } from '../../parts/nothing.js';
import { VirtualList } from '../../parts/virtual-list.js';
import { timelineQuery, type TimelineEntry } from './queries.js';

/** Calls, meetings, chats, promises by the day they are due and what became of them, changes of deals: newest first. */
export function TimelineView({ customerId }: { customerId: string }) {
  const { t } = useTranslation();
  const timeline = useInfiniteQuery(timelineQuery(customerId));
  return (
    <VirtualList
      query={timeline}
      label={t('customer.timeline')}
      keyOf={({ type, id }) => `${type} ${id}`}
      estimatedHeight={84}
      row={(entry) => (
        <Card withBorder padding="sm">
          <Entry entry={entry} />
        </Card>
      )}
      empty={<Nothing title={t('customer.noTimeline')} hint={t('customer.nothingHint')} />}
    />
  );
}

function Entry({ entry }: { entry: TimelineEntry }) {
  const { t } = useTranslation();
  switch (entry.type) {
    case 'conversation':
      return (
        <>
          <Group gap="xs">
            <Badge variant="default">{t(`kind.${entry.kind}`)}</Badge>
            <AppLink to="/conversations/$id" params={{ id: entry.id }} fw={600}>
              {entry.title ?? t(`kind.${entry.kind}`)}
            </AppLink>
            <Text size="xs" c="dimmed">
              {showDateTime(entry.startedAt ?? entry.at)}
            </Text>
          </Group>
          {entry.headline !== null && <Text size="sm">{entry.headline}</Text>}
          <Text size="xs" c="dimmed">
            {t('customer.counts', { ...entry.counts })}
          </Text>
        </>
      );
    case 'promise':
      return (
        <>
          <Group gap="xs">
            <Badge variant="default">{t('insight.commitment')}</Badge>
            <PromiseBadge state={entry.state} overdue={entry.overdue} />
            <RiskBadge risk={entry.risk} />
            <Text size="xs" c="dimmed">
              {t('insight.due', { date: showDate(entry.due) })}
            </Text>
          </Group>
          <AppLink to="/conversations/$id" params={{ id: entry.conversationId }} size="sm">
            {entry.what}
          </AppLink>
        </>
      );
    case 'promise_event':
      return (
        <>
          <Group gap="xs">
            <Badge variant="default">{t('insight.commitment')}</Badge>
            <Text size="sm">{t(`promiseEvent.${entry.event}`)}</Text>
            <Text size="xs" c="dimmed">
              {showDate(entry.at)}
            </Text>
          </Group>
          {entry.conversationId === null ? (
            <Text size="sm">{entry.what}</Text>
          ) : (
            <AppLink to="/conversations/$id" params={{ id: entry.conversationId }} size="sm">
              {entry.what}
            </AppLink>
          )}
        </>
      );
    case 'deal':
      return (
        <Group gap="xs">
          <Badge variant="default">{t('customer.deal')}</Badge>
          <Text size="sm">
            {[
              entry.name,
              entry.after.stage,
              t(`outcome.${entry.after.outcome}`),
              entry.after.amount !== null && showMoney(entry.after.amount, entry.after.currency),
              showDate(entry.at),
            ]
              .filter(Boolean)
              .join(' · ')}
          </Text>
        </Group>
      );
  }
}
