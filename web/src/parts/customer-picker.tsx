import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { answer, api } from '../api/client.js';
import { customersNamed } from './customers.js';

interface Props {
  label: string;
  value?: string | undefined;
  disabled?: boolean;
  /** Offers to make a customer of the name typed. */
  mayCreate?: boolean;
  /** It takes the place of a button that asked for it: the list is open at once. */
  opened?: boolean;
  onPick: (id: string) => void;
  onClear?: () => void;
}

const CREATE = '+';

/** Finds a customer by a part of the name. */
export function CustomerPicker({ label, value, disabled, mayCreate = false, opened = false, onPick, onClear }: Props) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [typed, setTyped] = useState('');
  const [wanted] = useDebouncedValue(typed.trim(), 250);
  const found = useQuery(customersNamed(wanted)).data?.items ?? [];
  const create = useMutation({
    mutationFn: (name: string) => answer(api.POST('/v1/customers', { body: { name } })),
    onSuccess: async ({ id }) => {
      await queries.invalidateQueries({ queryKey: ['customers'] });
      onPick(id);
    },
  });
  const data = found.map(({ id, name }) => ({ value: id, label: name }));
  if (value !== undefined && !data.some((one) => one.value === value)) data.unshift({ value, label: value });
  const offersNew = mayCreate && wanted !== '' && !found.some(({ name }) => name === wanted);
  return (
    <Select
      aria-label={label}
      placeholder={label}
      value={value ?? null}
      disabled={disabled || create.isPending}
      searchable
      defaultDropdownOpened={opened}
      autoFocus={opened}
      clearable={onClear !== undefined}
      onSearchChange={setTyped}
      nothingFoundMessage={t('common.nothingFound')}
      data={offersNew ? [...data, { value: CREATE, label: t('customers.create', { name: wanted }) }] : data}
      filter={({ options }) => options}
      onChange={(picked) => {
        if (picked === null) onClear?.();
        else if (picked === CREATE) create.mutate(wanted);
        else onPick(picked);
      }}
    />
  );
}
