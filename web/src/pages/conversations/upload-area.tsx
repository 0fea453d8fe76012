import '@mantine/dropzone/styles.css';

import { Button, Group, Stack, Text } from '@mantine/core';
import { Dropzone } from '@mantine/dropzone';
import { UploadIcon } from '@radix-ui/react-icons';
import { lazy, Suspense, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { notifyProblem } from '../../parts/notify.js';
import { gather } from './gather.js';
import { addUploads } from './uploads.js';

const CustomerPicker = lazy(() =>
  import('../../parts/customer-picker.js').then((m) => ({ default: m.CustomerPicker })),
);

/** Where recordings, exports, folders and archives are dropped or chosen. */
export function UploadArea() {
  const { t } = useTranslation();
  const [customerId, setCustomerId] = useState<string | null>(null);
  const [forCustomer, setForCustomer] = useState(false);
  const choose = useRef<() => void>(null);
  const folder = useRef<HTMLInputElement>(null);
  const take = (files: readonly File[]): void => {
    void gather(files).then((found) => addUploads(found, customerId), notifyProblem);
  };
  return (
    <Stack gap="xs">
      <Dropzone
        onDrop={take}
        openRef={choose}
        activateOnClick={false}
        enablePointerEvents
        multiple
        p="md"
        aria-label={t('upload.label')}
        inputProps={{ 'aria-label': t('upload.label') }}
      >
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
            {forCustomer ? (
              <Suspense fallback={null}>
                <CustomerPicker
                  label={t('upload.customer')}
                  value={customerId ?? undefined}
                  mayCreate
                  onPick={setCustomerId}
                  onClear={() => setCustomerId(null)}
                />
              </Suspense>
            ) : (
              <Button variant="subtle" onClick={() => setForCustomer(true)}>
                {t('upload.customer')}
              </Button>
            )}
            <Button onClick={() => choose.current?.()}>{t('upload.files')}</Button>
            <Button variant="default" onClick={() => folder.current?.click()}>
              {t('upload.folder')}
            </Button>
          </Group>
        </Group>
      </Dropzone>
      <input
        ref={folder}
        type="file"
        hidden
        aria-label={t('upload.folder')}
        {...{ webkitdirectory: '' }}
        onChange={({ currentTarget }) => {
          take([...(currentTarget.files ?? [])]);
          currentTarget.value = '';
        }}
      />
    </Stack>
  );
}
