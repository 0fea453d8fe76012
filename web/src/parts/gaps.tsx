import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';

import type { components } from '../api/schema.js';
import { showNumber } from './format.js';

type Completeness = components['schemas']['Proposal']['completeness'];

/** How much of the conversation behind something could not be read; nothing where all was. */
export function Gaps({ of }: { of: Completeness | undefined }) {
  const { t } = useTranslation();
  if (of == null || of.unreadable === 0) return null;
  const reasons = Object.entries(of.reasons).map(
    ([reason, count]) => `${t(`unreadable.${reason as 'recalled'}`)} ${showNumber(count ?? 0)}`,
  );
  return (
    <Text size="xs" c="dimmed">
      {t('gaps.some', {
        unreadable: showNumber(of.unreadable),
        total: showNumber(of.total),
        unit: t(`unit.${of.unit}`),
        reasons: reasons.join(', '),
      })}
    </Text>
  );
}
