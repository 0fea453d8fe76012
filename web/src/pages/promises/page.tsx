import { Group, SegmentedControl, Select, Stack } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';

import type { paths } from '../../api/schema.js';
import { useMay } from '../../app/session.js';
import { CustomerPicker } from '../../parts/customer-picker.js';
import { PageTitle } from '../../parts/page-title.js';
import { PromiseList } from '../../parts/promise-list.js';
import { RepPicker } from '../../parts/rep-picker.js';
import { TeamPicker } from '../../parts/team-picker.js';
import { COMMITMENT_CATEGORIES, PROMISE_STATES, RISKS } from '../../parts/words.js';
import type { PromiseFilters } from './filters.js';

const here = getRouteApi('/frame/promises');
type Query = NonNullable<paths['/v1/promises']['get']['parameters']['query']>;
const VIEWS = ['all', 'week', 'overdue', 'breaches'] as const;
type View = (typeof VIEWS)[number];

/** The ledger over all customers, by rep, team and day: what is due this week, overdue, or exceeds the policy. */
export function PromisesPage() {
  const { t } = useTranslation();
  const filters: PromiseFilters = here.useSearch();
  const navigate = here.useNavigate();
  const inside = useMay('read');
  const set = (changed: PromiseFilters): void =>
    void navigate({ search: (before) => ({ ...before, ...changed }), replace: true });
  const { view = 'all', ...plain } = filters;
  const shown = VIEWS.find((one) => one === view) ?? 'all';
  const views = VIEWS.filter((one) => inside || one !== 'breaches');
  return (
    <>
      <PageTitle title={t('place.promises')} />
      <Stack gap="sm">
        <SegmentedControl
          aria-label={t('promises.view')}
          value={shown}
          data={views.map((value) => ({ value, label: t(`promises.view_${value}`) }))}
          onChange={(value) => set({ view: value })}
        />
        <Group gap="xs" role="group" aria-label={t('filters.label')}>
          <CustomerPicker
            label={t('filters.customer')}
            value={filters.customerId}
            onPick={(customerId) => set({ customerId })}
            onClear={() => set({ customerId: undefined })}
          />
          {inside && (
            <>
              <RepPicker value={filters.rep} onChange={(rep) => set({ rep })} />
              <TeamPicker value={filters.teamId} onChange={(teamId) => set({ teamId })} />
            </>
          )}
          <Select
            aria-label={t('filters.state')}
            placeholder={t('filters.state')}
            clearable
            w={150}
            value={filters.state ?? null}
            data={PROMISE_STATES.map((value) => ({ value, label: t(`promiseState.${value}`) }))}
            onChange={(state) => set({ state: state ?? undefined })}
          />
          <Select
            aria-label={t('part.category')}
            placeholder={t('part.category')}
            clearable
            w={170}
            value={filters.category ?? null}
            data={COMMITMENT_CATEGORIES.map((value) => ({ value, label: t(`commitment.${value}`) }))}
            onChange={(category) => set({ category: category ?? undefined })}
          />
          {inside && (
            <Select
              aria-label={t('filters.risk')}
              placeholder={t('filters.risk')}
              clearable
              w={150}
              value={filters.risk ?? null}
              data={RISKS.map((value) => ({ value, label: t(`risk.${value}`) }))}
              onChange={(risk) => set({ risk: risk ?? undefined })}
            />
          )}
        </Group>
        <PromiseList filter={{ ...(plain as Query), ...viewQuery(shown) }} withCustomer />
      </Stack>
    </>
  );
}

const DAY_MS = 86_400_000;

function viewQuery(view: View): Query {
  switch (view) {
    case 'all':
      return {};
    case 'week':
      return { state: 'open', dueFrom: dayFromNow(0), dueBefore: dayFromNow(7) };
    case 'overdue':
      return { overdue: 'true' };
    case 'breaches':
      return { allowed: 'false' };
  }
}

/** The reader's calendar date. */
function dayFromNow(days: number): string {
  const at = new Date(Date.now() + days * DAY_MS);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}
