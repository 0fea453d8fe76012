import { Alert, Button, Group, Select, Stack, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';

import { answer, api, ifMatch } from '../../api/client.js';
import { showDate } from '../../parts/format.js';
import { notifyDone } from '../../parts/notify.js';
import type { components } from '../../api/schema.js';
import { candidatesQuery, dealsQuery, type Conversation } from './queries.js';

type Deal = components['schemas']['Deal'];

/** Several deals of the customer fit: a person says which one it is; nothing is guessed. */
export function DealChoice({ conversation }: { conversation: Conversation }) {
  const { t } = useTranslation();
  const isOpen = conversation.customerId !== null && conversation.dealId === null;
  const candidates = useQuery({ ...candidatesQuery(conversation.id), enabled: isOpen });
  const choose = useChooseDeal(conversation);
  if (!isOpen || candidates.data === undefined || candidates.data.length === 0) return null;
  return (
    <Alert title={t('deal.which')} mb="sm">
      <Stack gap="xs">
        {candidates.data.map(({ deal }) => (
          <Group key={deal.id} gap="xs">
            <Button
              size="compact-sm"
              variant="default"
              loading={choose.isPending && choose.variables === deal.id}
              onClick={() => choose.mutate(deal.id)}
            >
              {deal.name}
            </Button>
            <Text size="sm">{[deal.stage, span(deal)].join(' · ')}</Text>
          </Group>
        ))}
      </Stack>
    </Alert>
  );
}

/** The deal it belongs to, of those that the customer has. */
export function DealField({ conversation }: { conversation: Conversation & { customerId: string } }) {
  const { t } = useTranslation();
  const deals = useQuery(dealsQuery(conversation.customerId));
  const choose = useChooseDeal(conversation);
  return (
    <Select
      label={t('deal.label')}
      placeholder={t('deal.none')}
      clearable
      disabled={choose.isPending}
      value={conversation.dealId}
      data={deals.data?.map(({ id, name }) => ({ value: id, label: name })) ?? []}
      onChange={(dealId) => choose.mutate(dealId)}
    />
  );
}

const span = ({ openedAt, closedAt }: Pick<Deal, 'openedAt' | 'closedAt'>): string =>
  `${showDate(openedAt)} – ${closedAt === null ? '' : showDate(closedAt)}`;

function useChooseDeal({ id, version }: Conversation) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (dealId: string | null) =>
      answer(
        api.PATCH('/v1/conversations/{id}', { params: { path: { id }, header: ifMatch(version) }, body: { dealId } }),
      ),
    onSuccess: async () => {
      notifyDone(t('about.saved'));
      await queries.invalidateQueries({ queryKey: ['conversation', id] });
    },
  });
}
