import { Button, Checkbox, Group } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { getRouteApi } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';

import type { ConversationFilters } from './filters.js';

const FilterFields = lazy(() => import('./filter-fields.js').then((m) => ({ default: m.FilterFields })));
const here = getRouteApi('/frame/conversations');

/** The filters of the list, kept in the address. */
export function Filters() {
  const { t } = useTranslation();
  const filters: ConversationFilters = here.useSearch();
  const navigate = here.useNavigate();
  const [opened, { toggle }] = useDisclosure(Object.keys(filters).length > 0);
  const set = (changed: ConversationFilters): void =>
    void navigate({ search: (before) => ({ ...before, ...changed }), replace: true });
  return (
    <div>
      <Group gap="xs" mb="xs">
        <Button variant="default" size="compact-sm" onClick={toggle} aria-expanded={opened}>
          {t('filters.title', { count: Object.keys(filters).length })}
        </Button>
        <Checkbox
          label={t('conversations.onlyUnmatched')}
          checked={filters['unmatched'] === 'true'}
          onChange={({ currentTarget }) => set({ unmatched: currentTarget.checked ? 'true' : undefined })}
        />
        {Object.keys(filters).length > 0 && (
          <Button variant="subtle" size="compact-sm" onClick={() => void navigate({ search: {}, replace: true })}>
            {t('filters.clear')}
          </Button>
        )}
      </Group>
      {/* Not unfolded: while the fields are on their way they have no height to unfold to, and would keep none. */}
      {opened && (
        <Suspense fallback={null}>
          <FilterFields />
        </Suspense>
      )}
    </div>
  );
}
