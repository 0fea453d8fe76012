import { Badge } from '@mantine/core';
import { useTranslation } from 'react-i18next';

import type { Side } from './words.js';

/** Blue for ours, orange for theirs: told apart by the colour-blind, too. */
export const SIDE_COLORS = {
  rep: { wave: '#74c0fc', played: '#1864ab', name: 'blue' },
  customer: { wave: '#ffc078', played: '#d9480f', name: 'orange' },
  unknown: { wave: '#adb5bd', played: '#495057', name: 'gray' },
} as const satisfies Record<Side, { wave: string; played: string; name: string }>;

export function SideBadge({ side }: { side: Side }) {
  const { t } = useTranslation();
  return (
    <Badge size="sm" variant="light" color={SIDE_COLORS[side].name}>
      {t(`side.${side}`)}
    </Badge>
  );
}
