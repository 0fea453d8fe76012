import { Tabs } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';

import { useMay } from '../../app/session.js';
import { PageLoading } from '../../parts/page-loading.js';
import { PageTitle } from '../../parts/page-title.js';
import { Answers } from './answers.js';
import { Queue } from './queue.js';

const PolicyPage = lazy(() => import('./policy-page.js').then((m) => ({ default: m.PolicyPage })));
const LexiconPage = lazy(() => import('./lexicon-page.js').then((m) => ({ default: m.LexiconPage })));
const AgreementPage = lazy(() => import('./agreement.js').then((m) => ({ default: m.AgreementPage })));
const here = getRouteApi('/frame/review');

/** The queue of risky promises, how far those who judge them agree, the policy and the lexicon; for a rep what was confirmed of theirs. */
export function ReviewPage() {
  const { t } = useTranslation();
  const reviews = useMay('seeFlags');
  return (
    <>
      <PageTitle title={t('place.review')} />
      {reviews ? <Review /> : <Answers />}
    </>
  );
}

function Review() {
  const { t } = useTranslation();
  const { tab = 'queue' } = here.useSearch();
  const navigate = here.useNavigate();
  return (
    <Tabs
      value={tab}
      keepMounted={false}
      onChange={(next) => void navigate({ search: (before) => ({ ...before, tab: next ?? 'queue' }), replace: true })}
    >
      <Tabs.List mb="md">
        <Tabs.Tab value="queue">{t('review.queue')}</Tabs.Tab>
        <Tabs.Tab value="agreement">{t('review.agreement')}</Tabs.Tab>
        <Tabs.Tab value="policy">{t('review.policy')}</Tabs.Tab>
        <Tabs.Tab value="lexicon">{t('review.lexicon')}</Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="queue">
        <Queue />
      </Tabs.Panel>
      <Tabs.Panel value="agreement">
        <Suspense fallback={<PageLoading />}>
          <AgreementPage />
        </Suspense>
      </Tabs.Panel>
      <Tabs.Panel value="policy">
        <Suspense fallback={<PageLoading />}>
          <PolicyPage />
        </Suspense>
      </Tabs.Panel>
      <Tabs.Panel value="lexicon">
        <Suspense fallback={<PageLoading />}>
          <LexiconPage />
        </Suspense>
      </Tabs.Panel>
    </Tabs>
  );
}
