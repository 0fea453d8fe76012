import { Button } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { CheckIcon, CopyIcon } from '@radix-ui/react-icons';
import { useTranslation } from 'react-i18next';

/** Copies a text; says for two seconds that it did. */
export function CopyButton({ text, label }: { text: string; label: string }) {
  const { t } = useTranslation();
  const { copied, copy } = useClipboard({ timeout: 2_000 });
  return (
    <Button
      size="compact-sm"
      variant="default"
      style={{ flexShrink: 0 }}
      leftSection={copied ? <CheckIcon aria-hidden /> : <CopyIcon aria-hidden />}
      onClick={() => copy(text)}
    >
      {copied ? t('common.copied') : label}
    </Button>
  );
}
