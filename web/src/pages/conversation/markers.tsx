import { Tooltip, UnstyledButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';

import type { Analysis, Evidence } from '../../parts/words.js';
import classes from './conversation.module.css';
import { stretchOf } from './moments.js';
import type { Turn } from './queries.js';

interface Props {
  analysis: Analysis;
  turns: readonly Turn[];
  durationMs: number;
  onOpen: (evidence: Evidence) => void;
}

/** Promises and objections where they were said, along the waveform. */
export function Markers({ analysis, turns, durationMs, onOpen }: Props) {
  const { t } = useTranslation();
  const marks = [
    ...analysis.commitments.map(({ category, risk, evidence }) => ({
      kind: 'promise' as const,
      risk,
      label: `${t('insight.commitment')}: ${t(`commitment.${category}`)}`,
      evidence: evidence[0],
    })),
    ...analysis.objections.map(({ category, evidence }) => ({
      kind: 'objection' as const,
      risk: undefined,
      label: `${t('insight.objection')}: ${t(`objection.${category}`)}`,
      evidence: evidence[0],
    })),
  ];
  return (
    <div className={classes.markers} role="group" aria-label={t('player.markers')}>
      {marks.map(({ kind, risk, label, evidence }, index) => {
        const stretch = evidence && stretchOf(turns, evidence);
        if (!stretch) return null;
        return (
          <Tooltip key={index} label={label}>
            <UnstyledButton
              className={classes.marker}
              data-kind={kind}
              data-risk={risk}
              style={{ left: `${Math.min(99, (100 * stretch.fromMs) / durationMs)}%` }}
              aria-label={label}
              onClick={() => onOpen(evidence)}
            />
          </Tooltip>
        );
      })}
    </div>
  );
}
