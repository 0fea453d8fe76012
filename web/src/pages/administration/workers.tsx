import { Badge, Group, Text, Title } from '@mantine/core';
import { DataTable } from 'mantine-datatable';
import { useTranslation } from 'react-i18next';

import type { components } from '../../api/schema.js';
import { AppLink } from '../../parts/app-link.js';
import { showDateTime } from '../../parts/format.js';
import { Nothing } from '../../parts/nothing.js';
import { WIDE_TABLE } from '../../parts/wide-table.js';

type Worker = components['schemas']['Health']['workers'][number];

/** Which processes take jobs, since when, and what each runs now. */
export function Workers({ workers }: { workers: Worker[] }) {
  const { t } = useTranslation();
  return (
    <section aria-label={t('admin.workers')}>
      <Title order={2} size="h4" mb="xs">
        {t('admin.workers')}
      </Title>
      {workers.length === 0 ? (
        <Nothing title={t('admin.noWorkers')} hint="" />
      ) : (
        <DataTable
          withTableBorder
          {...WIDE_TABLE}
          records={workers}
          columns={[
            {
              accessor: 'id',
              title: t('admin.worker'),
              noWrap: true,
              render: ({ id, alive }) => (
                <Group gap="xs" wrap="nowrap">
                  <Text size="xs" ff="monospace">
                    {id}
                  </Text>
                  <Badge variant="light" color={alive ? 'teal' : 'red'} style={{ flexShrink: 0 }}>
                    {t(alive ? 'admin.alive' : 'admin.silent')}
                  </Badge>
                </Group>
              ),
            },
            {
              accessor: 'queues',
              title: t('admin.queue'),
              render: ({ queues }) => queues.map((name) => t(`queue.${name as 'analysis'}`)).join(' · '),
            },
            { accessor: 'startedAt', title: t('admin.since'), render: ({ startedAt }) => showDateTime(startedAt) },
            {
              accessor: 'lastSeenAt',
              title: t('admin.lastSeen'),
              render: ({ lastSeenAt }) => showDateTime(lastSeenAt),
            },
            { accessor: 'running', title: t('admin.runs'), render: ({ running }) => <Running steps={running} /> },
          ]}
        />
      )}
    </section>
  );
}

function Running({ steps }: { steps: Worker['running'] }) {
  const { t } = useTranslation();
  if (steps.length === 0) return t('admin.idle');
  return steps.map(({ conversationId, step, startedAt }) => (
    <div key={`${conversationId} ${step}`}>
      <AppLink to="/conversations/$id" params={{ id: conversationId }} size="sm">
        {t('admin.stepSince', { step: t(`step.${step}`), at: showDateTime(startedAt) })}
      </AppLink>
    </div>
  ));
}
