import { Card, Group, Progress, Stack, Table, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';

import type { components } from '../../api/schema.js';
import { DayRange } from '../../parts/day-range.js';
import { showNumber, showPercent } from '../../parts/format.js';
import { Loaded } from '../../parts/loaded.js';
import { Nothing } from '../../parts/nothing.js';
import { dayStart } from '../conversations/filters.js';
import type { ReviewFilters } from './filters.js';
import { agreementQuery } from './queries.js';

const here = getRouteApi('/frame/review');
type Agreement = components['schemas']['ReviewAgreement'];

/** How often people agree with the program and with each other, by category. */
export function AgreementPage() {
  const { t } = useTranslation();
  const { from, to }: ReviewFilters = here.useSearch();
  const navigate = here.useNavigate();
  const agreement = useQuery(
    agreementQuery({ ...(from && { from: dayStart(from, 0) }), ...(to && { to: dayStart(to, 1) }) }),
  );
  return (
    <Stack gap="md">
      <DayRange
        label={t('filters.days')}
        from={from}
        to={to}
        onChange={(first, last) =>
          void navigate({ search: (before) => ({ ...before, from: first, to: last }), replace: true })
        }
      />
      <Loaded query={agreement}>
        {(found) =>
          found.total.reviewed === 0 ? (
            <Nothing title={t('agreement.none')} hint={t('agreement.noneHint')} />
          ) : (
            <>
              <Chart categories={found.categories} />
              <Figures agreement={found} />
              <Text size="sm" c="dimmed" maw={760}>
                {t('agreement.explained')}
              </Text>
            </>
          )
        }
      </Loaded>
    </Stack>
  );
}

function Chart({ categories }: { categories: Agreement['categories'] }) {
  const { t } = useTranslation();
  const most = Math.max(...categories.map(({ reviewed }) => reviewed));
  return (
    <Card withBorder padding="md" component="section" aria-label={t('agreement.chart')}>
      <Title order={2} size="h5" mb="sm">
        {t('agreement.chart')}
      </Title>
      <Stack gap={6}>
        {categories.map(({ category, confirmed, dismissed }) => {
          const named = t(`commitment.${category}`);
          return (
            <Group key={category} gap="sm" wrap="nowrap">
              <Text size="sm" w={{ base: 90, sm: 150 }}>
                {named}
              </Text>
              <Progress.Root size={22} flex={1}>
                <Progress.Section
                  value={(100 * confirmed) / most}
                  color="teal.9"
                  aria-label={t('agreement.confirmedOf', { category: named, count: confirmed })}
                >
                  <Progress.Label>{showNumber(confirmed)}</Progress.Label>
                </Progress.Section>
                <Progress.Section
                  value={(100 * dismissed) / most}
                  color="gray.7"
                  aria-label={t('agreement.dismissedOf', { category: named, count: dismissed })}
                >
                  <Progress.Label>{showNumber(dismissed)}</Progress.Label>
                </Progress.Section>
              </Progress.Root>
            </Group>
          );
        })}
      </Stack>
    </Card>
  );
}

function Figures({ agreement: { total, categories } }: { agreement: Agreement }) {
  const { t } = useTranslation();
  const share = (value: number | null): string => (value === null ? '–' : showPercent(value));
  const rows = [
    ...categories.map((one) => ({ ...one, name: t(`commitment.${one.category}`) })),
    { ...total, name: t('agreement.total') },
  ];
  const label = t('review.agreement');
  return (
    <Table.ScrollContainer minWidth={820} scrollAreaProps={{ viewportProps: { tabIndex: 0, 'aria-label': label } }}>
      <Table aria-label={label}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('agreement.category')}</Table.Th>
            <Table.Th>{t('agreement.reviewed')}</Table.Th>
            <Table.Th>{t('flagState.confirmed')}</Table.Th>
            <Table.Th>{t('flagState.dismissed')}</Table.Th>
            <Table.Th>{t('agreement.withProgram')}</Table.Th>
            <Table.Th>{t('agreement.judgedTwice')}</Table.Th>
            <Table.Th>{t('agreement.withEachOther')}</Table.Th>
            <Table.Th>{t('agreement.kappa')}</Table.Th>
            <Table.Th>{t('agreement.disputes')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((one) => (
            <Table.Tr key={one.name}>
              <Table.Th scope="row">{one.name}</Table.Th>
              <Table.Td>{showNumber(one.reviewed)}</Table.Td>
              <Table.Td>{showNumber(one.confirmed)}</Table.Td>
              <Table.Td>{showNumber(one.dismissed)}</Table.Td>
              <Table.Td>{share(one.withProgram)}</Table.Td>
              <Table.Td>{showNumber(one.judgedTwice)}</Table.Td>
              <Table.Td>{share(one.withEachOther)}</Table.Td>
              <Table.Td>{one.kappa === null ? '–' : showNumber(Math.round(100 * one.kappa) / 100)}</Table.Td>
              <Table.Td>{[one.disputed, one.upheld, one.overturned].map(showNumber).join(' / ')}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
