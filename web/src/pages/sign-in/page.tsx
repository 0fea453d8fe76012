import {
  Alert,
  Button,
  Card,
  Center,
  Divider,
  Group,
  PasswordInput,
  Stack,
  Text,
  TextInput,
  Title,
} from '@mantine/core';
import { useForm } from '@mantine/form';
import { useDocumentTitle } from '@mantine/hooks';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useLocation, useRouter } from '@tanstack/react-router';
import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';

import { answer, api, setCsrf } from '../../api/client.js';
import { sessionQuery, useSession } from '../../app/session.js';
import { LanguageSwitch } from '../../app/language-switch.js';
import { Failed } from '../../parts/failed.js';
import { PageLoading } from '../../parts/page-loading.js';

const OIDC_PROBLEMS = ['oidc-refused', 'oidc-failed', 'oidc-disabled'] as const;

/** E-mail and password, or the firm's own sign-in where it is configured. */
export function SignInPage() {
  return (
    <Suspense fallback={<PageLoading />}>
      <SignIn />
    </Suspense>
  );
}

function SignIn() {
  const { t } = useTranslation();
  const { state, methods } = useSession();
  const { pathname, searchStr } = useLocation();
  const problem = OIDC_PROBLEMS.find((one) => new URLSearchParams(searchStr).get('problem') === one);
  useDocumentTitle(`${t('signIn.title')} · Vouch`);
  const back = pathname === '/sign-in' ? '/' : `${pathname}${searchStr}`;
  return (
    <Center mih="100vh" p="md" component="main">
      <Card withBorder w="100%" maw={400} padding="lg">
        <Stack>
          <Group justify="space-between">
            <Title order={1} size="h3">
              {t('signIn.title')}
            </Title>
            <LanguageSwitch />
          </Group>
          {problem && <Alert color="red">{t(`signIn.${problem}`)}</Alert>}
          {state === 'setup' ? (
            <Alert color="blue">{t('signIn.setup')}</Alert>
          ) : (
            <>
              {methods.password && <PasswordForm back={back} />}
              {methods.password && methods.oidc && <Divider label={t('signIn.or')} />}
              {methods.oidc && (
                <Button
                  component="a"
                  variant="default"
                  href={`/v1/session/oidc/start?return=${encodeURIComponent(back)}`}
                >
                  {t('signIn.with', { name: methods.oidc.name })}
                </Button>
              )}
              <Text size="sm" c="dimmed">
                {t('signIn.forgotten')}
              </Text>
            </>
          )}
        </Stack>
      </Card>
    </Center>
  );
}

function PasswordForm({ back }: { back: string }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const router = useRouter();
  const form = useForm({ initialValues: { email: '', password: '' } });
  const signIn = useMutation({
    mutationFn: (body: { email: string; password: string }) => answer(api.POST('/v1/session', { body })),
    meta: { quiet: true },
    onSuccess: async (session) => {
      setCsrf(session.csrf);
      queries.setQueryData(sessionQuery.queryKey, session);
      await router.navigate({ href: back, replace: true });
    },
  });
  return (
    <form onSubmit={form.onSubmit((values) => signIn.mutate(values))}>
      <Stack>
        {signIn.isError && <Failed error={signIn.error} />}
        <TextInput
          label={t('signIn.email')}
          type="email"
          autoComplete="username"
          required
          {...form.getInputProps('email')}
        />
        <PasswordInput
          label={t('signIn.password')}
          autoComplete="current-password"
          required
          {...form.getInputProps('password')}
        />
        <Button type="submit" loading={signIn.isPending}>
          {t('signIn.submit')}
        </Button>
      </Stack>
    </form>
  );
}
