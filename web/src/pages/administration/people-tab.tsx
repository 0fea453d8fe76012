import { Badge, Button, Group, Menu, Select, Stack, TagsInput, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { DataTable } from 'mantine-datatable';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { answer, api, ifMatch } from '../../api/client.js';
import type { components } from '../../api/schema.js';
import type { Role } from '../../shell/permission.js';
import { Failed } from '../../parts/failed.js';
import { showDate } from '../../parts/format.js';
import { RoleSelect } from './role-select.js';
import { Secret } from './secret.js';
import { useTeams } from '../../parts/teams.js';

type User = components['schemas']['User'];
export function PeopleTab() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [link, setLink] = useState<string | null>(null);
  const people = useInfiniteQuery({
    queryKey: ['users'],
    queryFn: ({ pageParam }) =>
      answer(
        api.GET('/v1/users', { params: { query: { limit: 100, ...(pageParam !== null && { cursor: pageParam }) } } }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });
  const refresh = () => queries.invalidateQueries({ queryKey: ['users'] });
  const newLink = useMutation({
    mutationFn: (id: string) => answer(api.POST('/v1/users/{id}/link', { params: { path: { id } } })),
    onSuccess: (made) => setLink(made.link),
  });
  const change = useMutation({
    mutationFn: ({
      id,
      version,
      ...body
    }: {
      id: string;
      version: number;
      disabled?: boolean;
      role?: Role;
      teamId?: string | null;
    }) => answer(api.PATCH('/v1/users/{id}', { params: { path: { id }, header: ifMatch(version) }, body })),
    onSuccess: refresh,
  });
  const signOut = useMutation({
    mutationFn: (id: string) => answer(api.DELETE('/v1/users/{id}/sessions', { params: { path: { id } } })),
  });
  const teams = useTeams();
  if (people.isError) return <Failed error={people.error} onRetry={() => void people.refetch()} />;
  const users = people.data?.pages.flatMap(({ items }) => items).filter((one): one is User => 'email' in one) ?? [];
  return (
    <Stack gap="md">
      <NewPerson
        onMade={async (made) => {
          setLink(made);
          await refresh();
        }}
      />
      {link !== null && <Secret label={t('admin.inviteLink')} text={`${window.location.origin}${link}`} />}
      <DataTable
        withTableBorder
        minHeight={users.length === 0 ? 160 : 0}
        noRecordsText={t('admin.noPeople')}
        fetching={people.isPending}
        idAccessor="id"
        records={users}
        columns={[
          { accessor: 'name', title: t('link.name') },
          { accessor: 'email', title: t('signIn.email') },
          {
            accessor: 'role',
            title: t('part.role'),
            render: (one) => (
              <RoleSelect
                size="xs"
                w={140}
                aria-label={t('admin.roleOf', { name: one.name })}
                value={one.role}
                onChange={(role) => role && change.mutate({ id: one.id, version: one.version, role: role as Role })}
              />
            ),
          },
          {
            accessor: 'team',
            title: t('filters.team'),
            render: (one) => (
              <Select
                size="xs"
                w={140}
                clearable
                aria-label={t('admin.teamOf', { name: one.name })}
                value={one.team?.id ?? null}
                data={teams}
                onChange={(teamId) => change.mutate({ id: one.id, version: one.version, teamId })}
              />
            ),
          },
          {
            accessor: 'state',
            title: t('filters.state'),
            render: ({ state }) => <Badge variant="light">{t(`userState.${state}`)}</Badge>,
          },
          {
            accessor: 'lastSignInAt',
            title: t('admin.lastSignIn'),
            render: ({ lastSignInAt }) => (lastSignInAt === null ? '–' : showDate(lastSignInAt)),
          },
          {
            accessor: 'actions',
            title: '',
            render: ({ id, name, state, version }) => (
              <Menu>
                <Menu.Target>
                  <Button size="compact-xs" variant="default" aria-label={t('admin.actionsFor', { name })}>
                    …
                  </Button>
                </Menu.Target>
                <Menu.Dropdown>
                  <Menu.Item onClick={() => newLink.mutate(id)}>{t('admin.newLink')}</Menu.Item>
                  <Menu.Item onClick={() => signOut.mutate(id)}>{t('account.signOutEverywhere')}</Menu.Item>
                  <Menu.Item onClick={() => change.mutate({ id, version, disabled: state !== 'disabled' })}>
                    {state === 'disabled' ? t('admin.enable') : t('admin.disable')}
                  </Menu.Item>
                </Menu.Dropdown>
              </Menu>
            ),
          },
        ]}
      />
      {people.hasNextPage && (
        <Button variant="default" onClick={() => void people.fetchNextPage()}>
          {t('common.more')}
        </Button>
      )}
    </Stack>
  );
}

function NewPerson({ onMade }: { onMade: (link: string) => Promise<void> }) {
  const { t } = useTranslation();
  const teams = useTeams();
  const form = useForm<{ email: string; name: string; role: Role; teamId: string | null; identities: string[] }>({
    initialValues: { email: '', name: '', role: 'rep', teamId: null, identities: [] },
  });
  const make = useMutation({
    mutationFn: ({ identities, ...who }: typeof form.values) =>
      answer(api.POST('/v1/users', { body: { ...who, ...(identities.length > 0 && { identities }) } })),
    onSuccess: async ({ link }) => {
      form.reset();
      await onMade(link);
    },
  });
  return (
    <form onSubmit={form.onSubmit((values) => make.mutate(values))}>
      <Group gap="xs" align="flex-end">
        <TextInput label={t('signIn.email')} type="email" required {...form.getInputProps('email')} />
        <TextInput label={t('link.name')} required {...form.getInputProps('name')} />
        <RoleSelect label={t('part.role')} {...form.getInputProps('role')} />
        <Select label={t('filters.team')} clearable data={teams} {...form.getInputProps('teamId')} />
        <TagsInput label={t('admin.identities')} {...form.getInputProps('identities')} />
        <Button type="submit" loading={make.isPending}>
          {t('admin.invite')}
        </Button>
      </Group>
    </form>
  );
}
