import { Badge, Button, Card, Group, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { answer, api } from '../../api/client.js';
import { useMay } from '../../app/session.js';
import { showDate } from '../../parts/format.js';
import { Gaps } from '../../parts/gaps.js';
import { QuoteLink } from '../../parts/quote.js';
import { refreshRecord } from '../../parts/refresh-record.js';
import { ValueForm, type RecordValue } from '../../parts/value-form.js';
import { valueText } from '../../parts/value-text.js';
import type { FieldValue } from './queries.js';

/** A value of the record, who put it there and on which words, and how to change it. */
export function FieldCard({ customerId, value: one }: { customerId: string; value: FieldValue }) {
  const { t } = useTranslation();
  const mayEdit = useMay('edit');
  const queries = useQueryClient();
  const [editing, setEditing] = useState(false);
  const { field, itemKey, value, provenance, locked, version } = one;
  const params = { path: { id: customerId, field } };
  const onSuccess = async (): Promise<void> => {
    setEditing(false);
    await refreshRecord(queries);
  };
  const set = useMutation({
    mutationFn: (edited: RecordValue) =>
      answer(
        api.PUT('/v1/customers/{id}/record/{field}', {
          params: { ...params, header: { 'if-match': `"${version}"` } },
          body: { value: edited, itemKey },
        }),
      ),
    onSuccess,
  });
  const remove = useMutation({
    mutationFn: () =>
      answer(api.DELETE('/v1/customers/{id}/record/{field}', { params: { ...params, query: { itemKey } } })),
    onSuccess,
  });
  return (
    <Card withBorder padding="xs">
      <Group justify="space-between" gap="xs">
        <Text>{valueText(t, field, value)}</Text>
        {locked && <Badge variant="outline">{t('proposals.locked')}</Badge>}
      </Group>
      <Text size="xs" c="dimmed">
        {t(`provenance.${provenance.by}`, { who: provenance.actor, at: showDate(provenance.at) })}
      </Text>
      {provenance.conversationId !== null &&
        provenance.evidence.map((evidence, index) => (
          <QuoteLink key={index} evidence={evidence} conversationId={provenance.conversationId ?? ''} />
        ))}
      <Gaps of={one.completeness} />
      {mayEdit &&
        (editing ? (
          <ValueForm
            field={field}
            value={value}
            busy={set.isPending}
            onSave={(edited) => set.mutate(edited)}
            onCancel={() => setEditing(false)}
          />
        ) : (
          <Group gap="xs" mt="xs">
            <Button size="compact-sm" variant="default" onClick={() => setEditing(true)}>
              {t('proposals.edit')}
            </Button>
            <Button size="compact-sm" variant="subtle" loading={remove.isPending} onClick={() => remove.mutate()}>
              {t('common.remove')}
            </Button>
          </Group>
        ))}
    </Card>
  );
}
