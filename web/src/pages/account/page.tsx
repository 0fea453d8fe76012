import { Badge, Button, Card, Group, PasswordInput, Stack, Text, Title } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';

import { answer, api, setCsrf } from '../../api/client.js';
import { sessionQuery, useSession } from '../../app/session.js';
import { showDateTime } from '../../parts/format.js';
import { Loaded } from '../../parts/loaded.js';
import { notifyDone } from '../../parts/notify.js';
import { PageTitle } from '../../parts/page-title.js';

/** One's own account: the password, and where one is signed in. */
export function AccountPage() {
  const { t } = useTranslation();
  const { user } = useSession();
  if (user === null) return <Text>{t('account.open')}</Text>;
  return (
    <>
      <PageTitle title={t('account.title')} />
      <Stack maw={640}>
        <Text>
          {user.name} · {user.email} · {t(`role.${user.role}`)}
        </Text>
        <PasswordChange />
        <Sessions />
      </Stack>
    </>
  );
}

function PasswordChange() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const form = useForm({ initialValues: { current: '', next: '' } });
  const change = useMutation({
    mutationFn: (password: { current: string; next: string }) =>
      answer(api.PATCH('/v1/session', { body: { password } })),
    onSuccess: (session) => {
      setCsrf(session.csrf);
      queries.setQueryData(sessionQuery.queryKey, session);
      form.reset();
      notifyDone(t('account.passwordChanged'));
    },
  });
  return (
    <Card withBorder>
      <form onSubmit={form.onSubmit((values) => change.mutate(values))}>
        <Stack>
          <Title order={2} size="h4">
            {t('account.password')}
          </Title>
          <PasswordInput
            label={t('account.current')}
            autoComplete="current-password"
            required
            {...form.getInputProps('current')}
          />
          <PasswordInput
            label={t('link.password')}
            autoComplete="new-password"
            required
            {...form.getInputProps('next')}
          />
          <Group>
            <Button type="submit" loading={change.isPending}>
              {t('account.changePassword')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Card>
  );
}

function Sessions() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const sessions = useQuery({ queryKey: ['sessions'], queryFn: () => answer(api.GET('/v1/sessions')) });
  const end = useMutation({
    mutationFn: (id: string) => answer(api.DELETE('/v1/sessions/{id}', { params: { path: { id } } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['sessions'] }),
  });
  const endAll = useMutation({
    mutationFn: () => answer(api.DELETE('/v1/sessions')),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['session'] }),
  });
  return (
    <Card withBorder>
      <Stack>
        <Title order={2} size="h4">
          {t('account.sessions')}
        </Title>
        <Loaded query={sessions}>
          {({ items }) =>
            items.map((one) => (
              <Group key={one.id} justify="space-between">
                <div>
                  <Text size="sm">{one.userAgent ?? t('account.unknownDevice')}</Text>
                  <Text size="xs" c="dimmed">
                    {[one.address, t('account.lastSeen', { at: showDateTime(one.lastSeenAt) })]
                      .filter(Boolean)
                      .join(' · ')}
                  </Text>
                </div>
                {one.current ? (
                  <Badge variant="light">{t('account.thisOne')}</Badge>
                ) : (
                  <Button size="compact-sm" variant="default" onClick={() => end.mutate(one.id)}>
                    {t('account.end')}
                  </Button>
                )}
              </Group>
            ))
          }
        </Loaded>
        <Group>
          <Button variant="default" loading={endAll.isPending} onClick={() => endAll.mutate()}>
            {t('account.signOutEverywhere')}
          </Button>
        </Group>
      </Stack>
    </Card>
  );
}
