import { Badge, Button, Card, Group, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { answer, api } from '../api/client.js';
import type { components } from '../api/schema.js';
import { useMay } from '../app/session.js';
import { showDate, showPercent } from './format.js';
import { Gaps } from './gaps.js';
import { Quote, QuoteLink } from './quote.js';
import { refreshRecord } from './refresh-record.js';
import { ValueForm, type RecordValue } from './value-form.js';
import { valueText } from './value-text.js';
import { Why } from './why.js';
import type { Evidence } from './words.js';

type Proposal = components['schemas']['Proposal'];
type Decision = { action: 'accept' | 'reject' | 'undo' } | { action: 'edit'; value: RecordValue };

interface Props {
  proposal: Proposal;
  onOpen?: ((evidence: Evidence) => void) | undefined;
}

/** One proposal as a difference: what the record holds, what it would hold, and the words for it. */
export function ProposalCard({ proposal, onOpen }: Props) {
  const { t } = useTranslation();
  const mayEdit = useMay('edit');
  const queries = useQueryClient();
  const [editing, setEditing] = useState(false);
  const { id, field, value, current, editedValue, state, confidence, because, evidence, saidAt, locked } = proposal;
  const decide = useMutation({
    mutationFn: (decision: Decision) => send(id, decision),
    onSuccess: async () => {
      setEditing(false);
      await refreshRecord(queries);
    },
  });
  const shown = editedValue ?? value;
  return (
    <Card withBorder padding="xs" component="article" aria-label={t(`field.${field}`)}>
      <Group justify="space-between" gap="xs">
        <Text size="sm" fw={600}>
          {t(`field.${field}`)}
        </Text>
        <Group gap={6}>
          {locked && <Badge variant="outline">{t('proposals.locked')}</Badge>}
          <Badge variant={state === 'pending' ? 'filled' : 'light'} color={state === 'rejected' ? 'gray' : 'cyan'}>
            {t(`proposalState.${state}`)}
          </Badge>
        </Group>
      </Group>
      {current !== null && state === 'pending' && (
        <Text size="sm" td="line-through" c="dimmed">
          {valueText(t, field, current)}
        </Text>
      )}
      <Text>{valueText(t, field, shown)}</Text>
      <Text size="xs" c="dimmed">
        {[because, showPercent(confidence), saidAt && showDate(saidAt)].filter(Boolean).join(' · ')}
      </Text>
      {evidence.map((one, index) =>
        onOpen ? (
          <Quote key={index} evidence={one} onOpen={onOpen} />
        ) : (
          <QuoteLink key={index} evidence={one} conversationId={proposal.conversationId} />
        ),
      )}
      <Gaps of={proposal.completeness} />
      <Why explanation={proposal.explanation} />
      {mayEdit && !editing && (
        <Group gap="xs" mt="xs">
          {state === 'pending' ? (
            <>
              <Button size="compact-sm" loading={decide.isPending} onClick={() => decide.mutate({ action: 'accept' })}>
                {t('proposals.accept')}
              </Button>
              <Button size="compact-sm" variant="default" onClick={() => setEditing(true)}>
                {t('proposals.edit')}
              </Button>
              <Button size="compact-sm" variant="default" onClick={() => decide.mutate({ action: 'reject' })}>
                {t('proposals.reject')}
              </Button>
            </>
          ) : (
            state !== 'superseded' && (
              <Button
                size="compact-sm"
                variant="default"
                loading={decide.isPending}
                onClick={() => decide.mutate({ action: 'undo' })}
              >
                {t('common.undo')}
              </Button>
            )
          )}
        </Group>
      )}
      {editing && (
        <Stack mt="xs">
          <ValueForm
            field={field}
            value={shown}
            busy={decide.isPending}
            onSave={(edited) => decide.mutate({ action: 'edit', value: edited })}
            onCancel={() => setEditing(false)}
          />
        </Stack>
      )}
    </Card>
  );
}

function send(id: string, decision: Decision): Promise<Proposal> {
  const params = { path: { id } };
  switch (decision.action) {
    case 'accept':
      return answer(api.POST('/v1/proposals/{id}/accept', { params }));
    case 'reject':
      return answer(api.POST('/v1/proposals/{id}/reject', { params }));
    case 'undo':
      return answer(api.POST('/v1/proposals/{id}/undo', { params }));
    case 'edit':
      return answer(api.POST('/v1/proposals/{id}/edit', { params, body: { value: decision.value } }));
  }
}
