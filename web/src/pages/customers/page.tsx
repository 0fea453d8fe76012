import { Button, Card, Group, Stack, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { answer, api } from '../../api/client.js';
import { useMay } from '../../app/session.js';
import { AppLink } from '../../parts/app-link.js';
import { Nothing } from '../../parts/nothing.js';
import { PageTitle } from '../../parts/page-title.js';
import { VirtualList } from '../../parts/virtual-list.js';

const here = getRouteApi('/frame/customers');

export function CustomersPage() {
  const { t } = useTranslation();
  const { name = '' } = here.useSearch();
  const navigate = here.useNavigate();
  const mayEdit = useMay('edit');
  const find = useDebouncedCallback(
    (text: string) => void navigate({ search: text === '' ? {} : { name: text }, replace: true }),
    250,
  );
  const customers = useInfiniteQuery({
    queryKey: ['customers', 'list', name],
    queryFn: ({ pageParam }) =>
      answer(
        api.GET('/v1/customers', {
          params: {
            query: { limit: 100, ...(name !== '' && { name }), ...(pageParam !== null && { cursor: pageParam }) },
          },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });
  return (
    <>
      <PageTitle title={t('place.customers')} />
      <Stack gap="md">
        <TextInput
          aria-label={t('customers.find')}
          placeholder={t('customers.find')}
          defaultValue={name}
          onChange={({ currentTarget }) => find(currentTarget.value.trim())}
        />
        {mayEdit && <NewCustomer />}
        <VirtualList
          query={customers}
          label={t('place.customers')}
          keyOf={({ id }) => id}
          estimatedHeight={56}
          row={({ id, name: called }) => (
            <Card withBorder padding="sm">
              <AppLink to="/customers/$id" params={{ id }} fw={600}>
                {called}
              </AppLink>
            </Card>
          )}
          empty={<Nothing title={t('customers.none')} hint={t('customers.noneHint')} />}
        />
      </Stack>
    </>
  );
}

function NewCustomer() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const navigate = here.useNavigate();
  const [name, setName] = useState('');
  const create = useMutation({
    mutationFn: () => answer(api.POST('/v1/customers', { body: { name: name.trim() } })),
    onSuccess: async ({ id }) => {
      await queries.invalidateQueries({ queryKey: ['customers'] });
      await navigate({ to: '/customers/$id', params: { id } });
    },
  });
  return (
    <Group gap="xs">
      <TextInput
        w={240}
        aria-label={t('customers.new')}
        placeholder={t('customers.new')}
        value={name}
        onChange={({ currentTarget }) => setName(currentTarget.value)}
      />
      <Button
        variant="default"
        disabled={name.trim() === ''}
        loading={create.isPending}
        onClick={() => create.mutate()}
      >
        {t('customers.make')}
      </Button>
    </Group>
  );
}
