import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';

import { answer, api } from '../../api/client.js';
import { notifyDone } from '../../parts/notify.js';
import type { FlagWithTurns } from './queries.js';

export type Verdict = 'confirmed' | 'dismissed';
interface Judgement {
  id: string;
  verdict: Verdict;
  note: string | null;
  /** The flag to look at then. */
  next: string | null;
}
interface Then {
  onJudged: (id: string, next: string | null) => void;
  onUndone: (id: string) => void;
}

/** What reviewers do with a flag. Each says that it was done, and brings queue and flag up to date. */
export function useDecisions({ onJudged, onUndone }: Then) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  /** Flags this person judged here, the last one at the end: what `undo` takes back. */
  const judged = useRef<string[]>([]);
  const at = (id: string) => ({ params: { path: { id } } });
  const refresh = async (flag: FlagWithTurns): Promise<void> => {
    queries.setQueryData(['flag', flag.id], flag);
    await queries.invalidateQueries({ queryKey: ['flags'] });
  };
  const judge = useMutation({
    mutationFn: ({ id, verdict, note }: Judgement) =>
      answer(api.PUT('/v1/flags/{id}/verdict', { ...at(id), body: { verdict, note } })),
    onSuccess: async (flag, { verdict, next }) => {
      const decided = flag.review?.decided === true;
      judged.current.push(flag.id);
      notifyDone(t(decided ? (verdict === 'confirmed' ? 'review.upheld' : 'review.overturned') : `review.${verdict}`));
      onJudged(flag.id, next);
      await refresh(flag);
    },
  });
  const undo = useMutation({
    mutationFn: (id: string) => answer(api.POST('/v1/flags/{id}/undo', at(id))),
    // Also when it cannot be taken back any more: the one before it may be.
    onSettled: () => judged.current.pop(),
    onSuccess: async (flag) => {
      notifyDone(t('review.undone'));
      await refresh(flag);
      onUndone(flag.id);
    },
  });
  const reopen = useMutation({
    mutationFn: (id: string) => answer(api.DELETE('/v1/flags/{id}/verdict', at(id))),
    onSuccess: async (_nothing, id) => {
      await Promise.all([['flag', id], ['flags']].map((queryKey) => queries.invalidateQueries({ queryKey })));
    },
  });
  const assign = useMutation({
    mutationFn: ({ id, assigneeId }: { id: string; assigneeId: string | null }) =>
      answer(api.PUT('/v1/flags/{id}/assignee', { ...at(id), body: { assigneeId } })),
    onSuccess: async (flag) => {
      const { assignee } = flag;
      notifyDone(
        assignee === null
          ? t('review.unassigned')
          : t('review.assigned', { name: assignee.name ?? t('common.unknown') }),
      );
      await refresh(flag);
    },
  });
  const comment = useMutation({
    mutationFn: ({ id, text }: { id: string; text: string }) =>
      answer(api.POST('/v1/flags/{id}/comments', { ...at(id), body: { text } })),
    onSuccess: async (flag) => {
      notifyDone(t('review.commented'));
      await refresh(flag);
    },
  });
  const undoLast = (): void => {
    const last = judged.current.at(-1);
    if (last === undefined) notifyDone(t('review.nothingToUndo'));
    else if (!undo.isPending) undo.mutate(last);
  };
  const busy = [judge, undo, reopen, assign, comment].some(({ isPending }) => isPending);
  return { judge, undoLast, reopen, assign, comment, busy };
}
