import { Box, useComputedColorScheme } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import WaveSurfer from 'wavesurfer.js';

import { Failed } from '../../parts/failed.js';
import { PageLoading } from '../../parts/page-loading.js';
import { SIDE_COLORS } from '../../parts/side.js';
import type { Side } from '../../parts/words.js';
import type { Playback } from './playback.js';
import { waveformQuery } from './queries.js';

interface Props {
  sha256: string;
  playback: Playback;
  /** Who speaks on each channel, from 0. */
  sides: readonly Side[];
}

const CHANNEL_HEIGHT = 44;

/** The sound as a picture, each channel on its own line; a click goes there. */
export function WaveformPicture({ sha256, playback: { media }, sides }: Props) {
  const { t } = useTranslation();
  const dark = useComputedColorScheme('light') === 'dark';
  const container = useRef<HTMLDivElement>(null);
  const waveform = useQuery(waveformQuery(sha256));
  const drawn = waveform.data;
  const sidesKey = sides.join();
  useEffect(() => {
    if (container.current === null || drawn === undefined) return;
    const channelSides = sidesKey === '' ? [] : (sidesKey.split(',') as Side[]);
    const picture = WaveSurfer.create({
      container: container.current,
      media,
      peaks: drawn.channels,
      duration: drawn.durationMs / 1000,
      height: CHANNEL_HEIGHT,
      normalize: true,
      barWidth: 2,
      barGap: 1,
      cursorColor: dark ? '#ffffff' : '#212529',
      splitChannels: drawn.channels.map((_, channel) => {
        const { wave, played } =
          SIDE_COLORS[drawn.channels.length > 1 ? (channelSides[channel] ?? 'unknown') : 'unknown'];
        return { waveColor: wave, progressColor: played };
      }),
    });
    return () => picture.destroy();
  }, [drawn, media, dark, sidesKey]);
  if (waveform.isError) return <Failed error={waveform.error} onRetry={() => void waveform.refetch()} />;
  return (
    <>
      {waveform.isPending && <PageLoading />}
      <Box ref={container} role="img" aria-label={t('player.waveform', { count: drawn?.channels.length ?? 1 })} />
    </>
  );
}
