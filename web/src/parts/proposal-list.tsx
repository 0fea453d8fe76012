import { Button, Group, Stack, Text } from '@mantine/core';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';

import { answer, api } from '../api/client.js';
import { useMay } from '../app/session.js';
import { Failed } from './failed.js';
import { Nothing } from './nothing.js';
import { notifyDone } from './notify.js';
import { PageLoading } from './page-loading.js';
import { ProposalCard } from './proposal-card.js';
import { refreshRecord } from './refresh-record.js';
import type { Evidence } from './words.js';

interface Props {
  customerId?: string;
  conversationId?: string;
  /** Opens a quote beside this list; without it quotes lead to their conversation. */
  onOpen?: (evidence: Evidence) => void;
}

/** Changes that the pipeline suggests to a customer's record: accepted, edited or rejected one by one or all. */
export function ProposalList({ customerId, conversationId, onOpen }: Props) {
  const { t } = useTranslation();
  const mayEdit = useMay('edit');
  const queries = useQueryClient();
  const filter = { customerId, conversationId };
  const proposals = useInfiniteQuery({
    queryKey: ['proposals', filter],
    queryFn: ({ pageParam }) =>
      answer(
        api.GET('/v1/proposals', {
          params: { query: { ...filter, limit: 100, ...(pageParam !== null && { cursor: pageParam }) } },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });
  const items = proposals.data?.pages.flatMap((page) => page.items) ?? [];
  const pending = items.filter(({ state }) => state === 'pending');
  const target = customerId ?? pending[0]?.customerId;
  const acceptAll = useMutation({
    mutationFn: (id: string) =>
      answer(
        api.POST('/v1/customers/{id}/proposals/accept-all', {
          params: { path: { id } },
          body: { ...(conversationId !== undefined && { conversationId }) },
        }),
      ),
    onSuccess: async ({ accepted, left }) => {
      notifyDone(t('proposals.acceptedAll', { accepted: accepted.length, left: left.length }));
      await refreshRecord(queries);
    },
  });
  if (proposals.isPending) return <PageLoading />;
  if (proposals.isError) return <Failed error={proposals.error} onRetry={() => void proposals.refetch()} />;
  if (items.length === 0) return <Nothing title={t('proposals.none')} hint={t('proposals.noneHint')} />;
  return (
    <Stack gap="sm">
      <Group justify="space-between">
        <Text size="sm">{t('proposals.pending', { count: pending.length })}</Text>
        {mayEdit && target !== undefined && pending.length > 0 && (
          <Button size="compact-sm" loading={acceptAll.isPending} onClick={() => acceptAll.mutate(target)}>
            {t('proposals.acceptAll')}
          </Button>
        )}
      </Group>
      {[...pending, ...items.filter(({ state }) => state !== 'pending')].map((one) => (
        <ProposalCard key={one.id} proposal={one} onOpen={onOpen} />
      ))}
      {proposals.hasNextPage && (
        <Button variant="default" loading={proposals.isFetchingNextPage} onClick={() => void proposals.fetchNextPage()}>
          {t('common.more')}
        </Button>
      )}
    </Stack>
  );
}
