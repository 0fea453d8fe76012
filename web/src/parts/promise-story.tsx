import { Button, Card, Group, Stack, Text, Timeline, Title } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';

import { answer, api, ifMatch } from '../api/client.js';
import type { components } from '../api/schema.js';
import { useMay } from '../app/session.js';
import { showDateTime } from './format.js';
import { Loaded } from './loaded.js';
import { notifyDone } from './notify.js';
import { QuoteLink } from './quote.js';
import { refreshRecord } from './refresh-record.js';
import { amountText } from './value-text.js';

type Story = components['schemas']['PromiseWithStory'];
type Change = Story['history'][number]['changes'][number];

/** How a promise came to be what it is, with the words, and what may belong to it: a person decides. */
export function PromiseStory({ id }: { id: string }) {
  const story = useQuery({
    queryKey: ['promises', 'story', id],
    queryFn: async () => {
      const found = await answer(api.GET('/v1/promises/{id}', { params: { path: { id } } }));
      // Delivery gets no story, and is not offered one.
      return 'history' in found ? found : null;
    },
  });
  return <Loaded query={story}>{(found) => found && <Told story={found} />}</Loaded>;
}

function Told({ story }: { story: Story }) {
  const { t } = useTranslation();
  const mayEdit = useMay('edit');
  const queries = useQueryClient();
  const params = { path: { id: story.id }, header: ifMatch(story.version) };
  const done = (said: string) => async (): Promise<void> => {
    notifyDone(said);
    await refreshRecord(queries);
  };
  const merge = useMutation({
    mutationFn: (other: string) => answer(api.POST('/v1/promises/{id}/merge', { params, body: { with: other } })),
    onSuccess: done(t('promises.merged')),
  });
  const split = useMutation({
    mutationFn: (mention: string) => answer(api.POST('/v1/promises/{id}/split', { params, body: { mention } })),
    onSuccess: done(t('promises.keptApart')),
  });
  const undo = useMutation({
    mutationFn: () => answer(api.POST('/v1/promises/{id}/undo', { params: { path: { id: story.id } } })),
    onSuccess: done(t('promises.undone')),
  });
  const busy = merge.isPending || split.isPending || undo.isPending;
  const { history, suggestions } = story;
  const decided = history.some(({ by }) => by === 'person');
  return (
    <Stack gap="sm" mt="sm">
      <Timeline bulletSize={12} lineWidth={2} role="group" aria-label={t('promises.history')}>
        {history.map((event) => (
          <Timeline.Item key={event.id}>
            <Group justify="space-between" gap="xs" align="flex-start">
              <Text size="sm">
                {[
                  t(`promiseEvent.${event.event}`),
                  event.by === 'person' ? event.actorName : event.who,
                  event.at && showDateTime(event.at),
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </Text>
              {mayEdit && event.by === 'machine' && event.id !== story.id && (
                <Button size="compact-xs" variant="subtle" disabled={busy} onClick={() => split.mutate(event.id)}>
                  {t('promises.split')}
                </Button>
              )}
            </Group>
            {event.changes.map((change) => (
              <Text key={change.term} size="sm" c="dimmed">
                {t(`term.${change.term}`)}: {termText(change.before)} → {termText(change.after)}
              </Text>
            ))}
            {event.note !== null && <Text size="sm">{event.note}</Text>}
            {event.conversationId !== null &&
              event.evidence.map((evidence, index) => (
                <QuoteLink key={index} evidence={evidence} conversationId={event.conversationId ?? ''} />
              ))}
          </Timeline.Item>
        ))}
      </Timeline>
      {suggestions.length > 0 && (
        <section aria-label={t('promises.suggested')}>
          <Title order={3} size="h6" mb={6}>
            {t('promises.suggested')}
          </Title>
          {suggestions.map((one) => (
            <Card key={one.mention + one.with} withBorder padding="xs" mb="xs">
              <Text size="sm">{one.what}</Text>
              {one.evidence.map((evidence, index) => (
                <QuoteLink key={index} evidence={evidence} conversationId={one.conversationId} />
              ))}
              {mayEdit && (
                <Group gap="xs" mt={4}>
                  <Button size="compact-sm" loading={busy} onClick={() => merge.mutate(one.with)}>
                    {t('promises.merge')}
                  </Button>
                  <Button size="compact-sm" variant="default" loading={busy} onClick={() => split.mutate(one.mention)}>
                    {t('promises.apart')}
                  </Button>
                </Group>
              )}
            </Card>
          ))}
        </section>
      )}
      {mayEdit && decided && (
        <Button
          size="compact-sm"
          variant="default"
          style={{ alignSelf: 'flex-start' }}
          loading={undo.isPending}
          onClick={() => undo.mutate()}
        >
          {t('promises.undo')}
        </Button>
      )}
    </Stack>
  );
}

const termText = (term: Change['before']): string => (typeof term === 'object' ? amountText(term) : term) ?? '–';
