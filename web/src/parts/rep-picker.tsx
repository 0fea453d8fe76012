import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';

import { answer, api, everyItem } from '../api/client.js';

interface Props {
  value: string | undefined;
  onChange: (rep: string | undefined) => void;
}

/** Who spoke for our side: a user, or a name where nobody signs in under it. */
export function RepPicker({ value, onChange }: Props) {
  const { t } = useTranslation();
  const reps = useQuery({
    queryKey: ['reps'],
    queryFn: () => everyItem((cursor) => answer(api.GET('/v1/reps', { params: { query: { cursor } } }))),
    staleTime: 60_000,
  });
  const data = new Map(reps.data?.map(({ id, name }) => [id ?? name, name]));
  if (value !== undefined && !data.has(value)) data.set(value, value);
  return (
    <Select
      aria-label={t('filters.rep')}
      placeholder={t('filters.rep')}
      clearable
      searchable
      w={150}
      value={value ?? null}
      data={[...data].map(([key, name]) => ({ value: key, label: name }))}
      onChange={(picked) => onChange(picked ?? undefined)}
    />
  );
}
