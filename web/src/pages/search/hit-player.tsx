import { Button } from '@mantine/core';
import { PauseIcon, PlayIcon } from '@radix-ui/react-icons';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { usePlayback } from '../conversation/playback.js';
import type { Turn } from '../conversation/queries.js';
import { conversationQuery } from '../conversations/queries.js';

interface Props {
  conversationId: string;
  startMs: number;
  endMs: number;
}

const BEFORE_MS = 500;
const AFTER_MS = 500;
const NO_TURNS: readonly Turn[] = [];

/** Plays the turn that was found. Which recording it is in is asked with the first click: a list has many hits. */
export function HitPlayer({ conversationId, startMs, endMs }: Props) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [sound, setSound] = useState<string | null>(null);
  const playback = usePlayback(sound, NO_TURNS);
  const moment = { fromMs: Math.max(0, startMs - BEFORE_MS), toMs: endMs + AFTER_MS };
  const find = useMutation({
    mutationFn: async () => {
      const { recordings } = await queries.ensureQueryData(conversationQuery(conversationId));
      return recordings.find(({ part }) => part === 'audio')?.sha256 ?? null;
    },
    onSuccess: setSound,
  });
  useEffect(() => {
    if (sound !== null) playback?.play(moment);
    // Once, when what was asked for by the click is there.
  }, [sound]);
  const hasNone = find.isSuccess && find.data === null;
  const onClick = (): void => {
    if (playback === null) find.mutate();
    else if (playback.playing) playback.toggle();
    else playback.play(moment);
  };
  return (
    <Button
      variant="default"
      size="compact-xs"
      loading={find.isPending}
      disabled={hasNone}
      leftSection={playback?.playing ? <PauseIcon aria-hidden /> : <PlayIcon aria-hidden />}
      onClick={onClick}
    >
      {hasNone ? t('search.noSound') : playback?.playing ? t('player.pause') : t('search.hear')}
    </Button>
  );
}
