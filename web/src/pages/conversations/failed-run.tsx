import { Alert, Button, Group, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';

import { answer, api } from '../../api/client.js';
import { conversationQuery } from './queries.js';

/** Why a run failed, and another try from the step that failed. */
export function FailedRun({ id, mayRetry }: { id: string; mayRetry: boolean }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const failure = useQuery(conversationQuery(id)).data?.failure;
  const retry = useMutation({
    mutationFn: () => answer(api.POST('/v1/conversations/{id}/retry', { params: { path: { id } } })),
    onSuccess: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: ['conversations'] }),
        queries.invalidateQueries({ queryKey: ['conversation', id] }),
      ]),
  });
  if (!failure) return null;
  return (
    <Alert color="red" mt={6} p="xs" title={t('conversations.failedAt', { step: t(`step.${failure.step}`) })}>
      <Group justify="space-between" gap="xs">
        <Text size="sm">{failure.reason ?? failure.code}</Text>
        {mayRetry && (
          <Button size="compact-sm" variant="default" loading={retry.isPending} onClick={() => retry.mutate()}>
            {t('common.tryAgain')}
          </Button>
        )}
      </Group>
    </Alert>
  );
}
