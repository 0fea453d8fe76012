import { Switch } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';

import { answer, api } from '../../api/client.js';
import type { Conversation } from './queries.js';

/** For administrators: a conversation that is held is not deleted, by nobody. */
export function HoldSwitch({ conversation: { id, heldAt } }: { conversation: Conversation }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const path = { params: { path: { id } } };
  const change = useMutation({
    mutationFn: (held: boolean) =>
      answer(held ? api.PUT('/v1/conversations/{id}/hold', path) : api.DELETE('/v1/conversations/{id}/hold', path)),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['conversation', id] }),
  });
  return (
    <Switch
      label={t('about.held')}
      description={t('about.heldHint')}
      checked={heldAt !== null}
      disabled={change.isPending}
      onChange={({ currentTarget }) => change.mutate(currentTarget.checked)}
    />
  );
}
