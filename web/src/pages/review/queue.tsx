import { Grid, Stack } from '@mantine/core';
import { useDisclosure, useHotkeys } from '@mantine/hooks';
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { useMay, useSession } from '../../app/session.js';
import { Failed } from '../../parts/failed.js';
import { Nothing } from '../../parts/nothing.js';
import { PageLoading } from '../../parts/page-loading.js';
import { useDecisions, type Verdict } from './decisions.js';
import { nextWhose, whoseOf, type ReviewFilters } from './filters.js';
import { FlagList } from './flag-list.js';
import { FlagView } from './flag-view.js';
import { KeysHelp } from './keys-help.js';
import { flagQuery, flagsQuery, type FlagFilter } from './queries.js';
import { QueueFilters } from './queue-filters.js';

const here = getRouteApi('/frame/review');
/** Where these have the focus, the space bar is theirs. */
const PRESSED_BY_SPACE = ['INPUT', 'TEXTAREA', 'SELECT', 'BUTTON', 'A'];

/** Risky promises, the riskiest first; made for the keyboard: a verdict leads to the next one. */
export function Queue() {
  const { t } = useTranslation();
  const filters: ReviewFilters = here.useSearch();
  const navigate = here.useNavigate();
  const queries = useQueryClient();
  const judges = useMay('judge');
  const { user } = useSession();
  const { state = 'waiting', assignee, risk, category } = filters;
  const flags = useInfiniteQuery(flagsQuery({ state, assignee, risk, category } as FlagFilter));
  const items = flags.data?.pages.flatMap((page) => page.items) ?? [];
  const [chosen, setChosen] = useState<string | null>(null);
  const [note, setNote] = useState('');
  const [help, { open: showHelp, close: hideHelp }] = useDisclosure(false);
  const noteField = useRef<HTMLInputElement>(null);
  const assigneeField = useRef<HTMLInputElement>(null);
  const player = useRef<{ toggle: () => void } | null>(null);
  const found = items.findIndex(({ id }) => id === chosen);
  const at = Math.max(0, found);
  const current = items[at];
  const next = items[at + 1]?.id ?? items[at - 1]?.id ?? null;
  const show = (id: string | null): void => {
    setChosen(id);
    setNote('');
    noteField.current?.blur();
  };
  const choose = (index: number): void => {
    show(items[Math.min(items.length - 1, Math.max(0, index))]?.id ?? null);
    if (index >= items.length - 5 && flags.hasNextPage) void flags.fetchNextPage();
  };
  const { judge, undoLast, reopen, assign, comment, busy } = useDecisions({
    // Whoever went on meanwhile stays where they are.
    onJudged: (id, after) => (chosen === null || chosen === id) && show(after),
    onUndone: show,
  });
  const set = (changed: ReviewFilters): void => {
    setChosen(null);
    void navigate({ search: (before) => ({ ...before, ...changed }), replace: true });
  };
  const said = note.trim() === '' ? null : note.trim();
  const give = (verdict: Verdict): void => {
    if (!judges || current === undefined || judge.isPending) return;
    const flag = queries.getQueryData(flagQuery(current.id).queryKey);
    // Another reviewer's: the flag beside says so.
    if (flag?.mayJudge === false) return;
    if ((verdict === 'dismissed' || flag?.decidesAlone) && said === null) noteField.current?.focus();
    else judge.mutate({ id: current.id, verdict, note: said, next });
  };
  const assignTo = (assigneeId: string | null): void => {
    if (current !== undefined && !assign.isPending) assign.mutate({ id: current.id, assigneeId });
  };
  const whose = nextWhose(whoseOf(filters));
  const keys: Parameters<typeof useHotkeys>[0] = [
    ['j', () => choose(at + 1)],
    ['k', () => choose(at - 1)],
    ['c', () => give('confirmed')],
    ['d', () => give('dismissed')],
    ['u', undoLast],
    ['a', () => user && assignTo(user.id)],
    ['shift+a', () => assigneeField.current?.focus()],
    ['m', () => set({ assignee: whose === 'all' ? undefined : whose })],
    ['?', showHelp],
    ['shift+?', showHelp],
  ];
  // Over the list of keys nothing is decided.
  useHotkeys(help ? [] : keys);
  useHotkeys(help ? [] : [['space', () => player.current?.toggle()]], PRESSED_BY_SPACE);

  return (
    <Stack gap="sm">
      <QueueFilters filters={filters} onSet={set} onHelp={showHelp} />
      <KeysHelp opened={help} onClose={hideHelp} />
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
              assigneeField={assigneeField}
              player={player}
              busy={busy}
              onNote={setNote}
              onVerdict={give}
              onComment={() =>
                said !== null && comment.mutate({ id: current.id, text: said }, { onSuccess: () => setNote('') })
              }
              onAssign={assignTo}
              onReopen={() => reopen.mutate(current.id)}
            />
          </Grid.Col>
        </Grid>
      )}
    </Stack>
  );
}
