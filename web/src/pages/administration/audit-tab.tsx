import { Card, Group, Stack, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { answer, api } from '../../api/client.js';
import { showDateTime } from '../../parts/format.js';
import { Nothing } from '../../parts/nothing.js';
import { VirtualList } from '../../parts/virtual-list.js';

/** Who did what, to what, when and from where; never what people said. */
export function AuditTab() {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const [action] = useDebouncedValue(typed.trim(), 300);
  const entries = useInfiniteQuery({
    queryKey: ['audit', action],
    queryFn: ({ pageParam }) =>
      answer(
        api.GET('/v1/audit', {
          params: {
            query: { limit: 100, ...(action !== '' && { action }), ...(pageParam !== null && { cursor: pageParam }) },
          },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });
  return (
    <Stack gap="sm">
      <TextInput
        aria-label={t('admin.action')}
        placeholder={t('admin.action')}
        maw={320}
        value={typed}
        onChange={({ currentTarget }) => setTyped(currentTarget.value)}
      />
      <VirtualList
        query={entries}
        label={t('admin.audit')}
        keyOf={({ id }) => id}
        estimatedHeight={56}
        row={({ at, actor, action: did, object, address, details }) => (
          <Card withBorder padding="xs">
            <Group justify="space-between" gap="xs">
              <Text size="sm" fw={600}>
                {did}
              </Text>
              <Text size="xs" c="dimmed">
                {showDateTime(at)}
              </Text>
            </Group>
            <Text size="xs" c="dimmed">
              {[actor.name ?? t(`actor.${actor.kind}`), object && `${object.kind} ${object.id}`, address]
                .filter(Boolean)
                .join(' · ')}
            </Text>
            {Object.keys(details).length > 0 && (
              <Text size="xs" c="dimmed" ff="monospace" style={{ overflowWrap: 'anywhere' }}>
                {JSON.stringify(details)}
              </Text>
            )}
          </Card>
        )}
        empty={<Nothing title={t('admin.noAudit')} hint={t('admin.noAuditHint')} />}
      />
    </Stack>
  );
}
