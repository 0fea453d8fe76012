import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';

import { answer, api, ifMatch } from '../../api/client.js';
import { CustomerPicker } from '../../parts/customer-picker.js';
import { notifyDone } from '../../parts/notify.js';

/** A conversation that matched no customer: say whose it is. Its record is then published to them. */
export function AssignCustomer({ conversation: { id, version } }: { conversation: { id: string; version: number } }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const assign = useMutation({
    mutationFn: (customerId: string) =>
      answer(
        api.PATCH('/v1/conversations/{id}', {
          params: { path: { id }, header: ifMatch(version) },
          body: { customerId },
        }),
      ),
    onSuccess: async () => {
      notifyDone(t('conversations.assigned'));
      await Promise.all([
        queries.invalidateQueries({ queryKey: ['conversations'] }),
        queries.invalidateQueries({ queryKey: ['conversation', id] }),
      ]);
    },
  });
  return (
    <CustomerPicker
      label={t('conversations.assign')}
      disabled={assign.isPending}
      mayCreate
      opened
      onPick={(customerId) => assign.mutate(customerId)}
    />
  );
}
