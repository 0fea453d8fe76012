import { Alert, List, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';

import { showDateTime } from '../../parts/format.js';
import { correctionsQuery } from './correction-queries.js';
import { lostCorrections, type Correction } from './lost-corrections.js';
import type { Participant } from './queries.js';

interface Props {
  conversationId: string;
  participants: readonly Participant[];
}

/** Everything that persons corrected in the transcript: who, when, and what was there before. */
export function CorrectionsView({ conversationId, participants }: Props) {
  const { t } = useTranslation();
  const corrections = useQuery(correctionsQuery(conversationId));
  const items = corrections.data?.items ?? [];
  if (items.length === 0) return null;
  const nameOf = (id: string | null): string =>
    participants.find((one) => one.id === id)?.name ?? id ?? t('common.unknown');
  const told = ({ before, after }: Correction): string =>
    [
      before.text !== after.text && t('correct.changedWords', { before: before.text, after: after.text }),
      before.speaker !== after.speaker &&
        t('correct.changedSpeaker', { before: nameOf(before.speaker), after: nameOf(after.speaker) }),
    ]
      .filter(Boolean)
      .join(' ');
  return (
    <section aria-label={t('correct.history')}>
      <Title order={3} size="h5">
        {t('correct.history')}
      </Title>
      <List size="sm">
        {items.toReversed().map((one) => (
          <List.Item key={one.version}>
            <Text size="sm">{told(one) || t('correct.confirmed', { text: one.after.text })}</Text>
            <Text size="xs" c="dimmed">
              {[t(`correct.${one.action}By`, { name: one.by.name }), showDateTime(one.at)].join(' · ')}
            </Text>
          </List.Item>
        ))}
      </List>
    </section>
  );
}

/** Says which corrections a new reading of the source could not keep, so that a person can look after them. */
export function LostCorrections({ conversationId }: Pick<Props, 'conversationId'>) {
  const { t } = useTranslation();
  const corrections = useQuery(correctionsQuery(conversationId));
  const lost = lostCorrections(corrections.data?.items ?? []);
  if (lost.length === 0) return null;
  return (
    <Alert color="orange" title={t('correct.lost', { count: lost.length })} my="xs">
      {lost.map(({ version, original, after }) => (
        <Text key={version} size="sm">
          {t('correct.changedWords', { before: original.text, after: after.text })}
        </Text>
      ))}
    </Alert>
  );
}
