import { ActionIcon, Button, Group, TextInput } from '@mantine/core';
import { Cross2Icon } from '@radix-ui/react-icons';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { answer, api } from '../../api/client.js';
import type { paths } from '../../api/schema.js';
import { pick } from '../../app/address.js';
import { SEARCH_FILTERS, type SearchFilters } from './filters.js';
import { savedSearches } from './queries.js';

/** The address holds plain text; what it says is checked by the server. */
type SavedQuery = paths['/v1/saved-searches']['post']['requestBody']['content']['application/json']['query'];

interface Props {
  current: SearchFilters;
  onOpen: (filters: SearchFilters) => void;
}

/** One's own searches, kept under a name. */
export function SavedSearches({ current, onOpen }: Props) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const saved = useQuery(savedSearches);
  const [name, setName] = useState('');
  const refresh = () => queries.invalidateQueries({ queryKey: savedSearches.queryKey });
  const save = useMutation({
    mutationFn: () =>
      answer(api.POST('/v1/saved-searches', { body: { name: name.trim(), query: current as SavedQuery } })),
    onSuccess: async () => {
      setName('');
      await refresh();
    },
  });
  const remove = useMutation({
    mutationFn: (id: string) => answer(api.DELETE('/v1/saved-searches/{id}', { params: { path: { id } } })),
    onSuccess: refresh,
  });
  return (
    <Group gap="xs">
      {saved.data?.items.map((one) => (
        <Group key={one.id} gap={2}>
          <Button size="compact-sm" variant="light" onClick={() => onOpen(pick(one.query, SEARCH_FILTERS))}>
            {one.name}
          </Button>
          <ActionIcon
            size="sm"
            variant="subtle"
            aria-label={t('search.forget', { name: one.name })}
            onClick={() => remove.mutate(one.id)}
          >
            <Cross2Icon aria-hidden />
          </ActionIcon>
        </Group>
      ))}
      {current.q !== undefined && (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            save.mutate();
          }}
        >
          <Group gap={4}>
            <TextInput
              size="xs"
              aria-label={t('search.name')}
              placeholder={t('search.name')}
              value={name}
              onChange={({ currentTarget }) => setName(currentTarget.value)}
            />
            <Button type="submit" size="xs" variant="default" disabled={name.trim() === ''} loading={save.isPending}>
              {t('search.save')}
            </Button>
          </Group>
        </form>
      )}
    </Group>
  );
}
