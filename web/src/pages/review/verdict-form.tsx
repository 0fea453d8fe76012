import { Alert, Button, Group, Stack, Text, TextInput } from '@mantine/core';
import type { RefObject } from 'react';
import { useTranslation } from 'react-i18next';

import { useMay } from '../../app/session.js';
import type { Verdict } from './decisions.js';
import type { FlagWithTurns } from './queries.js';

export interface VerdictFormProps {
  flag: FlagWithTurns;
  note: string;
  noteField: RefObject<HTMLInputElement | null>;
  busy: boolean;
  onNote: (note: string) => void;
  onVerdict: (verdict: Verdict) => void;
  onComment: () => void;
  onReopen: () => void;
}

/** A verdict with its reason, or a comment alone; a dispute is upheld or overturned by who did not judge it before, if there is anybody. */
export function VerdictForm({ flag, note, noteField, busy, onNote, onVerdict, onComment, onReopen }: VerdictFormProps) {
  const { t } = useTranslation();
  const judges = useMay('judge');
  const disputed = flag.state === 'disputed';
  const { answer, mayJudge, decidesAlone } = flag;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (mayJudge) onVerdict('dismissed');
        else onComment();
      }}
    >
      <Stack gap="xs">
        {answer && (
          <Alert
            color={answer.answer === 'disputed' ? 'grape' : 'teal'}
            title={t(answer.answer === 'disputed' ? 'review.disputedBy' : 'review.acknowledgedBy', {
              name: answer.byName ?? t('common.unknown'),
            })}
          >
            {answer.reason}
          </Alert>
        )}
        {judges && !mayJudge && (
          <Text size="sm">{t(flag.review?.decided === true ? 'review.settled' : 'review.notYours')}</Text>
        )}
        {decidesAlone && <Text size="sm">{t('review.alone')}</Text>}
        <TextInput
          ref={noteField}
          label={t('review.note')}
          value={note}
          maxLength={2000}
          onChange={({ currentTarget }) => onNote(currentTarget.value)}
        />
        <Group gap="xs">
          {mayJudge && (
            <>
              <Button color="red" loading={busy} onClick={() => onVerdict('confirmed')}>
                {t(disputed ? 'review.uphold' : 'review.confirm')}
              </Button>
              <Button type="submit" variant="default" loading={busy}>
                {t(disputed ? 'review.overturn' : 'review.dismiss')}
              </Button>
            </>
          )}
          <Button variant="subtle" disabled={note.trim() === ''} loading={busy} onClick={onComment}>
            {t('review.comment')}
          </Button>
          {mayJudge && !disputed && flag.review && (
            <Button variant="subtle" onClick={onReopen}>
              {t('review.reopen')}
            </Button>
          )}
        </Group>
      </Stack>
    </form>
  );
}
