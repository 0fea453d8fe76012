import { Button } from '@mantine/core';
import { PauseIcon, PlayIcon } from '@radix-ui/react-icons';
import { useQuery } from '@tanstack/react-query';
import { useImperativeHandle, useMemo, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';

import { timeAt } from '../conversation/moments.js';
import { usePlayback } from '../conversation/playback.js';
import { conversationQuery } from '../conversations/queries.js';
import type { FlagWithTurns } from './queries.js';

interface Props {
  flag: FlagWithTurns;
  /** What the space bar does. */
  control: RefObject<{ toggle: () => void } | null>;
}

const AFTER_MS = 1_000;
const BEFORE_MS = 1_500;

/** Plays the moment a promise was made; nothing for what was typed. */
export function FlagPlayer({ flag, control }: Props) {
  const { t } = useTranslation();
  const spoken = flag.turns.some(({ startMs }) => startMs !== null);
  const conversation = useQuery({ ...conversationQuery(flag.conversation.id), enabled: spoken });
  const sound = conversation.data?.recordings.find(({ part }) => part === 'audio')?.sha256 ?? null;
  const noTurns = useMemo(() => [], []);
  const playback = usePlayback(sound, noTurns);
  const [evidence] = flag.evidence;
  const turn = flag.turns.find((one) => one.turn === evidence?.turn);
  const from = turn && evidence ? timeAt(turn, evidence.start) : null;
  const to = turn && evidence ? timeAt(turn, evidence.end) : null;
  const toggle = (): void => {
    if (playback === null || from === null || to === null) return;
    if (playback.playing) playback.toggle();
    else playback.play({ fromMs: Math.max(0, from - BEFORE_MS), toMs: to + AFTER_MS });
  };
  useImperativeHandle(control, () => ({ toggle }));
  if (playback === null || from === null) return null;
  return (
    <Button
      variant="default"
      size="compact-sm"
      style={{ alignSelf: 'flex-start' }}
      leftSection={playback.playing ? <PauseIcon aria-hidden /> : <PlayIcon aria-hidden />}
      onClick={toggle}
    >
      {playback.playing ? t('player.pause') : t('review.hear')}
    </Button>
  );
}
