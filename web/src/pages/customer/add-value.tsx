import { Button, Card } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { answer, api } from '../../api/client.js';
import { useMay } from '../../app/session.js';
import { refreshRecord } from '../../parts/refresh-record.js';
import { ValueForm, type RecordValue } from '../../parts/value-form.js';
import type { RecordField } from '../../parts/words.js';

/** What a new value holds before a person says otherwise. */
const EMPTY: { readonly [F in RecordField]: RecordValue } = {
  budget: { min: null, max: null, currency: null, period: null, stance: 'stated' },
  decision_chain: { name: null, title: null, role: 'decision_maker' },
  objections: { category: 'price', handled: false },
  promises: {
    ...{ category: 'scope', risk: 'medium', due: null, amount: null, condition: null, allowed: null },
    ...{ what: '', who: null, promiseId: null },
  },
  next_steps: { owner: 'rep', due: null, action: '' },
  competitors: { name: '' },
  goals: { text: '' },
  pains: { text: '' },
};

/** A value that a person knows and no conversation said. */
export function AddValue({ customerId, field }: { customerId: string; field: RecordField }) {
  const { t } = useTranslation();
  const mayEdit = useMay('edit');
  const queries = useQueryClient();
  const [adding, setAdding] = useState(false);
  const add = useMutation({
    mutationFn: (value: RecordValue) =>
      answer(
        api.PUT('/v1/customers/{id}/record/{field}', { params: { path: { id: customerId, field } }, body: { value } }),
      ),
    onSuccess: async () => {
      setAdding(false);
      await refreshRecord(queries);
    },
  });
  if (!mayEdit) return null;
  if (!adding)
    return (
      <Button
        size="compact-sm"
        variant="subtle"
        style={{ alignSelf: 'flex-start' }}
        aria-label={t('customer.addTo', { field: t(`field.${field}`) })}
        onClick={() => setAdding(true)}
      >
        {t('customer.add')}
      </Button>
    );
  return (
    <Card withBorder padding="xs">
      <ValueForm
        field={field}
        value={EMPTY[field]}
        busy={add.isPending}
        onSave={(value) => add.mutate(value)}
        onCancel={() => setAdding(false)}
      />
    </Card>
  );
}
