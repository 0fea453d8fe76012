import { Button, Group, Text } from '@mantine/core';
import { UploadIcon } from '@radix-ui/react-icons';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

export type Choice = 'files' | 'folder' | 'customer';

/** What the place to drop files says, with its buttons; `children` stand in for the one that asks for a customer. */
export function UploadWords({ onChoose, children }: { onChoose: (choice: Choice) => void; children?: ReactNode }) {
  const { t } = useTranslation();
  return (
    <Group justify="space-between" gap="md">
      <Group gap="sm" wrap="nowrap">
        <UploadIcon width={24} height={24} aria-hidden />
        <div>
          <Text fw={600}>{t('upload.drop')}</Text>
          <Text size="sm" c="dimmed">
            {t('upload.formats')}
          </Text>
        </div>
      </Group>
      <Group gap="xs">
        {children || (
          <Button variant="subtle" onClick={() => onChoose('customer')}>
            {t('upload.customer')}
          </Button>
        )}
        <Button onClick={() => onChoose('files')}>{t('upload.files')}</Button>
        <Button variant="default" onClick={() => onChoose('folder')}>
          {t('upload.folder')}
        </Button>
      </Group>
    </Group>
  );
}
