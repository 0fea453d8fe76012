import { ActionIcon, Alert, Card, Group, SegmentedControl, Switch, Text } from '@mantine/core';
import { PauseIcon, PlayIcon } from '@radix-ui/react-icons';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';

import { showDuration } from '../../parts/format.js';
import { PageLoading } from '../../parts/page-loading.js';
import type { Analysis, Evidence, Side } from '../../parts/words.js';
import classes from './conversation.module.css';
import { Markers } from './markers.js';
import type { Playback } from './playback.js';
import type { Transcript } from './queries.js';

const WaveformPicture = lazy(() => import('./waveform.js').then((m) => ({ default: m.WaveformPicture })));
const RATES = ['0.75', '1', '1.25', '1.5', '2'];

interface Props {
  sha256: string;
  durationMs: number;
  playback: Playback;
  transcript: Transcript;
  analysis: Analysis | undefined;
  onOpen: (evidence: Evidence) => void;
}

/** The sound: its waveform with what was promised and objected to, and how it plays. */
export function Player({ sha256, durationMs, playback, transcript, analysis, onOpen }: Props) {
  const { t } = useTranslation();
  const { playing, at, rate, skipsSilence, unplayable } = playback;
  return (
    <Card withBorder padding="sm" className={classes.player} component="section" aria-label={t('player.label')}>
      {unplayable && <Alert color="orange">{t('player.unplayable')}</Alert>}
      <Suspense fallback={<PageLoading />}>
        <WaveformPicture sha256={sha256} playback={playback} sides={sidesByChannel(transcript)} />
      </Suspense>
      {analysis && <Markers analysis={analysis} turns={transcript.turns} durationMs={durationMs} onOpen={onOpen} />}
      <Group gap="sm" mt={4}>
        <ActionIcon
          size="lg"
          variant="filled"
          radius="xl"
          onClick={playback.toggle}
          aria-label={playing ? t('player.pause') : t('player.play')}
        >
          {playing ? <PauseIcon aria-hidden /> : <PlayIcon aria-hidden />}
        </ActionIcon>
        <Text size="sm" ff="monospace" role="timer" aria-label={t('player.time')}>
          {showDuration(at)} / {showDuration(durationMs)}
        </Text>
        <SegmentedControl
          size="xs"
          aria-label={t('player.speed')}
          value={String(rate)}
          data={RATES.map((value) => ({ value, label: `${value}×` }))}
          onChange={(value) => playback.setRate(Number(value))}
        />
        <Switch
          size="sm"
          label={t('player.skipSilence')}
          checked={skipsSilence}
          onChange={({ currentTarget }) => playback.setSkipsSilence(currentTarget.checked)}
        />
        <Text size="xs" c="dimmed" visibleFrom="md">
          {t('player.keys')}
        </Text>
      </Group>
    </Card>
  );
}

function sidesByChannel({ participants }: Transcript): Side[] {
  const sides: Side[] = [];
  for (const { channel, side } of participants) if (channel !== null) sides[channel] = side;
  return Array.from(sides, (side) => side ?? 'unknown');
}
