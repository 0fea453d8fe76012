import { Group, Select } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';

import { CustomerPicker } from '../../parts/customer-picker.js';
import { RepPicker } from '../../parts/rep-picker.js';
import { TeamPicker } from '../../parts/team-picker.js';
import { COMMITMENT_CATEGORIES, KINDS, LANGUAGES_SPOKEN, OUTCOMES } from '../../parts/words.js';
import type { SearchFilters } from './filters.js';

const DayRange = lazy(() => import('../../parts/day-range.js').then((m) => ({ default: m.DayRange })));
const here = getRouteApi('/frame/search');

export function SearchFilterBar() {
  const { t } = useTranslation();
  const filters: SearchFilters = here.useSearch();
  const navigate = here.useNavigate();
  const set = (changed: SearchFilters): void =>
    void navigate({ search: (before) => ({ ...before, ...changed }), replace: true });
  const select = (name: keyof SearchFilters, label: string, data: { value: string; label: string }[]) => (
    <Select
      aria-label={label}
      placeholder={label}
      clearable
      w={150}
      value={filters[name] ?? null}
      data={data}
      onChange={(value) => set({ [name]: value ?? undefined })}
    />
  );
  return (
    <Group gap="xs" role="group" aria-label={t('filters.label')}>
      <RepPicker value={filters.rep} onChange={(rep) => set({ rep })} />
      <TeamPicker value={filters.teamId} onChange={(teamId) => set({ teamId })} />
      <CustomerPicker
        label={t('filters.customer')}
        value={filters.customerId}
        onPick={(customerId) => set({ customerId })}
        onClear={() => set({ customerId: undefined })}
      />
      {select(
        'speaker',
        t('search.speaker'),
        (['rep', 'customer'] as const).map((value) => ({ value, label: t(`side.${value}`) })),
      )}
      {select(
        'kind',
        t('filters.kind'),
        KINDS.map((value) => ({ value, label: t(`kind.${value}`) })),
      )}
      {select(
        'language',
        t('filters.language'),
        LANGUAGES_SPOKEN.map((value) => ({ value, label: t(`language.${value}`) })),
      )}
      {select(
        'outcome',
        t('filters.outcome'),
        OUTCOMES.map((value) => ({ value, label: t(`outcome.${value}`) })),
      )}
      {select('flag', t('search.flag'), [
        { value: 'true', label: t('search.anyFlag') },
        ...COMMITMENT_CATEGORIES.map((value) => ({ value, label: t(`commitment.${value}`) })),
      ])}
      <Suspense fallback={null}>
        <DayRange
          label={t('filters.days')}
          from={filters.from}
          to={filters.to}
          onChange={(from, to) => set({ from, to })}
        />
      </Suspense>
    </Group>
  );
}
