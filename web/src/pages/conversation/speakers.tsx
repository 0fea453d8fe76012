import { Button, Group, SegmentedControl, Stack, Text, Title } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';

import { answer, api, ifMatch } from '../../api/client.js';
import { useMay } from '../../app/session.js';
import { showPercent } from '../../parts/format.js';
import { notifyDone } from '../../parts/notify.js';
import type { Side } from '../../parts/words.js';
import type { Conversation, Participant } from './queries.js';

interface Props {
  conversation: Pick<Conversation, 'id' | 'version'>;
  participants: readonly Participant[];
}

/** Who speaks for whom, how sure that is, and how to set it right; the conversation is then read again. */
export function Speakers({ conversation: { id, version }, participants }: Props) {
  const { t } = useTranslation();
  const mayEdit = useMay('edit');
  const queries = useQueryClient();
  const params = { path: { id }, header: ifMatch(version) };
  const onSuccess = async (): Promise<void> => {
    notifyDone(t('speakers.changed'));
    await queries.invalidateQueries({ queryKey: ['conversation', id] });
  };
  const swap = useMutation({
    mutationFn: () => answer(api.POST('/v1/conversations/{id}/swap-speakers', { params })),
    onSuccess,
  });
  const set = useMutation({
    mutationFn: (one: { id: string; side: Side }) =>
      answer(api.PATCH('/v1/conversations/{id}/participants', { params, body: { participants: [one] } })),
    onSuccess,
  });
  const busy = swap.isPending || set.isPending;
  return (
    <section>
      <Group justify="space-between" mb={6}>
        <Title order={3} size="h5">
          {t('speakers.title')}
        </Title>
        {mayEdit && (
          <Button size="compact-sm" variant="default" loading={busy} onClick={() => swap.mutate()}>
            {t('speakers.swap')}
          </Button>
        )}
      </Group>
      <Stack gap="xs">
        {participants.map((person) => {
          const name = person.name ?? person.id;
          return (
            <Group key={person.id} justify="space-between" gap="xs">
              <div>
                <Text size="sm">{name}</Text>
                <Text size="xs" c="dimmed">
                  {t(`sideSource.${person.sideSource}`)} · {showPercent(person.sideConfidence)}
                </Text>
              </div>
              <SegmentedControl
                size="xs"
                aria-label={t('speakers.sideOf', { name })}
                value={person.side}
                disabled={!mayEdit || busy}
                data={(['rep', 'customer', 'unknown'] as const).map((side) => ({
                  value: side,
                  label: t(`side.${side}`),
                }))}
                onChange={(side) => set.mutate({ id: person.id, side })}
              />
            </Group>
          );
        })}
      </Stack>
    </section>
  );
}
