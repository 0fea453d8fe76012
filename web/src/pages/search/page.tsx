import { Button, Group, Stack, TextInput } from '@mantine/core';
import { MagnifyingGlassIcon } from '@radix-ui/react-icons';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { Nothing } from '../../parts/nothing.js';
import { PageTitle } from '../../parts/page-title.js';
import { VirtualList } from '../../parts/virtual-list.js';
import type { SearchFilters } from './filters.js';
import { Hit } from './hit.js';
import { searchQuery } from './queries.js';
import { SavedSearches } from './saved-searches.js';
import { SearchFilterBar } from './search-filter-bar.js';

const here = getRouteApi('/frame/search');

/** Full text over all that one may see; hits are quotes that play. */
export function SearchPage() {
  const { t } = useTranslation();
  const filters: SearchFilters = here.useSearch();
  const navigate = here.useNavigate();
  const [typed, setTyped] = useState(filters.q ?? '');
  const hits = useInfiniteQuery(searchQuery(filters));
  const asked = (filters.q ?? '').trim() !== '';
  return (
    <>
      <PageTitle title={t('place.search')} />
      <Stack gap="md">
        <form
          role="search"
          onSubmit={(event) => {
            event.preventDefault();
            void navigate({ search: (before) => ({ ...before, q: typed.trim() || undefined }) });
          }}
        >
          <Group gap="xs" wrap="nowrap">
            <TextInput
              flex={1}
              aria-label={t('search.label')}
              placeholder={t('search.label')}
              leftSection={<MagnifyingGlassIcon aria-hidden />}
              value={typed}
              onChange={({ currentTarget }) => setTyped(currentTarget.value)}
            />
            <Button type="submit">{t('place.search')}</Button>
          </Group>
        </form>
        <SearchFilterBar />
        <SavedSearches
          current={filters}
          onOpen={(saved) => {
            setTyped(saved.q ?? '');
            void navigate({ search: saved });
          }}
        />
        {asked ? (
          <VirtualList
            query={hits}
            label={t('search.hits')}
            keyOf={({ conversationId, turn }) => `${conversationId} ${turn}`}
            estimatedHeight={110}
            row={(hit) => <Hit hit={hit} />}
            empty={<Nothing title={t('search.none')} hint={t('search.noneHint')} />}
          />
        ) : (
          <Nothing title={t('search.ask')} hint={t('search.askHint')} />
        )}
      </Stack>
    </>
  );
}
