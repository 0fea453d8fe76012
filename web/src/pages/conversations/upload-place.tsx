import { Paper } from '@mantine/core';
import { useWindowEvent } from '@mantine/hooks';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';

import type { Permission } from '../../shell/permission.js';
import { UploadWords, type Choice } from './upload-words.js';

const UploadArea = lazy(() => import('./upload-area.js').then((m) => ({ default: m.UploadArea })));

/**
 * The place for uploads as it looks; what reads dropped folders is a tenth of the page's script and is
 * fetched when a file is dragged or the pointer comes near.
 */
export function UploadPlace() {
  const { t } = useTranslation();
  const [wanted, setWanted] = useState(false);
  const [first, setFirst] = useState<Choice | null>(null);
  useWindowEvent('dragenter', () => setWanted(true));
  const still = (
    <Paper
      withBorder
      p="md"
      style={{ borderStyle: 'dashed' }}
      role="group"
      data-permission={'edit' satisfies Permission}
      aria-label={t('upload.label')}
      onPointerEnter={() => setWanted(true)}
    >
      <UploadWords
        onChoose={(choice) => {
          setFirst(choice);
          setWanted(true);
        }}
      />
    </Paper>
  );
  return wanted ? (
    <Suspense fallback={still}>
      <UploadArea first={first} />
    </Suspense>
  ) : (
    still
  );
}
