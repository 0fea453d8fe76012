import { Button, Group, Kbd, SegmentedControl, Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';

import { COMMITMENT_CATEGORIES, RISKS } from '../../parts/words.js';
import { WHOSE, whoseOf, type ReviewFilters } from './filters.js';

const STATES = ['waiting', 'open', 'disputed', 'confirmed', 'dismissed'] as const;

interface Props {
  filters: ReviewFilters;
  onSet: (changed: ReviewFilters) => void;
  onHelp: () => void;
}

/** What the queue is narrowed by; kept in the address. */
export function QueueFilters({ filters, onSet, onHelp }: Props) {
  const { t } = useTranslation();
  return (
    <Group gap="xs" role="group" aria-label={t('filters.label')}>
      <SegmentedControl
        size="xs"
        aria-label={t('review.whose')}
        value={whoseOf(filters)}
        data={WHOSE.map((value) => ({ value, label: t(`review.whose_${value}`) }))}
        onChange={(value) => onSet({ assignee: value === 'all' ? undefined : value })}
      />
      <Select
        aria-label={t('filters.state')}
        w={150}
        allowDeselect={false}
        value={filters.state ?? 'waiting'}
        data={STATES.map((value) => ({ value, label: t(`flagState.${value}`) }))}
        onChange={(value) => onSet({ state: value === 'waiting' ? undefined : (value ?? undefined) })}
      />
      <Select
        aria-label={t('filters.risk')}
        placeholder={t('filters.risk')}
        w={150}
        clearable
        value={filters.risk ?? null}
        data={RISKS.map((value) => ({ value, label: t(`risk.${value}`) }))}
        onChange={(value) => onSet({ risk: value ?? undefined })}
      />
      <Select
        aria-label={t('part.category')}
        placeholder={t('part.category')}
        w={170}
        clearable
        value={filters.category ?? null}
        data={COMMITMENT_CATEGORIES.map((value) => ({ value, label: t(`commitment.${value}`) }))}
        onChange={(value) => onSet({ category: value ?? undefined })}
      />
      <Button
        variant="subtle"
        size="compact-sm"
        visibleFrom="md"
        aria-label={t('review.showKeys')}
        rightSection={<Kbd>?</Kbd>}
        onClick={onHelp}
      >
        {t('review.keys')}
      </Button>
    </Group>
  );
}
