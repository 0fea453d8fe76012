import { Badge, Card, Group, Menu, Button, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';

import { answer, api, ifMatch } from '../api/client.js';
import type { components, paths } from '../api/schema.js';
import { useMay } from '../app/session.js';
import { AppLink } from './app-link.js';
import { PolicyBadge, PromiseBadge, RiskBadge } from './badges.js';
import { CustomerName } from './customer-name.js';
import { showDate } from './format.js';
import { Gaps } from './gaps.js';
import { Nothing } from './nothing.js';
import { PromiseStory } from './promise-story.js';
import { QuoteLink } from './quote.js';
import { refreshRecord } from './refresh-record.js';
import { amountText } from './value-text.js';
import { VirtualList } from './virtual-list.js';
import { Why } from './why.js';
import { PROMISE_STATES, type PromiseState } from './words.js';

type Listed = components['schemas']['Promise'] | components['schemas']['DeliveryPromise'];
type Filter = Omit<NonNullable<paths['/v1/promises']['get']['parameters']['query']>, 'limit' | 'cursor'>;

/** The ledger, by the day promises are due. */
export function PromiseList({ filter, withCustomer = false }: { filter: Filter; withCustomer?: boolean }) {
  const { t } = useTranslation();
  const promises = useInfiniteQuery({
    queryKey: ['promises', filter],
    queryFn: ({ pageParam }) =>
      answer(
        api.GET('/v1/promises', {
          params: { query: { ...filter, limit: 50, ...(pageParam !== null && { cursor: pageParam }) } },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });
  return (
    <VirtualList<Listed>
      query={promises}
      label={t('place.promises')}
      keyOf={({ id }) => id}
      estimatedHeight={112}
      row={(one) => <PromiseCard promise={one} withCustomer={withCustomer} />}
      empty={<Nothing title={t('promises.none')} hint={t('promises.noneHint')} />}
    />
  );
}

function PromiseCard({ promise: one, withCustomer }: { promise: Listed; withCustomer: boolean }) {
  const { t } = useTranslation();
  const mayEdit = useMay('edit');
  const [told, { toggle }] = useDisclosure(false);
  return (
    <Card withBorder padding="sm">
      <Group justify="space-between" gap="xs" align="flex-start">
        <Group gap={6}>
          <PromiseBadge state={one.state} overdue={one.overdue} late={'late' in one && one.late} />
          <Badge variant="default">{t(`commitment.${one.category}`)}</Badge>
          {'risk' in one && <RiskBadge risk={one.risk} />}
          {'allowed' in one && <PolicyBadge allowed={one.allowed} />}
        </Group>
        {'version' in one && (
          <Group gap="xs">
            <Button size="compact-sm" variant="subtle" aria-expanded={told} onClick={toggle}>
              {told ? t('promises.hideHistory') : t('promises.history')}
            </Button>
            {mayEdit && <StateMenu promise={one} />}
          </Group>
        )}
      </Group>
      <Text mt={4}>{one.what ?? t('promises.unconfirmed')}</Text>
      <Text size="xs" c="dimmed">
        {[
          one.who,
          one.saidAt && showDate(one.saidAt),
          one.due && t('insight.due', { date: showDate(one.due) }),
          amountText(one.amount),
          one.condition,
        ]
          .filter(Boolean)
          .join(' · ')}
      </Text>
      {withCustomer && one.customerId !== null && (
        <AppLink to="/customers/$id" params={{ id: one.customerId }} size="sm">
          <CustomerName id={one.customerId} />
        </AppLink>
      )}
      {'evidence' in one &&
        one.evidence.map((evidence, index) => (
          <QuoteLink key={index} evidence={evidence} conversationId={one.conversationId} />
        ))}
      <Gaps of={one.completeness} />
      {'explanation' in one && <Why explanation={one.explanation} />}
      {told && 'version' in one && <PromiseStory id={one.id} />}
    </Card>
  );
}

function StateMenu({ promise: { id, version, state } }: { promise: components['schemas']['Promise'] }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const params = { path: { id }, header: ifMatch(version) };
  const set = useMutation({
    mutationFn: (next: PromiseState) => answer(api.POST('/v1/promises/{id}/state', { params, body: { state: next } })),
    onSuccess: () => refreshRecord(queries),
  });
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button size="compact-sm" variant="default" loading={set.isPending}>
          {t('promises.change')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {PROMISE_STATES.filter((one) => one !== state).map((one) => (
          <Menu.Item key={one} onClick={() => set.mutate(one)}>
            {t(`promiseState.${one}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
