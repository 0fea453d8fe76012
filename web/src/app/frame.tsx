import { AppShell, Burger, Group, NavLink, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Link, Outlet, useLocation } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';

import { PageLoading } from '../parts/page-loading.js';
import { AppearanceSwitch } from './appearance-switch.js';
import { LanguageSwitch } from './language-switch.js';
import { PLACES } from './places.js';
import { isIn, may } from '../shell/permission.js';
import { useSession } from './session.js';
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
  return isIn(useSession()) ? <Inside /> : <SignIn />;
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
        {PLACES.filter(({ permission }) => permission === null || may(role, permission)).map((place) => (
          <NavLink
            key={place.to}
            component={Link}
            to={place.to}
            label={t(`place.${place.name}`)}
            leftSection={<place.Icon aria-hidden />}
            active={pathname.startsWith(place.to)}
            data-permission={place.permission}
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
