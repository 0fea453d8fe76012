import { Group, Progress, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';

import { STEPS } from '../../parts/words.js';
import type { LiveStep } from './live-steps.js';

/** How far a run is, as the steps report it; unknown until the first report comes. */
export function StepProgress({ step }: { step: LiveStep | undefined }) {
  const { t } = useTranslation();
  const at = step === undefined ? 0 : STEPS.indexOf(step.step);
  const within =
    step === undefined ? 0 : step.state === 'running' ? (step.progress ?? 0) : step.state === 'done' ? 1 : 0;
  const percent = Math.round((100 * (at + within)) / STEPS.length);
  const label = step === undefined ? t('conversations.underWay') : t(`step.${step.step}`);
  return (
    <Group gap="sm" mt={6} wrap="nowrap">
      <Progress value={percent} flex={1} animated aria-label={label} />
      <Text size="xs" c="dimmed" aria-live="polite">
        {label}
      </Text>
    </Group>
  );
}
