import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';

import { answer, api, ifMatch } from '../../api/client.js';
import { notifyDone } from '../../parts/notify.js';
import type { Conversation } from './queries.js';

export const correctionsQuery = (id: string) =>
  queryOptions({
    queryKey: ['conversation', id, 'corrections'],
    queryFn: () => answer(api.GET('/v1/conversations/{id}/corrections', { params: { path: { id } } })),
  });

interface Change {
  turn: number;
  text?: string;
  speaker?: string;
}

/** Correcting a turn and taking that back; the conversation is then read again. */
export function useCorrecting({ id, version }: Pick<Conversation, 'id' | 'version'>) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const onSettled = () => queries.invalidateQueries({ queryKey: ['conversation', id] });
  const params = (turn: number) => ({ path: { id, turn }, header: ifMatch(version) });
  const correct = useMutation({
    mutationFn: ({ turn, ...body }: Change) =>
      answer(api.PATCH('/v1/conversations/{id}/turns/{turn}', { params: params(turn), body })),
    onSuccess: () => notifyDone(t('correct.done')),
    onSettled,
  });
  const undo = useMutation({
    mutationFn: (turn: number) =>
      answer(api.POST('/v1/conversations/{id}/turns/{turn}/undo', { params: params(turn) })),
    onSuccess: () => notifyDone(t('correct.undone')),
    onSettled,
  });
  return { correct, undo };
}
