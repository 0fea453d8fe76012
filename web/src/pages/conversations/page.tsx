import { Stack } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';

import { useMay } from '../../app/session.js';
import { Nothing } from '../../parts/nothing.js';
import { PageTitle } from '../../parts/page-title.js';
import { VirtualList } from '../../parts/virtual-list.js';
import { ConversationRow, rowHeight } from './conversation-row.js';
import { Filters } from './filter-bar.js';
import { useLiveSteps } from './live-steps.js';
import { conversationList } from './queries.js';
import { UploadList } from './upload-list.js';
import { UploadPlace } from './upload-place.js';

const here = getRouteApi('/frame/conversations');

export function ConversationsPage() {
  const { t } = useTranslation();
  const filters = here.useSearch();
  const mayEdit = useMay('edit');
  const list = useInfiniteQuery(conversationList(filters));
  const steps = useLiveSteps();
  const filtered = Object.keys(filters).length > 0;
  return (
    <>
      <PageTitle title={t('place.conversations')} />
      <Stack gap="md">
        {mayEdit && <UploadPlace />}
        <UploadList steps={steps} />
        <Filters />
        <VirtualList
          query={list}
          label={t('place.conversations')}
          keyOf={(one) => one.id}
          estimatedHeight={(one) => rowHeight(one, mayEdit)}
          row={(one) => <ConversationRow conversation={one} step={steps.get(one.id)} />}
          empty={
            filtered ? (
              <Nothing title={t('conversations.noneFiltered')} hint={t('conversations.noneFilteredHint')} />
            ) : (
              <Nothing title={t('conversations.none')} hint={t('conversations.noneHint')} />
            )
          }
        />
      </Stack>
    </>
  );
}
