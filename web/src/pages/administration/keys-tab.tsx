import { Badge, Button, Group, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { DataTable } from 'mantine-datatable';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { answer, api } from '../../api/client.js';
import type { Role } from '../../shell/permission.js';
import { showDate } from '../../parts/format.js';
import { Loaded } from '../../parts/loaded.js';
import { RoleSelect } from './role-select.js';
import { Secret } from './secret.js';

export function KeysTab() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [made, setMade] = useState<string | null>(null);
  const keys = useQuery({
    queryKey: ['keys'],
    queryFn: () => answer(api.GET('/v1/keys', { params: { query: { limit: 200 } } })),
  });
  const refresh = () => queries.invalidateQueries({ queryKey: ['keys'] });
  const form = useForm<{ name: string; role: Role }>({ initialValues: { name: '', role: 'rep' } });
  const make = useMutation({
    mutationFn: (body: { name: string; role: Role }) =>
      answer(api.POST('/v1/keys', { body: { ...body, userId: null } })),
    onSuccess: async ({ key }) => {
      setMade(key);
      form.reset();
      await refresh();
    },
  });
  const revoke = useMutation({
    mutationFn: (id: string) => answer(api.DELETE('/v1/keys/{id}', { params: { path: { id } } })),
    onSuccess: refresh,
  });
  return (
    <Stack gap="md">
      <form onSubmit={form.onSubmit((values) => make.mutate(values))}>
        <Group gap="xs" align="flex-end">
          <TextInput label={t('link.name')} required {...form.getInputProps('name')} />
          <RoleSelect label={t('part.role')} {...form.getInputProps('role')} />
          <Button type="submit" loading={make.isPending}>
            {t('admin.makeKey')}
          </Button>
        </Group>
      </form>
      {made !== null && <Secret label={t('admin.shownOnce')} text={made} />}
      <Loaded query={keys}>
        {({ items }) => (
          <DataTable
            withTableBorder
            minHeight={items.length === 0 ? 160 : 0}
            noRecordsText={t('admin.noKeys')}
            records={items}
            columns={[
              { accessor: 'name', title: t('link.name') },
              { accessor: 'role', title: t('part.role'), render: ({ role }) => t(`role.${role}`) },
              { accessor: 'createdAt', title: t('admin.made'), render: ({ createdAt }) => showDate(createdAt) },
              {
                accessor: 'lastUsedAt',
                title: t('admin.lastUsed'),
                render: ({ lastUsedAt }) => (lastUsedAt === null ? '–' : showDate(lastUsedAt)),
              },
              {
                accessor: 'actions',
                title: '',
                render: ({ id, name, revokedAt }) =>
                  revokedAt === null ? (
                    <Button
                      size="compact-xs"
                      variant="default"
                      aria-label={t('admin.revokeKey', { name })}
                      onClick={() => revoke.mutate(id)}
                    >
                      {t('admin.revoke')}
                    </Button>
                  ) : (
                    <Badge color="gray" variant="light">
                      {t('admin.revoked')}
                    </Badge>
                  ),
              },
            ]}
          />
        )}
      </Loaded>
    </Stack>
  );
}
