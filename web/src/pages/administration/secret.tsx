import { Alert, Code, Group } from '@mantine/core';
import { useTranslation } from 'react-i18next';

import { CopyButton } from '../../parts/copy-button.js';

/** Something that is shown once, to be copied now. */
export function Secret({ label, text }: { label: string; text: string }) {
  const { t } = useTranslation();
  return (
    <Alert color="yellow" title={label}>
      <Group gap="xs">
        <Code style={{ overflowWrap: 'anywhere' }}>{text}</Code>
        <CopyButton text={text} label={t('common.copy')} />
      </Group>
    </Alert>
  );
}
