import { Card, Grid, Group, Kbd, ScrollArea, Select, Stack, Text, UnstyledButton } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { answer, api } from '../../api/client.js';
import { useMay } from '../../app/session.js';
import { RiskBadge } from '../../parts/badges.js';
import { Failed } from '../../parts/failed.js';
import { Nothing } from '../../parts/nothing.js';
import { notifyDone } from '../../parts/notify.js';
import { PageLoading } from '../../parts/page-loading.js';
import { COMMITMENT_CATEGORIES, RISKS } from '../../parts/words.js';
import { FlagView } from './flag-view.js';
import { flagsQuery, type Flag, type FlagFilter } from './queries.js';
import classes from './review.module.css';

const here = getRouteApi('/frame/review');
const STATES = ['open', 'confirmed', 'dismissed'] as const;
type Verdict = 'confirmed' | 'dismissed';

/** Risky promises, the riskiest first; made for the keyboard: a verdict leads to the next one. */
export function Queue() {
  const { t } = useTranslation();
  const { state = 'open', risk, category } = here.useSearch();
  const navigate = here.useNavigate();
  const queries = useQueryClient();
  const mayJudge = useMay('judge');
  const filter = { state, risk, category } as FlagFilter;
  const flags = useInfiniteQuery(flagsQuery(filter));
  const items = flags.data?.pages.flatMap((page) => page.items) ?? [];
  const [chosen, setChosen] = useState<string | null>(null);
  const [note, setNote] = useState('');
  const noteField = useRef<HTMLInputElement>(null);
  const player = useRef<{ toggle: () => void } | null>(null);
  const at = Math.max(
    0,
    items.findIndex(({ id }) => id === chosen),
  );
  const current = items[at];
  const choose = (index: number): void => {
    const next = items[Math.min(items.length - 1, Math.max(0, index))];
    setChosen(next?.id ?? null);
    setNote('');
    if (index >= items.length - 5 && flags.hasNextPage) void flags.fetchNextPage();
  };
  const judge = useMutation({
    mutationFn: ({ id, verdict }: { id: string; verdict: Verdict }) =>
      answer(
        api.PUT('/v1/flags/{id}/verdict', {
          params: { path: { id } },
          body: { verdict, note: note.trim() === '' ? null : note.trim() },
        }),
      ),
    onMutate: () => ({ next: items[at + 1]?.id ?? items[at - 1]?.id ?? null }),
    onSuccess: async (_flag, { verdict }, { next }) => {
      notifyDone(t(`review.${verdict}`));
      setChosen(next);
      setNote('');
      noteField.current?.blur();
      await queries.invalidateQueries({ queryKey: ['flags'] });
    },
  });
  const reopen = useMutation({
    mutationFn: (id: string) => answer(api.DELETE('/v1/flags/{id}/verdict', { params: { path: { id } } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['flags'] }),
  });
  const give = (verdict: Verdict): void => {
    if (!mayJudge || current === undefined || judge.isPending) return;
    if (verdict === 'dismissed' && note.trim() === '') noteField.current?.focus();
    else judge.mutate({ id: current.id, verdict });
  };
  useHotkeys([
    ['j', () => choose(at + 1)],
    ['k', () => choose(at - 1)],
    ['c', () => give('confirmed')],
    ['d', () => give('dismissed')],
    ['space', () => player.current?.toggle()],
  ]);
  const set = (changed: Partial<Record<'state' | 'risk' | 'category', string | undefined>>): void => {
    setChosen(null);
    void navigate({ search: (before) => ({ ...before, ...changed }), replace: true });
  };

  return (
    <Stack gap="sm">
      <Group gap="xs" role="group" aria-label={t('filters.label')}>
        <Select
          aria-label={t('filters.state')}
          w={150}
          allowDeselect={false}
          value={state}
          data={STATES.map((value) => ({ value, label: t(`flagState.${value}`) }))}
          onChange={(value) => set({ state: value ?? undefined })}
        />
        <Select
          aria-label={t('filters.risk')}
          placeholder={t('filters.risk')}
          w={150}
          clearable
          value={risk ?? null}
          data={RISKS.map((value) => ({ value, label: t(`risk.${value}`) }))}
          onChange={(value) => set({ risk: value ?? undefined })}
        />
        <Select
          aria-label={t('part.category')}
          placeholder={t('part.category')}
          w={170}
          clearable
          value={category ?? null}
          data={COMMITMENT_CATEGORIES.map((value) => ({ value, label: t(`commitment.${value}`) }))}
          onChange={(value) => set({ category: value ?? undefined })}
        />
        <Text size="xs" c="dimmed" visibleFrom="md">
          <Kbd>J</Kbd> <Kbd>K</Kbd> {t('review.keyMove')} · <Kbd>C</Kbd> {t('review.confirm')} · <Kbd>D</Kbd>{' '}
          {t('review.dismiss')} · <Kbd>Space</Kbd> {t('player.play')}
        </Text>
      </Group>
      {flags.isPending ? (
        <PageLoading />
      ) : flags.isError ? (
        <Failed error={flags.error} onRetry={() => void flags.refetch()} />
      ) : current === undefined ? (
        <Nothing title={t('review.none')} hint={t('review.noneHint')} />
      ) : (
        <Grid>
          <Grid.Col span={{ base: 12, md: 4 }}>
            <FlagList items={items} current={current.id} onChoose={choose} />
          </Grid.Col>
          <Grid.Col span={{ base: 12, md: 8 }}>
            <FlagView
              key={current.id}
              id={current.id}
              note={note}
              noteField={noteField}
              player={player}
              busy={judge.isPending || reopen.isPending}
              mayJudge={mayJudge}
              onNote={setNote}
              onVerdict={give}
              onReopen={() => reopen.mutate(current.id)}
            />
          </Grid.Col>
        </Grid>
      )}
    </Stack>
  );
}

interface ListProps {
  items: readonly Flag[];
  current: string;
  onChoose: (index: number) => void;
}

function FlagList({ items, current, onChoose }: ListProps) {
  const { t } = useTranslation();
  return (
    <ScrollArea.Autosize mah="70vh" type="auto" viewportProps={{ tabIndex: 0, 'aria-label': t('review.queue') }}>
      <Stack gap={6} role="list">
        {items.map((flag, index) => (
          <Card key={flag.id} withBorder padding={0} role="listitem">
            <UnstyledButton
              className={classes.item}
              data-current={flag.id === current || undefined}
              aria-current={flag.id === current}
              onClick={() => onChoose(index)}
            >
              <Group gap={6}>
                <RiskBadge risk={flag.risk} />
                <Text size="xs">{t(`commitment.${flag.category}`)}</Text>
              </Group>
              <Text size="sm" lineClamp={2}>
                {flag.evidence[0]?.quote}
              </Text>
            </UnstyledButton>
          </Card>
        ))}
      </Stack>
    </ScrollArea.Autosize>
  );
}
