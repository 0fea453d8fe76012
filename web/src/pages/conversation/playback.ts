import { useCallback, useEffect, useMemo, useState } from 'react';

import { afterSilence, type Stretch } from './moments.js';
import type { Turn } from './queries.js';

/** One recording that plays; made once a page, shared by the waveform, the transcript and the insights. */
export interface Playback {
  readonly media: HTMLAudioElement;
  readonly playing: boolean;
  /** Milliseconds. */
  readonly at: number;
  readonly rate: number;
  readonly skipsSilence: boolean;
  /** The browser cannot play this format. */
  readonly unplayable: boolean;
  readonly toggle: () => void;
  readonly seek: (ms: number) => void;
  /** Plays from there; until `toMs` where it is given. */
  readonly play: (stretch: { fromMs: number; toMs?: number }) => void;
  readonly setRate: (rate: number) => void;
  readonly setSkipsSilence: (skips: boolean) => void;
}

export function usePlayback(sha256: string | null, turns: readonly Turn[]): Playback | null {
  const media = useMemo(() => {
    if (sha256 === null) return null;
    const audio = new Audio();
    audio.preload = 'metadata';
    audio.src = `/v1/recordings/${sha256}/content`;
    return audio;
  }, [sha256]);
  const [playing, setPlaying] = useState(false);
  const [at, setAt] = useState(0);
  const [rate, setRateState] = useState(1);
  const [skipsSilence, setSkipsSilence] = useState(false);
  const [unplayable, setUnplayable] = useState(false);
  const [stretch, setStretch] = useState<Stretch | null>(null);

  useEffect(() => {
    if (media === null) return;
    const onTime = (): void => {
      const now = media.currentTime * 1000;
      setAt(now);
      if (media.paused) return;
      if (stretch !== null && now >= stretch.toMs) {
        media.pause();
        setStretch(null);
      } else if (skipsSilence) {
        const next = afterSilence(turns, now);
        if (next !== null) media.currentTime = next / 1000;
      }
    };
    const onPlay = (): void => setPlaying(true);
    const onPause = (): void => setPlaying(false);
    const onError = (): void => setUnplayable(true);
    media.addEventListener('timeupdate', onTime);
    media.addEventListener('seeking', onTime);
    media.addEventListener('play', onPlay);
    media.addEventListener('pause', onPause);
    media.addEventListener('error', onError);
    return () => {
      media.removeEventListener('timeupdate', onTime);
      media.removeEventListener('seeking', onTime);
      media.removeEventListener('play', onPlay);
      media.removeEventListener('pause', onPause);
      media.removeEventListener('error', onError);
    };
  }, [media, turns, skipsSilence, stretch]);
  useEffect(() => () => media?.pause(), [media]);

  const start = useCallback(() => {
    // Refused without a click before (a link that was opened): the button is there.
    media?.play().catch(() => setPlaying(false));
  }, [media]);

  return useMemo(() => {
    if (media === null) return null;
    return {
      ...{ media, playing, at, rate, skipsSilence, unplayable, setSkipsSilence },
      toggle: () => (media.paused ? start() : media.pause()),
      seek: (ms) => {
        setStretch(null);
        media.currentTime = Math.max(0, ms / 1000);
      },
      play: ({ fromMs, toMs }) => {
        setStretch(toMs === undefined ? null : { fromMs, toMs });
        media.currentTime = fromMs / 1000;
        start();
      },
      setRate: (next) => {
        media.playbackRate = next;
        setRateState(next);
      },
    };
  }, [media, playing, at, rate, skipsSilence, unplayable, start]);
}
