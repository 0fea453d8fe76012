import { Tabs } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';

import { useCustomerName } from '../../parts/customers.js';
import { Loaded } from '../../parts/loaded.js';
import { PageTitle } from '../../parts/page-title.js';
import { PromiseList } from '../../parts/promise-list.js';
import { ProposalList } from '../../parts/proposal-list.js';
import { DeliveryView } from './delivery-view.js';
import { HistoryView } from './history-view.js';
import { isWhole, recordQuery, type CustomerRecord } from './queries.js';
import { RecordView } from './record-view.js';
import { TimelineView } from './timeline-view.js';

const here = getRouteApi('/frame/customers/$id');

/** A customer: what is known and from where, what is proposed, what happened, what was promised. */
export function CustomerPage() {
  const { id } = here.useParams();
  const record = useQuery(recordQuery(id));
  return (
    <>
      <PageTitle title={useCustomerName(id)} />
      <Loaded query={record}>
        {(found) => (isWhole(found) ? <Whole record={found} /> : <DeliveryView record={found} />)}
      </Loaded>
    </>
  );
}

function Whole({ record }: { record: CustomerRecord }) {
  const { t } = useTranslation();
  const { tab = 'record' } = here.useSearch();
  const navigate = here.useNavigate();
  const id = record.customerId;
  return (
    <Tabs
      value={tab}
      keepMounted={false}
      onChange={(next) => void navigate({ search: { tab: next ?? 'record' }, replace: true })}
    >
      <Tabs.List mb="md">
        <Tabs.Tab value="record">{t('customer.record')}</Tabs.Tab>
        <Tabs.Tab value="proposals">{t('customer.proposals', { count: record.pendingProposals })}</Tabs.Tab>
        <Tabs.Tab value="timeline">{t('customer.timeline')}</Tabs.Tab>
        <Tabs.Tab value="promises">{t('place.promises')}</Tabs.Tab>
        <Tabs.Tab value="history">{t('customer.history')}</Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="record">
        <RecordView record={record} />
      </Tabs.Panel>
      <Tabs.Panel value="proposals">
        <ProposalList customerId={id} />
      </Tabs.Panel>
      <Tabs.Panel value="timeline">
        <TimelineView customerId={id} />
      </Tabs.Panel>
      <Tabs.Panel value="promises">
        <PromiseList filter={{ customerId: id }} />
      </Tabs.Panel>
      <Tabs.Panel value="history">
        <HistoryView customerId={id} />
      </Tabs.Panel>
    </Tabs>
  );
}
