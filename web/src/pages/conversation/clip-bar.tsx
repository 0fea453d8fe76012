import { Button, CloseButton, Group, Paper, Text } from '@mantine/core';
import { DownloadIcon, PauseIcon, PlayIcon } from '@radix-ui/react-icons';
import { useTranslation } from 'react-i18next';

import { CopyButton } from '../../parts/copy-button.js';
import { showDuration } from '../../parts/format.js';
import { clipHash } from './clip.js';
import type { Stretch } from './moments.js';
import type { Playback } from './playback.js';

interface Props {
  conversationId: string;
  clip: Stretch;
  playback: Playback;
  onClose: () => void;
}

/** A stretch of the sound that is to be shared: who opens the link signs in, and hears it only if they may. */
export function ClipBar({ conversationId, clip, playback, onClose }: Props) {
  const { t } = useTranslation();
  const { fromMs, toMs } = clip;
  const link = `${window.location.origin}/conversations/${encodeURIComponent(conversationId)}#${clipHash(clip)}`;
  const file = `/v1/conversations/${encodeURIComponent(conversationId)}/clip?from=${fromMs}&to=${toMs}`;
  return (
    <Paper withBorder p="xs" my="xs" component="section" aria-label={t('clip.label')}>
      <Group gap="xs">
        <Text size="sm" fw={600}>
          {t('clip.range', { from: showDuration(fromMs), to: showDuration(toMs) })}
        </Text>
        <Button
          size="compact-sm"
          leftSection={playback.playing ? <PauseIcon aria-hidden /> : <PlayIcon aria-hidden />}
          onClick={() => (playback.playing ? playback.toggle() : playback.play(clip))}
        >
          {playback.playing ? t('clip.stop') : t('clip.play')}
        </Button>
        <CopyButton text={link} label={t('clip.copy')} />
        <Button
          size="compact-sm"
          variant="default"
          component="a"
          href={file}
          download
          leftSection={<DownloadIcon aria-hidden />}
        >
          {t('clip.save')}
        </Button>
        <CloseButton size="sm" aria-label={t('clip.close')} onClick={onClose} />
      </Group>
      <Text size="xs" c="dimmed" mt={4}>
        {t('clip.hint')}
      </Text>
    </Paper>
  );
}
