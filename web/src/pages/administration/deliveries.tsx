import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { DataTable } from 'mantine-datatable';
import { useTranslation } from 'react-i18next';

import { answer, api } from '../../api/client.js';
import { showDateTime } from '../../parts/format.js';
import { Loaded } from '../../parts/loaded.js';

/** What was sent to a webhook, newest first; anything may be sent again. */
export function Deliveries({ webhookId }: { webhookId: string }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const deliveries = useQuery({
    queryKey: ['deliveries', webhookId],
    queryFn: () =>
      answer(api.GET('/v1/webhooks/{id}/deliveries', { params: { path: { id: webhookId }, query: { limit: 100 } } })),
  });
  const replay = useMutation({
    mutationFn: (deliveryId: string) =>
      answer(
        api.POST('/v1/webhooks/{id}/deliveries/{deliveryId}/replay', {
          params: { path: { id: webhookId, deliveryId } },
        }),
      ),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['deliveries'] }),
  });
  return (
    <Loaded query={deliveries}>
      {({ items }) => (
        <DataTable
          withTableBorder
          minHeight={items.length === 0 ? 160 : 0}
          noRecordsText={t('admin.noDeliveries')}
          records={items}
          columns={[
            { accessor: 'createdAt', title: t('admin.at'), render: ({ createdAt }) => showDateTime(createdAt) },
            { accessor: 'event', title: t('admin.events') },
            { accessor: 'state', title: t('filters.state') },
            { accessor: 'attempts', title: t('admin.attempts') },
            {
              accessor: 'actions',
              title: '',
              render: ({ id }) => (
                <Button size="compact-xs" variant="default" onClick={() => replay.mutate(id)}>
                  {t('admin.again')}
                </Button>
              ),
            },
          ]}
        />
      )}
    </Loaded>
  );
}
