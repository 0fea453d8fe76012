import { Alert, Button, Group, Stack } from '@mantine/core';
import { useForm, type FormValidateInput, type UseFormReturnType } from '@mantine/form';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

import { notifyDone } from '../notify.js';
import { checkRules, saveRules, type RuleKind } from './queries.js';

/** Long enough for a word, short enough to feel at once. */
const SETTLED_MS = 400;

/** What is wrong with the field of this path, as the server says. */
export type ErrorAt = (path: string) => string | undefined;

interface Props<V> {
  kind: RuleKind;
  /** Of the document, and its newest version: the one that is saved follows it. */
  id: string;
  newest: number;
  initial: V;
  /** The whole document as it would be stored. */
  documentOf: (values: V) => Record<string, unknown>;
  /** What the server has no rule for. */
  validate?: FormValidateInput<V>;
  onDone: () => void;
  children: (form: UseFormReturnType<V>, errorAt: ErrorAt) => ReactNode;
}

/** A form for a policy, a playbook or a lexicon: the server checks it as one types, and it is saved as a new version. */
export function RuleEditor<V extends Record<string, unknown>>(props: Props<V>) {
  const { kind, id, newest, initial, documentOf, validate, onDone, children } = props;
  const { t } = useTranslation();
  const queries = useQueryClient();
  const form = useForm<V>({ initialValues: initial, validateInputOnChange: true, ...(validate && { validate }) });
  const written = JSON.stringify({ ...documentOf(form.values), version: newest + 1 });
  const [settled] = useDebouncedValue(written, SETTLED_MS);
  const check = useQuery({
    queryKey: ['rule-check', kind, settled],
    queryFn: () => checkRules(kind, JSON.parse(settled) as Record<string, unknown>),
    placeholderData: keepPreviousData,
    staleTime: Infinity,
  });
  const problem = check.data?.problem ?? null;
  const errorAt = useCallback<ErrorAt>((path) => (problem?.field === path ? problem.message : undefined), [problem]);
  const isChecked = settled === written && check.isSuccess && !check.isPlaceholderData;
  const save = useMutation({
    mutationFn: () => saveRules(kind, id, newest, JSON.parse(written) as Record<string, unknown>),
    onSuccess: async () => {
      notifyDone(t('policy.saved'));
      await queries.invalidateQueries({ queryKey: ['rules', kind] });
      onDone();
    },
  });
  return (
    <form onSubmit={form.onSubmit(() => save.mutate())}>
      <Stack gap="sm">
        {children(form, errorAt)}
        {problem && (
          <Alert color="red" title={t('rules.doesNotFit')} role="alert">
            {problem.message}
          </Alert>
        )}
        <Group gap="xs">
          <Button
            type="submit"
            loading={save.isPending}
            disabled={!form.isDirty() || !form.isValid() || !isChecked || problem !== null}
          >
            {t('policy.save')}
          </Button>
          <Button variant="default" onClick={onDone}>
            {t('common.cancel')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
