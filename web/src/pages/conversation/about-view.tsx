import { Alert, Anchor, Button, Group, List, Stack, Table, Text, TextInput, Title } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { answer, api, ifMatch } from '../../api/client.js';
import { useMay } from '../../app/session.js';
import { CustomerPicker } from '../../parts/customer-picker.js';
import { showDate, showDateTime, showNumber, showPercent } from '../../parts/format.js';
import { notifyDone } from '../../parts/notify.js';
import type { Analysis } from '../../parts/words.js';
import { CorrectionsView } from './corrections-view.js';
import { DealField } from './deal-choice.js';
import { HoldSwitch } from './hold-switch.js';
import type { Conversation, Transcript } from './queries.js';
import { Speakers } from './speakers.js';

interface Props {
  conversation: Conversation;
  transcript: Transcript;
  analysis: Analysis | undefined;
}

/** What the conversation is made of, how complete and how sure it is, and what a person may set right. */
export function AboutView({ conversation, transcript, analysis }: Props) {
  const { t } = useTranslation();
  const mayEdit = useMay('edit');
  const mayAdminister = useMay('administer');
  const { completeness, recordings, notes, engine } = conversation;
  return (
    <Stack gap="lg">
      {completeness && (
        <section>
          <Title order={3} size="h5">
            {t('about.completeness')}
          </Title>
          <Text>
            {t('about.read', {
              read: showNumber(completeness.read),
              total: showNumber(completeness.total),
              unit: t(`unit.${completeness.unit}`),
            })}
          </Text>
          {completeness.unreadable > 0 && (
            <List size="sm">
              {Object.entries(completeness.reasons).map(([reason, count]) => (
                <List.Item key={reason}>
                  {t(`unreadable.${reason as 'recalled'}`)}: {showNumber(count ?? 0)}
                </List.Item>
              ))}
            </List>
          )}
        </section>
      )}
      {analysis && <Metrics analysis={analysis} />}
      <Speakers conversation={conversation} participants={transcript.participants} />
      <CorrectionsView conversationId={conversation.id} participants={transcript.participants} />
      {mayEdit && <Assignment key={conversation.version} conversation={conversation} />}
      {mayAdminister && <HoldSwitch conversation={conversation} />}
      {notes.length > 0 && <Alert title={t('about.notes')}>{notes.join(' ')}</Alert>}
      <section>
        <Title order={3} size="h5">
          {t('about.source')}
        </Title>
        <Text size="sm">
          {[engine?.name, engine?.model, showDateTime(conversation.createdAt)].filter(Boolean).join(' · ')}
        </Text>
        {recordings.map(({ sha256, fileName, format, soundRemovedAt }) => (
          <Text key={sha256} size="sm">
            {soundRemovedAt === null ? (
              <Anchor href={`/v1/recordings/${sha256}/content`} download={fileName} size="sm">
                {fileName}
              </Anchor>
            ) : (
              fileName
            )}{' '}
            (
            {[format, soundRemovedAt && t('about.soundRemoved', { date: showDate(soundRemovedAt) })]
              .filter(Boolean)
              .join(', ')}
            )
          </Text>
        ))}
        {analysis && (
          <Text size="sm" c="dimmed">
            {t('about.dropped', { count: analysis.dropped.withoutEvidence })}
          </Text>
        )}
      </section>
    </Stack>
  );
}

function Metrics({ analysis: { metrics } }: { analysis: Analysis }) {
  const { t } = useTranslation();
  const rows = [
    [t('metrics.talkRatio'), metrics.talkRatio === null ? '–' : showPercent(metrics.talkRatio)],
    [t('metrics.turns'), showNumber(metrics.turns)],
    [t('metrics.questions'), `${showNumber(metrics.questions.rep)} / ${showNumber(metrics.questions.customer)}`],
    [
      t('metrics.longest'),
      metrics.longestMonologueMs === null
        ? '–'
        : t('metrics.seconds', { count: Math.round(metrics.longestMonologueMs / 1000) }),
    ],
  ] as const;
  return (
    <Table variant="vertical" withTableBorder aria-label={t('metrics.title')}>
      <Table.Tbody>
        {rows.map(([name, value]) => (
          <Table.Tr key={name}>
            <Table.Th>{name}</Table.Th>
            <Table.Td>{value}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

function Assignment({ conversation }: { conversation: Conversation }) {
  const { id, version, title, customerId } = conversation;
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [name, setName] = useState(title ?? '');
  const change = useMutation({
    mutationFn: (body: { title?: string; customerId?: string }) =>
      answer(api.PATCH('/v1/conversations/{id}', { params: { path: { id }, header: ifMatch(version) }, body })),
    onSuccess: async () => {
      notifyDone(t('about.saved'));
      await queries.invalidateQueries({ queryKey: ['conversation', id] });
    },
  });
  return (
    <section>
      <Title order={3} size="h5" mb={6}>
        {t('about.assignment')}
      </Title>
      <Stack gap="xs">
        <CustomerPicker
          label={t('filters.customer')}
          value={customerId ?? undefined}
          mayCreate
          onPick={(picked) => change.mutate({ customerId: picked })}
        />
        {customerId !== null && <DealField conversation={{ ...conversation, customerId }} />}
        <Group gap="xs" align="flex-end">
          <TextInput
            label={t('about.title')}
            flex={1}
            value={name}
            onChange={({ currentTarget }) => setName(currentTarget.value)}
          />
          <Button
            variant="default"
            disabled={name.trim() === '' || name === title}
            loading={change.isPending}
            onClick={() => change.mutate({ title: name.trim() })}
          >
            {t('common.save')}
          </Button>
        </Group>
      </Stack>
    </section>
  );
}
