import { Group, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { DataTable } from 'mantine-datatable';
import { useTranslation } from 'react-i18next';

import { answer, api } from '../../api/client.js';
import { showDateTime } from '../../parts/format.js';
import { Loaded } from '../../parts/loaded.js';

const REFRESH_MS = 5_000;

/** What waits, what runs, who works. */
export function HealthTab() {
  const { t } = useTranslation();
  const health = useQuery({
    queryKey: ['health'],
    queryFn: () => answer(api.GET('/v1/admin/health')),
    refetchInterval: REFRESH_MS,
  });
  return (
    <Loaded query={health}>
      {({ version, queues, workers, database, store, queue }) => (
        <Stack gap="md">
          <Group gap="md">
            <Text size="sm">Vouch {version}</Text>
            <Text size="sm">{t('admin.database', { kind: database.kind })}</Text>
            <Text size="sm">{t('admin.store', { kind: store.kind })}</Text>
            <Text size="sm">{t('admin.queueKind', { kind: queue.kind })}</Text>
          </Group>
          <Title order={2} size="h4">
            {t('admin.queues')}
          </Title>
          <DataTable
            withTableBorder
            idAccessor="name"
            minHeight={queues.length === 0 ? 160 : 0}
            noRecordsText={t('admin.noQueues')}
            records={queues}
            columns={[
              { accessor: 'name', title: t('link.name') },
              { accessor: 'waiting', title: t('admin.waiting') },
              { accessor: 'queued', title: t('admin.queued') },
              { accessor: 'running', title: t('runState.running') },
              { accessor: 'failed', title: t('runState.failed') },
              {
                accessor: 'oldestQueuedAt',
                title: t('admin.oldest'),
                render: ({ oldestQueuedAt }) => (oldestQueuedAt === null ? '–' : showDateTime(oldestQueuedAt)),
              },
            ]}
          />
          <Title order={2} size="h4">
            {t('admin.workers')}
          </Title>
          <DataTable
            withTableBorder
            minHeight={workers.length === 0 ? 160 : 0}
            noRecordsText={t('admin.noWorkers')}
            records={workers}
            columns={[
              { accessor: 'id', title: t('link.name') },
              { accessor: 'queues', title: t('admin.queues'), render: (one) => one.queues.join(', ') },
              { accessor: 'running', title: t('runState.running') },
              {
                accessor: 'lastSeenAt',
                title: t('admin.lastSeen'),
                render: ({ lastSeenAt }) => showDateTime(lastSeenAt),
              },
            ]}
          />
        </Stack>
      )}
    </Loaded>
  );
}
