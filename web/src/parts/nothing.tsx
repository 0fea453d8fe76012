import { Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';

/** The empty state: what is not there, and what to do next. */
export function Nothing({ title, hint, children }: { title: string; hint?: string; children?: ReactNode }) {
  return (
    <Stack align="center" gap="xs" py="xl" ta="center">
      <Title order={2} size="h4">
        {title}
      </Title>
      {hint !== undefined && (
        <Text c="dimmed" maw={520}>
          {hint}
        </Text>
      )}
      {children}
    </Stack>
  );
}
