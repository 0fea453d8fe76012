import { Button, Card, Center, Group, PasswordInput, Stack, Text, TextInput, Title } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useDocumentTitle } from '@mantine/hooks';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';

import { answer, api, setCsrf } from '../../api/client.js';
import { sessionQuery } from '../../app/session.js';
import { LanguageSwitch } from '../../app/language-switch.js';
import { Failed } from '../../parts/failed.js';
import { Loaded } from '../../parts/loaded.js';

const SHORTEST_PASSWORD = 10;

/** Behind a one-time link: the first administrator, somebody invited, or a new password. */
export function LinkPage() {
  const { t } = useTranslation();
  const { token = '' } = useSearch({ strict: false });
  const link = useQuery({
    queryKey: ['link', token],
    queryFn: () => answer(api.GET('/v1/links/{token}', { params: { path: { token } } })),
    retry: false,
    staleTime: Infinity,
  });
  useDocumentTitle(`${t('link.title')} · Vouch`);
  return (
    <Center mih="100vh" p="md" component="main">
      <Card withBorder w="100%" maw={420} padding="lg">
        <Stack>
          <Group justify="space-between">
            <Title order={1} size="h3">
              {t('link.title')}
            </Title>
            <LanguageSwitch />
          </Group>
          <Loaded query={link}>
            {({ kind, email, name }) => (
              <>
                <Text>{t(`link.${kind}`)}</Text>
                <LinkForm token={token} asksWho={kind === 'setup'} email={email ?? ''} name={name ?? ''} />
              </>
            )}
          </Loaded>
        </Stack>
      </Card>
    </Center>
  );
}

interface FormProps {
  token: string;
  /** The first administrator says who they are; the others were invited as somebody. */
  asksWho: boolean;
  email: string;
  name: string;
}

function LinkForm({ token, asksWho, email, name }: FormProps) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const form = useForm({
    initialValues: { email, name, password: '', again: '' },
    validate: {
      password: (value) => (value.length < SHORTEST_PASSWORD ? t('link.short', { count: SHORTEST_PASSWORD }) : null),
      again: (value, values) => (value === values.password ? null : t('link.different')),
    },
  });
  const use = useMutation({
    mutationFn: ({ password, ...who }: typeof form.values) =>
      answer(
        api.POST('/v1/links/{token}', {
          params: { path: { token } },
          body: { password, ...(asksWho && { email: who.email, name: who.name }) },
        }),
      ),
    meta: { quiet: true },
    onSuccess: async (session) => {
      setCsrf(session.csrf);
      queries.setQueryData(sessionQuery.queryKey, session);
      await navigate({ to: '/', replace: true });
    },
  });
  return (
    <form onSubmit={form.onSubmit((values) => use.mutate(values))}>
      <Stack>
        {use.isError && <Failed error={use.error} />}
        <TextInput
          label={t('signIn.email')}
          type="email"
          autoComplete="username"
          required
          readOnly={!asksWho}
          {...form.getInputProps('email')}
        />
        {asksWho && <TextInput label={t('link.name')} autoComplete="name" required {...form.getInputProps('name')} />}
        <PasswordInput
          label={t('link.password')}
          description={t('link.short', { count: SHORTEST_PASSWORD })}
          autoComplete="new-password"
          required
          {...form.getInputProps('password')}
        />
        <PasswordInput label={t('link.again')} autoComplete="new-password" required {...form.getInputProps('again')} />
        <Button type="submit" loading={use.isPending}>
          {t('link.submit')}
        </Button>
      </Stack>
    </form>
  );
}
