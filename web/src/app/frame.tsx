import { AppShell, Burger, Group, NavLink, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Link, Outlet, useLocation } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';

import { PageLoading } from '../parts/page-loading.js';
import { AppearanceSwitch } from './appearance-switch.js';
import { LanguageSwitch } from './language-switch.js';
import { PLACES } from './places.js';
import { may, useSession } from './session.js';
import { UserButton } from './user-button.js';

const SignIn = lazy(() => import('../pages/sign-in/page.js').then(({ SignInPage }) => ({ default: SignInPage })));

/** What stands around every page: where one can go, who one is. Without a session, the sign-in page. */
export function Frame() {
  return (
    <Suspense fallback={<PageLoading />}>
      <FrameOfSession />
    </Suspense>
  );
}

function FrameOfSession() {
  const { state } = useSession();
  return state === 'open' || state === 'signed-in' ? <Inside /> : <SignIn />;
}

function Inside() {
  const { t } = useTranslation();
  const { role } = useSession();
  const { pathname } = useLocation();
  const [opened, { toggle, close }] = useDisclosure(false);
  return (
    <AppShell
      header={{ height: 52 }}
      navbar={{ width: 212, breakpoint: 'md', collapsed: { mobile: !opened } }}
      padding="md"
    >
      <a className="skip" href="#page">
        {t('frame.skip')}
      </a>
      <AppShell.Header>
        <Group h="100%" px="md" justify="space-between" wrap="nowrap">
          <Group gap="sm" wrap="nowrap">
            <Burger
              opened={opened}
              onClick={toggle}
              hiddenFrom="md"
              size="sm"
              aria-label={t('frame.menu')}
              aria-expanded={opened}
            />
            <img src="/icon.svg" alt="" width={26} height={26} />
            <Text fw={700} size="lg">
              Vouch
            </Text>
          </Group>
          <Group gap={4} wrap="nowrap">
            <LanguageSwitch />
            <AppearanceSwitch />
            <UserButton />
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="xs" style={{ overflowY: 'auto' }} aria-label={t('frame.places')}>
        {PLACES.filter(({ permission }) => permission === null || may(role, permission)).map(({ to, name, Icon }) => (
          <NavLink
            key={to}
            component={Link}
            to={to}
            label={t(`place.${name}`)}
            leftSection={<Icon aria-hidden />}
            active={pathname.startsWith(to)}
            onClick={close}
          />
        ))}
      </AppShell.Navbar>
      <AppShell.Main id="page">
        <Outlet />
      </AppShell.Main>
    </AppShell>
  );
}
