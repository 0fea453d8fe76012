import '@mantine/notifications/styles.css';

import { Notifications } from '@mantine/notifications';

export { notifications } from '@mantine/notifications';

/** Where announcements appear. */
export function Notices() {
  return <Notifications position="bottom-right" />;
}
