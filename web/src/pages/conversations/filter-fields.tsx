import { Group, NumberInput, Select } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';

import { CustomerPicker } from '../../parts/customer-picker.js';
import { DayRange } from '../../parts/day-range.js';
import { RepPicker } from '../../parts/rep-picker.js';
import { TeamPicker } from '../../parts/team-picker.js';
import { KINDS, LANGUAGES_SPOKEN, OUTCOMES, RISKS, RUN_STATES } from '../../parts/words.js';
import type { ConversationFilters } from './filters.js';

const here = getRouteApi('/frame/conversations');

/** The fields of the filters: a part of its own, since most people open the list without them. */
export function FilterFields() {
  const { t } = useTranslation();
  const filters: ConversationFilters = here.useSearch();
  const navigate = here.useNavigate();
  const set = (changed: ConversationFilters): void =>
    void navigate({ search: (before) => ({ ...before, ...changed }), replace: true });
  const select = <Value extends string>(
    name: keyof ConversationFilters,
    label: string,
    values: readonly Value[],
    show: (v: Value) => string,
  ) => (
    <Select
      aria-label={label}
      placeholder={label}
      clearable
      w={150}
      value={filters[name] ?? null}
      data={values.map((value) => ({ value, label: show(value) }))}
      onChange={(value) => set({ [name]: value ?? undefined })}
    />
  );
  return (
    <Group gap="xs" role="group" aria-label={t('filters.label')}>
      <RepPicker value={filters['rep']} onChange={(rep) => set({ rep })} />
      <TeamPicker value={filters['teamId']} onChange={(teamId) => set({ teamId })} />
      <CustomerPicker
        label={t('filters.customer')}
        value={filters['customerId']}
        onPick={(customerId) => set({ customerId })}
        onClear={() => set({ customerId: undefined })}
      />
      {select('kind', t('filters.kind'), KINDS, (kind) => t(`kind.${kind}`))}
      {select('language', t('filters.language'), LANGUAGES_SPOKEN, (one) => t(`language.${one}`))}
      {select('outcome', t('filters.outcome'), OUTCOMES, (one) => t(`outcome.${one}`))}
      {select('risk', t('filters.risk'), RISKS, (one) => t(`risk.${one}`))}
      {select('state', t('filters.state'), RUN_STATES, (one) => t(`runState.${one}`))}
      {(['scoreMin', 'scoreMax'] as const).map((name) => (
        <NumberInput
          key={name}
          aria-label={t(`filters.${name}`)}
          placeholder={t(`filters.${name}`)}
          w={130}
          min={0}
          max={100}
          value={filters[name] ?? ''}
          onChange={(value) => set({ [name]: value === '' ? undefined : String(value) })}
        />
      ))}
      <DayRange
        label={t('filters.days')}
        from={filters['from']}
        to={filters['to']}
        onChange={(from, to) => set({ from, to })}
      />
    </Group>
  );
}
