import { Button, Group, Stack, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { DataTable } from 'mantine-datatable';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { answer, api } from '../../api/client.js';
import { Loaded } from '../../parts/loaded.js';
import { teamsQuery } from '../../parts/teams.js';

export function TeamsTab() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [name, setName] = useState('');
  const teams = useQuery(teamsQuery);
  const onSuccess = async (): Promise<void> => {
    setName('');
    await queries.invalidateQueries({ queryKey: teamsQuery.queryKey });
  };
  const make = useMutation({
    mutationFn: () => answer(api.POST('/v1/teams', { body: { name: name.trim() } })),
    onSuccess,
  });
  const dissolve = useMutation({
    mutationFn: (id: string) => answer(api.DELETE('/v1/teams/{id}', { params: { path: { id } } })),
    onSuccess,
  });
  return (
    <Stack gap="md">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          make.mutate();
        }}
      >
        <Group gap="xs" align="flex-end">
          <TextInput
            label={t('admin.teamName')}
            required
            value={name}
            onChange={({ currentTarget }) => setName(currentTarget.value)}
          />
          <Button type="submit" loading={make.isPending}>
            {t('admin.makeTeam')}
          </Button>
        </Group>
      </form>
      <Loaded query={teams}>
        {(items) => (
          <DataTable
            withTableBorder
            minHeight={items.length === 0 ? 160 : 0}
            noRecordsText={t('admin.noTeams')}
            records={items}
            columns={[
              { accessor: 'name', title: t('link.name') },
              { accessor: 'members', title: t('admin.members') },
              {
                accessor: 'actions',
                title: '',
                render: ({ id, name: called }) => (
                  <Button
                    size="compact-xs"
                    variant="default"
                    aria-label={t('admin.dissolveTeam', { name: called })}
                    onClick={() => dissolve.mutate(id)}
                  >
                    {t('common.remove')}
                  </Button>
                ),
              },
            ]}
          />
        )}
      </Loaded>
    </Stack>
  );
}
