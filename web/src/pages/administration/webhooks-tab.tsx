import { Badge, Button, Group, MultiSelect, Stack, TextInput, Title } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { DataTable } from 'mantine-datatable';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { answer, api } from '../../api/client.js';
import type { paths } from '../../api/schema.js';
import { showDate } from '../../parts/format.js';
import { Loaded } from '../../parts/loaded.js';
import { notifyDone } from '../../parts/notify.js';
import { Deliveries } from './deliveries.js';
import { Secret } from './secret.js';

type NewWebhook = paths['/v1/webhooks']['post']['requestBody']['content']['application/json'];
const EVENTS = [
  'conversation.published',
  'promise.flagged',
  'promise.changed',
  'proposal.created',
] as const satisfies readonly NewWebhook['events'][number][];

export function WebhooksTab() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [secret, setSecret] = useState<string | null>(null);
  const [shown, setShown] = useState<string | null>(null);
  const webhooks = useQuery({
    queryKey: ['webhooks'],
    queryFn: () => answer(api.GET('/v1/webhooks', { params: { query: { limit: 200 } } })),
  });
  const refresh = () => queries.invalidateQueries({ queryKey: ['webhooks'] });
  const form = useForm<NewWebhook>({ initialValues: { url: '', events: [...EVENTS] } });
  const make = useMutation({
    mutationFn: (body: NewWebhook) => answer(api.POST('/v1/webhooks', { body })),
    onSuccess: async (webhook) => {
      setSecret(webhook.secret);
      form.reset();
      await refresh();
    },
  });
  const remove = useMutation({
    mutationFn: (id: string) => answer(api.DELETE('/v1/webhooks/{id}', { params: { path: { id } } })),
    onSuccess: refresh,
  });
  const test = useMutation({
    mutationFn: (id: string) => answer(api.POST('/v1/webhooks/{id}/test', { params: { path: { id } } })),
    onSuccess: async () => {
      notifyDone(t('admin.testSent'));
      await queries.invalidateQueries({ queryKey: ['deliveries'] });
    },
  });
  return (
    <Stack gap="md">
      <form onSubmit={form.onSubmit((values) => make.mutate(values))}>
        <Group gap="xs" align="flex-end">
          <TextInput label={t('admin.url')} type="url" required w={320} {...form.getInputProps('url')} />
          <MultiSelect label={t('admin.events')} data={EVENTS} {...form.getInputProps('events')} />
          <Button type="submit" loading={make.isPending}>
            {t('admin.makeWebhook')}
          </Button>
        </Group>
      </form>
      {secret !== null && <Secret label={t('admin.shownOnce')} text={secret} />}
      <Loaded query={webhooks}>
        {({ items }) => (
          <DataTable
            withTableBorder
            minHeight={items.length === 0 ? 160 : 0}
            noRecordsText={t('admin.noWebhooks')}
            records={items}
            columns={[
              { accessor: 'url', title: t('admin.url') },
              { accessor: 'events', title: t('admin.events'), render: ({ events }) => events.join(', ') },
              {
                accessor: 'active',
                title: t('filters.state'),
                render: ({ active, disabledReason }) => (
                  <Badge color={active ? 'teal' : 'red'} variant="light">
                    {active ? t('admin.on') : (disabledReason ?? t('admin.off'))}
                  </Badge>
                ),
              },
              { accessor: 'createdAt', title: t('admin.made'), render: ({ createdAt }) => showDate(createdAt) },
              {
                accessor: 'actions',
                title: '',
                render: ({ id, url }) => (
                  <Group gap={4} wrap="nowrap">
                    <Button size="compact-xs" variant="default" onClick={() => setShown(id)}>
                      {t('admin.log')}
                    </Button>
                    <Button size="compact-xs" variant="default" onClick={() => test.mutate(id)}>
                      {t('admin.test')}
                    </Button>
                    <Button
                      size="compact-xs"
                      variant="default"
                      aria-label={t('admin.removeWebhook', { url })}
                      onClick={() => remove.mutate(id)}
                    >
                      {t('common.remove')}
                    </Button>
                  </Group>
                ),
              },
            ]}
          />
        )}
      </Loaded>
      {shown !== null && (
        <section>
          <Title order={2} size="h4" mb="xs">
            {t('admin.log')}
          </Title>
          <Deliveries webhookId={shown} />
        </section>
      )}
    </Stack>
  );
}
