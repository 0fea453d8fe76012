import { Button, Card, Group, Progress, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';

import { AppLink } from '../../parts/app-link.js';
import { problemText } from '../../parts/notify.js';
import { isOver, type LiveStep } from './live-steps.js';
import { StepProgress } from './step-progress.js';
import { clearUploads, retryUpload, useUploads, type Upload } from './uploads.js';

/** What was sent from here, file by file: on its way, being read, ready, or refused and why. */
export function UploadList({ steps }: { steps: ReadonlyMap<string, LiveStep> }) {
  const { t } = useTranslation();
  const uploads = useUploads();
  if (uploads.length === 0) return null;
  return (
    <Card withBorder padding="sm" component="section" aria-label={t('upload.list')}>
      <Stack gap="sm">
        {uploads.map((upload) => (
          <UploadLine key={upload.id} upload={upload} steps={steps} />
        ))}
        <Group justify="flex-end">
          <Button variant="subtle" size="compact-sm" onClick={clearUploads}>
            {t('upload.clear')}
          </Button>
        </Group>
      </Stack>
    </Card>
  );
}

function UploadLine({ upload, steps }: { upload: Upload; steps: ReadonlyMap<string, LiveStep> }) {
  const { t } = useTranslation();
  const { file, state, sent, conversations, error } = upload;
  return (
    <div>
      <Group justify="space-between" gap="xs">
        <Text size="sm" fw={600}>
          {file.recording.name}
          {file.transcript && ` + ${file.transcript.name}`}
        </Text>
        {state === 'failed' ? (
          <Button size="compact-xs" variant="default" onClick={() => retryUpload(upload.id)}>
            {t('common.tryAgain')}
          </Button>
        ) : (
          <Text size="xs" c="dimmed">
            {t(`upload.${state}`)}
          </Text>
        )}
      </Group>
      {state === 'sending' && <Progress value={100 * sent} aria-label={t('upload.sending')} />}
      {state === 'failed' && (
        <Text size="sm" c="red.9" role="alert">
          {problemText(error).title}: {problemText(error).detail}
        </Text>
      )}
      {conversations.map(({ id, created, extended }) => (
        <ConversationLine key={id} id={id} known={!created && !extended} step={steps.get(id)} />
      ))}
    </div>
  );
}

function ConversationLine({ id, known, step }: { id: string; known: boolean; step: LiveStep | undefined }) {
  const { t } = useTranslation();
  const over = known || (step !== undefined && isOver(step));
  return (
    <>
      <AppLink to="/conversations/$id" params={{ id }} size="sm">
        {known
          ? t('upload.known')
          : step?.state === 'failed'
            ? t('upload.readFailed')
            : over
              ? t('upload.ready')
              : t('upload.open')}
      </AppLink>
      {!over && <StepProgress step={step} />}
    </>
  );
}
