import { Button, Group, Text } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';

const AssignCustomer = lazy(() => import('./assign-customer.js').then((m) => ({ default: m.AssignCustomer })));

/** Says that no customer was recognised; the list of customers comes when it is asked for. */
export function Unmatched({ conversation }: { conversation: { id: string; version: number } }) {
  const { t } = useTranslation();
  const [asked, setAsked] = useState(false);
  const button = (
    <Button variant="default" size="compact-sm" onClick={() => setAsked(true)}>
      {t('conversations.assign')}
    </Button>
  );
  return (
    <Group gap="xs" mt={6}>
      <Text size="sm" c="dimmed">
        {t('conversations.unmatched')}
      </Text>
      {asked ? (
        <Suspense fallback={button}>
          <AssignCustomer conversation={conversation} />
        </Suspense>
      ) : (
        button
      )}
    </Group>
  );
}
