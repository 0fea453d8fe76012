import { Button, Card, Group, Select, Stack, Textarea } from '@mantine/core';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { answer as answered, api } from '../../api/client.js';
import { Nothing } from '../../parts/nothing.js';
import { notifyDone } from '../../parts/notify.js';
import { VirtualList } from '../../parts/virtual-list.js';
import type { ReviewFilters } from './filters.js';
import { FlagHistory } from './flag-history.js';
import { FlagWords } from './flag-words.js';
import { confirmedFlagsQuery, type AnswerFilter, type ConfirmedFlag } from './queries.js';

const here = getRouteApi('/frame/review');
const ANSWERS = ['none', 'disputed', 'acknowledged', 'decided', 'all'] as const;

/** A rep's own promises that a reviewer confirmed: to acknowledge, or to dispute with a reason. */
export function Answers() {
  const { t } = useTranslation();
  const filters: ReviewFilters = here.useSearch();
  const navigate = here.useNavigate();
  const shown = ANSWERS.find((one) => one === filters.answer) ?? 'none';
  const flags = useInfiniteQuery(confirmedFlagsQuery((shown === 'all' ? undefined : shown) satisfies AnswerFilter));
  return (
    <Stack gap="sm">
      <Select
        aria-label={t('answers.state')}
        w={190}
        allowDeselect={false}
        value={shown}
        data={ANSWERS.map((value) => ({ value, label: t(`answers.state_${value}`) }))}
        onChange={(value) =>
          void navigate({ search: (before) => ({ ...before, answer: value ?? undefined }), replace: true })
        }
      />
      <VirtualList
        query={flags}
        label={t('answers.label')}
        keyOf={({ id }) => id}
        estimatedHeight={260}
        row={(flag) => <Confirmed flag={flag} />}
        empty={<Nothing title={t('answers.none')} hint={t('answers.noneHint')} />}
      />
    </Stack>
  );
}

function Confirmed({ flag }: { flag: ConfirmedFlag }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [disputing, setDisputing] = useState(false);
  const [reason, setReason] = useState('');
  const give = useMutation({
    mutationFn: (answer: 'acknowledged' | 'disputed') =>
      answered(
        api.PUT('/v1/flags/{id}/answer', {
          params: { path: { id: flag.id } },
          body: { answer, reason: answer === 'disputed' ? reason.trim() : null },
        }),
      ),
    onSuccess: async (_flag, answer) => {
      notifyDone(t(`answers.${answer}`));
      setDisputing(false);
      await queries.invalidateQueries({ queryKey: ['confirmed-flags'] });
    },
  });
  const given = flag.answer?.answer;
  const open = flag.review?.decided === false;
  return (
    <Card withBorder padding="md">
      <Stack gap="sm">
        <FlagWords flag={flag} />
        <FlagHistory history={flag.history} />
        {open && disputing && (
          <form
            onSubmit={(event) => {
              event.preventDefault();
              give.mutate('disputed');
            }}
          >
            <Stack gap="xs">
              <Textarea
                label={t('answers.reason')}
                required
                autosize
                minRows={2}
                maxLength={2000}
                autoFocus
                value={reason}
                onChange={({ currentTarget }) => setReason(currentTarget.value)}
              />
              <Group gap="xs">
                <Button type="submit" disabled={reason.trim() === ''} loading={give.isPending}>
                  {t('answers.send')}
                </Button>
                <Button variant="default" onClick={() => setDisputing(false)}>
                  {t('common.cancel')}
                </Button>
              </Group>
            </Stack>
          </form>
        )}
        {open && !disputing && (
          <Group gap="xs">
            {given !== 'acknowledged' && (
              <Button loading={give.isPending} onClick={() => give.mutate('acknowledged')}>
                {t('answers.acknowledge')}
              </Button>
            )}
            {given !== 'disputed' && (
              <Button variant="default" onClick={() => setDisputing(true)}>
                {t('answers.dispute')}
              </Button>
            )}
          </Group>
        )}
      </Stack>
    </Card>
  );
}
