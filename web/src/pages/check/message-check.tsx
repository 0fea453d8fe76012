import { Alert, Card, Group, Stack, Text, Textarea } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { answer, api } from '../../api/client.js';
import type { components } from '../../api/schema.js';
import { RiskBadge } from '../../parts/badges.js';
import { CopyButton } from '../../parts/copy-button.js';
import { Failed } from '../../parts/failed.js';
import classes from './check.module.css';

type Checked = components['schemas']['MessageCheck'];
type Span = Checked['spans'][number];

const PAUSE_MS = 300;

/** A draft with what is risky in it underlined as one types, and a wording that may be sent instead. */
export function MessageCheck() {
  const { t } = useTranslation();
  const [draft, setDraft] = useState('');
  const [settled] = useDebouncedValue(draft, PAUSE_MS);
  const check = useQuery({
    queryKey: ['check', settled],
    queryFn: () => answer(api.POST('/v1/compliance/check', { body: { text: settled } })),
    enabled: settled.trim() !== '',
    placeholderData: keepPreviousData,
    // Drafts are nobody's business once the page is closed.
    gcTime: 0,
  });
  const checked = settled.trim() === '' ? undefined : check.data;
  const spans = checked?.spans.filter(({ start, end, quote }) => draft.slice(start, end) === quote) ?? [];
  return (
    <Stack gap="sm">
      <div className={classes.editor}>
        <div className={classes.underlines} aria-hidden>
          <Underlined text={draft} spans={spans} />
        </div>
        <Textarea
          label={t('check.draft')}
          autosize
          minRows={5}
          maxRows={18}
          maxLength={20_000}
          value={draft}
          classNames={{ input: classes.input }}
          onChange={({ currentTarget }) => setDraft(currentTarget.value)}
        />
      </div>
      {check.isError && <Failed error={check.error} onRetry={() => void check.refetch()} />}
      <div aria-live="polite">
        {checked && (
          <Alert color={spans.some(({ allowed }) => !allowed) ? 'red' : 'teal'}>
            {spans.length === 0 ? t('check.clear') : t('check.found', { count: spans.length })}
          </Alert>
        )}
      </div>
      {spans.map((span) => (
        <SpanCard key={`${span.start} ${span.category}`} span={span} />
      ))}
    </Stack>
  );
}

function SpanCard({ span }: { span: Span }) {
  const { t } = useTranslation();
  return (
    <Card withBorder padding="sm" component="article">
      <Group gap="xs">
        <RiskBadge risk={span.risk} />
        <Text size="sm">{t(`commitment.${span.category}`)}</Text>
      </Group>
      <Text component="q">{span.quote}</Text>
      <Text size="sm" c="dimmed">
        {span.why}
      </Text>
      {span.suggestion !== null && (
        <Group gap="xs" wrap="nowrap" align="flex-start" mt="xs">
          <Text size="sm" flex={1}>
            {t('insight.suggestion', { text: span.suggestion })}
          </Text>
          <CopyButton text={span.suggestion} label={t('common.copy')} />
        </Group>
      )}
    </Card>
  );
}

function Underlined({ text, spans }: { text: string; spans: readonly Span[] }) {
  const cuts = [...new Set([0, text.length, ...spans.flatMap(({ start, end }) => [start, end])])].sort((a, b) => a - b);
  return cuts.slice(0, -1).map((start, index) => {
    const risky = spans.filter((span) => span.start <= start && start < span.end);
    const piece = text.slice(start, cuts[index + 1]);
    return risky.length === 0 ? (
      <span key={start}>{piece}</span>
    ) : (
      <span key={start} className={classes.risky} data-forbidden={risky.some(({ allowed }) => !allowed) || undefined}>
        {piece}
      </span>
    );
  });
}
