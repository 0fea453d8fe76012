import { Badge, Button, Card, Group, Progress, Stack, Table, Text, Title } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { DataTable } from 'mantine-datatable';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import 'mantine-datatable/styles.css';

import { answer, api } from '../../api/client.js';
import type { components } from '../../api/schema.js';
import { Failed } from '../../parts/failed.js';
import { showNumber, showPercent } from '../../parts/format.js';

type Test = components['schemas']['BackTest'];
type Report = NonNullable<Test['report']>;

const POLL_MS = 1_000;

/** Holds a version of the policy against past conversations before it goes live. */
export function BackTest({ id, version }: { id: string; version: number }) {
  const { t } = useTranslation();
  const [testId, setTestId] = useState<string | null>(null);
  const start = useMutation({
    mutationFn: async () => {
      const found = await answer(
        api.GET('/v1/policies/{id}/versions/{version}', { params: { path: { id, version } } }),
      );
      return answer(api.POST('/v1/back-tests', { body: { policy: typeof found === 'string' ? found : found.source } }));
    },
    onSuccess: (test) => setTestId(test.id),
  });
  const test = useQuery({
    queryKey: ['back-test', testId],
    queryFn: () => answer(api.GET('/v1/back-tests/{id}', { params: { path: { id: testId ?? '' } } })),
    enabled: testId !== null,
    refetchInterval: ({ state }) => (state.data?.state === 'running' ? POLL_MS : false),
  });
  const found = test.data;
  return (
    <Stack gap="xs" mt="xs">
      <Group>
        <Button size="compact-sm" variant="default" loading={start.isPending} onClick={() => start.mutate()}>
          {t('backTest.run')}
        </Button>
      </Group>
      {test.isError && <Failed error={test.error} onRetry={() => void test.refetch()} />}
      {found?.state === 'running' && (
        <>
          <Text size="sm" role="status">
            {t('backTest.running', { done: found.done, total: found.total })}
          </Text>
          <Progress value={found.total === 0 ? 0 : (100 * found.done) / found.total} aria-label={t('backTest.title')} />
        </>
      )}
      {found?.state === 'failed' && <Text c="red.9">{found.error}</Text>}
      {found?.report && <Outcome report={found.report} />}
    </Stack>
  );
}

function Outcome({ report }: { report: Report }) {
  const { t } = useTranslation();
  const { inForce, draft } = report;
  const share = (value: number | null): string => (value === null ? '–' : showPercent(value));
  const rate = (value: number | null): string => (value === null ? '–' : showNumber(Math.round(10 * value) / 10));
  return (
    <Card withBorder padding="sm" component="section" aria-label={t('backTest.title')}>
      <Group gap="xs" mb="xs">
        <Title order={3} size="h5">
          {t('backTest.title')}
        </Title>
        <Badge color="orange" variant="light">
          {t('backTest.new')}: {report.new}
        </Badge>
        <Badge color="teal" variant="light">
          {t('backTest.gone')}: {report.gone}
        </Badge>
        <Text size="xs" c="dimmed">
          {t('backTest.conversations', { count: report.conversations })}
        </Text>
      </Group>
      <Table mb="sm" aria-label={t('backTest.title')}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th aria-label={t('backTest.rule')} />
            <Table.Th>{t('backTest.flags')}</Table.Th>
            <Table.Th>{t('backTest.aWeek')}</Table.Th>
            <Table.Th>{t('backTest.precision')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {(
            [
              ['backTest.inForce', inForce],
              ['backTest.draft', draft],
            ] as const
          ).map(([name, one]) => (
            <Table.Tr key={name}>
              <Table.Th>{t(name)}</Table.Th>
              <Table.Td>{one.flags}</Table.Td>
              <Table.Td>{rate(one.aWeek)}</Table.Td>
              <Table.Td>{share(one.precision)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <DataTable
        withTableBorder
        idAccessor="rule"
        minHeight={0}
        noRecordsText={t('common.nothingFound')}
        records={report.rules}
        columns={[
          { accessor: 'rule', title: t('backTest.rule') },
          { accessor: 'inForce', title: t('backTest.inForce') },
          { accessor: 'draft', title: t('backTest.draft') },
          { accessor: 'new', title: t('backTest.new') },
          { accessor: 'gone', title: t('backTest.gone') },
        ]}
      />
    </Card>
  );
}
