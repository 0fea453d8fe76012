import { getRouteApi, useLocation } from '@tanstack/react-router';
import { useMemo } from 'react';

import { clipHash, clipIn, extended, stretchOfTurn } from './clip.js';
import type { Stretch } from './moments.js';
import type { Turn } from './queries.js';

const here = getRouteApi('/frame/conversations/$id');

interface ChosenClip {
  readonly clip: Stretch | null;
  /** Makes the turn a clip, or the clip long enough to hold it; false where the turn has no sound. */
  readonly add: (turn: number) => boolean;
  readonly close: () => void;
}

/** The clip that is chosen; it lives in the address, which is the link to it. */
export function useClip(turns: readonly Turn[], hasSound: boolean): ChosenClip {
  const hash = useLocation({ select: (location) => location.hash });
  const search = here.useSearch();
  const navigate = here.useNavigate();
  const clip = useMemo(() => (hasSound ? clipIn(hash) : null), [hash, hasSound]);
  return {
    clip,
    add: (turn) => {
      const stretch = hasSound ? stretchOfTurn(turns, turn) : null;
      if (stretch === null) return false;
      void navigate({ search, hash: clipHash(extended(clip, stretch)), replace: true });
      return true;
    },
    close: () => void navigate({ search, replace: true }),
  };
}
