import '@mantine/dropzone/styles.css';

import { Stack } from '@mantine/core';
import { Dropzone } from '@mantine/dropzone';
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { notifyProblem } from '../../parts/notify.js';
import { gather } from './gather.js';
import { UploadWords, type Choice } from './upload-words.js';
import { addUploads } from './uploads.js';

const CustomerPicker = lazy(() =>
  import('../../parts/customer-picker.js').then((m) => ({ default: m.CustomerPicker })),
);

/** Where recordings, exports, folders and archives are dropped or chosen. `first` is what was asked for before this was there. */
export function UploadArea({ first }: { first: Choice | null }) {
  const { t } = useTranslation();
  const [customerId, setCustomerId] = useState<string | null>(null);
  const [forCustomer, setForCustomer] = useState(first === 'customer');
  const chooseFiles = useRef<() => void>(null);
  const folder = useRef<HTMLInputElement>(null);
  const take = (files: readonly File[]): void => {
    void gather(files).then((found) => addUploads(found, customerId), notifyProblem);
  };
  const choose = (choice: Choice): void => {
    if (choice === 'files') chooseFiles.current?.();
    else if (choice === 'folder') folder.current?.click();
    else setForCustomer(true);
  };
  useEffect(() => {
    if (first === 'files' || first === 'folder') choose(first);
    // Once, when it takes the place of what was clicked.
  }, []);
  return (
    <Stack gap="xs">
      <Dropzone
        onDrop={take}
        openRef={chooseFiles}
        activateOnClick={false}
        enablePointerEvents
        multiple
        p="md"
        aria-label={t('upload.label')}
        inputProps={{ 'aria-label': t('upload.label') }}
      >
        <UploadWords onChoose={choose}>
          {forCustomer && (
            <Suspense fallback={null}>
              <CustomerPicker
                label={t('upload.customer')}
                value={customerId ?? undefined}
                mayCreate
                opened
                onPick={setCustomerId}
                onClear={() => setCustomerId(null)}
              />
            </Suspense>
          )}
        </UploadWords>
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
