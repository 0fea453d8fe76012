import { Button, Card, Group, Text } from '@mantine/core';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';

import { answer, api } from '../../api/client.js';
import { useMay } from '../../app/session.js';
import { showDateTime } from '../../parts/format.js';
import { Nothing } from '../../parts/nothing.js';
import { refreshRecord } from '../../parts/refresh-record.js';
import { valueText } from '../../parts/value-text.js';
import { VirtualList } from '../../parts/virtual-list.js';
import { historyQuery, type HistoryEntry } from './queries.js';

/** Every decision on the record, newest first, each of which can be taken back. */
export function HistoryView({ customerId }: { customerId: string }) {
  const { t } = useTranslation();
  const history = useInfiniteQuery(historyQuery(customerId));
  return (
    <VirtualList
      query={history}
      label={t('customer.history')}
      keyOf={({ id }) => id}
      estimatedHeight={88}
      row={(entry) => <Decision customerId={customerId} entry={entry} />}
      empty={<Nothing title={t('customer.noHistory')} hint={t('customer.noHistoryHint')} />}
    />
  );
}

function Decision({ customerId, entry }: { customerId: string; entry: HistoryEntry }) {
  const { t } = useTranslation();
  const mayEdit = useMay('edit');
  const queries = useQueryClient();
  const undo = useMutation({
    mutationFn: () =>
      answer(
        api.POST('/v1/customers/{id}/history/{entryId}/undo', {
          params: { path: { id: customerId, entryId: entry.id } },
        }),
      ),
    onSuccess: () => refreshRecord(queries),
  });
  const { field, action, before, after, actor, at } = entry;
  return (
    <Card withBorder padding="sm">
      <Group justify="space-between" gap="xs" wrap="nowrap" align="flex-start">
        <div>
          <Text size="sm" fw={600}>
            {t(`field.${field}`)} · {t(`history.${action}`)}
          </Text>
          {before !== null && (
            <Text size="sm" td="line-through" c="dimmed">
              {valueText(t, field, before.value)}
            </Text>
          )}
          {after !== null && <Text size="sm">{valueText(t, field, after.value)}</Text>}
          <Text size="xs" c="dimmed">
            {actor} · {showDateTime(at)}
          </Text>
        </div>
        {mayEdit && action !== 'undone' && (
          <Button size="compact-sm" variant="default" loading={undo.isPending} onClick={() => undo.mutate()}>
            {t('common.undo')}
          </Button>
        )}
      </Group>
    </Card>
  );
}
