import { Button } from '@mantine/core';
import { PersonIcon } from '@radix-ui/react-icons';
import { lazy, Suspense, useState } from 'react';

import { useSession } from './session.js';

const UserMenu = lazy(() => import('./user-menu.js').then((m) => ({ default: m.UserMenu })));

/** Who one is; the menu behind it is fetched when it is wanted. */
export function UserButton() {
  const { user } = useSession();
  const [wanted, setWanted] = useState(false);
  if (user === null) return null;
  const button = (
    <Button
      variant="subtle"
      size="compact-sm"
      leftSection={<PersonIcon aria-hidden />}
      data-user
      onClick={() => setWanted(true)}
    >
      {user.name}
    </Button>
  );
  if (!wanted) return button;
  return (
    <Suspense fallback={button}>
      <UserMenu />
    </Suspense>
  );
}
