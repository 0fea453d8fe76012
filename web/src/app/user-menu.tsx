import { Button, Menu } from '@mantine/core';
import { PersonIcon } from '@radix-ui/react-icons';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';

import { answer, api } from '../api/client.js';
import { useSession } from './session.js';

/** Who one is, one's account, and the way out; nothing where nobody signs in. */
export function UserMenu() {
  const { t } = useTranslation();
  const { user } = useSession();
  const queries = useQueryClient();
  const signOut = useMutation({
    mutationFn: () => answer(api.DELETE('/v1/session')),
    onSuccess: async () => {
      // What the last person saw must not be there for the next.
      queries.clear();
      await queries.refetchQueries({ queryKey: ['session'] });
      window.location.assign('/');
    },
  });
  if (user === null) return null;
  return (
    <Menu position="bottom-end" withinPortal defaultOpened>
      <Menu.Target>
        <Button variant="subtle" size="compact-sm" leftSection={<PersonIcon aria-hidden />}>
          {user.name}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          {t(`role.${user.role}`)}
          {user.team && ` · ${user.team.name}`}
        </Menu.Label>
        <Menu.Item component={Link} to="/account">
          {t('account.title')}
        </Menu.Item>
        <Menu.Item onClick={() => signOut.mutate()}>{t('account.signOut')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
