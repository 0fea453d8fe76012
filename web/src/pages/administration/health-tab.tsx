import { Group, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { DataTable } from 'mantine-datatable';
import { useTranslation } from 'react-i18next';

import { answer, api } from '../../api/client.js';
import type { components } from '../../api/schema.js';
import { AppLink } from '../../parts/app-link.js';
import { showDateTime } from '../../parts/format.js';
import { Loaded } from '../../parts/loaded.js';
import { WIDE_TABLE } from '../../parts/wide-table.js';
import { Workers } from './workers.js';

const REFRESH_MS = 5_000;

/** What waits, what runs and where, what failed and why. */
export function HealthTab() {
  const health = useQuery({
    queryKey: ['health'],
    queryFn: () => answer(api.GET('/v1/admin/health')),
    refetchInterval: REFRESH_MS,
  });
  return (
    <Loaded query={health}>
      {({ queues, workers }) => (
        <Stack gap="md">
          <Queues queues={queues} />
          <Workers workers={workers} />
          <Failures />
        </Stack>
      )}
    </Loaded>
  );
}

function Queues({ queues }: { queues: components['schemas']['Health']['queues'] }) {
  const { t } = useTranslation();
  return (
    <DataTable
      withTableBorder
      {...WIDE_TABLE}
      idAccessor="name"
      records={queues}
      columns={[
        { accessor: 'name', title: t('admin.queue'), render: ({ name }) => t(`queue.${name}`) },
        { accessor: 'waiting', title: t('admin.waiting') },
        { accessor: 'queued', title: t('admin.queued') },
        { accessor: 'running', title: t('runState.running') },
        { accessor: 'failed', title: t('admin.failedCount') },
        {
          accessor: 'oldestQueuedAt',
          title: t('admin.oldest'),
          render: ({ oldestQueuedAt }) => (oldestQueuedAt === null ? '–' : showDateTime(oldestQueuedAt)),
        },
      ]}
    />
  );
}

/** All runs by how they ended, and the newest that failed. */
function Failures() {
  const { t } = useTranslation();
  const status = useQuery({
    queryKey: ['status'],
    queryFn: () => answer(api.GET('/v1/status')),
    refetchInterval: REFRESH_MS,
  });
  return (
    <Loaded query={status}>
      {({ version, runs, failed }) => (
        <section>
          <Title order={2} size="h4">
            {t('admin.failedRuns')}
          </Title>
          <Group gap="md" my="xs">
            <Text size="sm">{t('admin.version', { version })}</Text>
            <Text size="sm">
              {t('runState.running')}: {runs.running ?? 0} · {t('runState.done')}: {runs.done ?? 0} ·{' '}
              {t('runState.failed')}: {runs.failed ?? 0}
            </Text>
          </Group>
          {failed.length === 0 && <Text c="dimmed">{t('admin.noFailures')}</Text>}
          {failed.map(({ conversationId, step, reason, errorCode }) => (
            <div key={conversationId}>
              <AppLink to="/conversations/$id" params={{ id: conversationId }} size="sm">
                {t('conversations.failedAt', { step: t(`step.${step}`) })}
              </AppLink>
              <Text size="sm" c="dimmed">
                {reason ?? errorCode}
              </Text>
            </div>
          ))}
        </section>
      )}
    </Loaded>
  );
}
