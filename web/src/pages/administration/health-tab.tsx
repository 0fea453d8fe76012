import { Group, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { DataTable } from 'mantine-datatable';
import { useTranslation } from 'react-i18next';

import { answer, api } from '../../api/client.js';
import { AppLink } from '../../parts/app-link.js';
import { Loaded } from '../../parts/loaded.js';

const REFRESH_MS = 5_000;
const QUEUES = ['analysis', 'transcription', 'publishing'] as const;

/** What waits, what runs, what failed and why. */
export function HealthTab() {
  const { t } = useTranslation();
  const status = useQuery({
    queryKey: ['status'],
    queryFn: () => answer(api.GET('/v1/status')),
    refetchInterval: REFRESH_MS,
  });
  return (
    <Loaded query={status}>
      {({ version, queues, runs, failed }) => (
        <Stack gap="md">
          <Group gap="md">
            <Text size="sm">{t('admin.version', { version })}</Text>
            <Text size="sm">
              {t('runState.running')}: {runs.running ?? 0} · {t('runState.done')}: {runs.done ?? 0} ·{' '}
              {t('runState.failed')}: {runs.failed ?? 0}
            </Text>
          </Group>
          <DataTable
            withTableBorder
            idAccessor="name"
            records={QUEUES.map((name) => ({ name, waiting: 0, queued: 0, running: 0, ...queues[name] }))}
            columns={[
              { accessor: 'name', title: t('admin.queue'), render: ({ name }) => t(`queue.${name}`) },
              { accessor: 'waiting', title: t('admin.waiting') },
              { accessor: 'queued', title: t('admin.queued') },
              { accessor: 'running', title: t('runState.running') },
            ]}
          />
          <Title order={2} size="h4">
            {t('admin.failedRuns')}
          </Title>
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
        </Stack>
      )}
    </Loaded>
  );
}
