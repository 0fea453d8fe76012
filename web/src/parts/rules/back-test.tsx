import { Badge, Button, Card, Group, Progress, Stack, Table, Text, Title } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { DataTable } from 'mantine-datatable';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import 'mantine-datatable/styles.css';

import { answer, api } from '../../api/client.js';
import type { components } from '../../api/schema.js';
import { Failed } from '../failed.js';
import { showNumber, showPercent } from '../format.js';
import { WIDE_TABLE } from '../wide-table.js';
import { type RuleKind, startBackTest } from './queries.js';

type Test = components['schemas']['BackTest'];
type Report = NonNullable<Test['report']>;

const POLL_MS = 1_000;

/** Holds a version of a policy, a playbook or a lexicon against past conversations before it goes live. */
export function BackTest({ kind, id, version }: { kind: RuleKind; id: string; version: number }) {
  const { t } = useTranslation();
  const [testId, setTestId] = useState<string | null>(null);
  const start = useMutation({
    mutationFn: () => startBackTest(kind, id, version),
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
        {(report.moved ?? 0) > 0 && (
          <Badge color="gray" variant="light">
            {t('backTest.moved')}: {report.moved}
          </Badge>
        )}
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
        {...WIDE_TABLE}
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
          ...((report.moved ?? 0) > 0
            ? [
                { accessor: 'movedIn', title: t('backTest.movedIn'), render: moved('movedIn') },
                { accessor: 'movedOut', title: t('backTest.movedOut'), render: moved('movedOut') },
              ]
            : []),
        ]}
      />
      {report.insights && <Found kinds={report.insights.kinds} />}
      {report.playbook && <Scores playbook={report.playbook} />}
    </Card>
  );
}

/** How many flags came to a rule from another one, or went to another. */
const moved = (way: 'movedIn' | 'movedOut') => (row: Report['rules'][number]) => row[way] ?? 0;

/** What a changed lexicon finds, beside the one in force; kinds that stay as they are are left out. */
function Found({ kinds }: { kinds: NonNullable<Report['insights']>['kinds'] }) {
  const { t } = useTranslation();
  return (
    <DataTable
      mt="sm"
      withTableBorder
      {...WIDE_TABLE}
      idAccessor="kind"
      minHeight={0}
      noRecordsText={t('backTest.findsTheSame')}
      records={kinds.filter((one) => one.new + one.gone > 0)}
      columns={[
        { accessor: 'kind', title: t('backTest.finds'), render: ({ kind }) => t(`insight.${kind}`) },
        { accessor: 'inForce', title: t('backTest.inForce') },
        { accessor: 'draft', title: t('backTest.draft') },
        { accessor: 'new', title: t('backTest.new') },
        { accessor: 'gone', title: t('backTest.gone') },
      ]}
    />
  );
}

/** How conversations score with a changed playbook, and how many did each step. */
function Scores({ playbook: { scores, steps, changes = [] } }: { playbook: NonNullable<Report['playbook']> }) {
  const { t } = useTranslation();
  const score = (value: number | null): string => (value === null ? '–' : showNumber(Math.round(value)));
  const rows = [
    { id: t('backTest.meanScore'), inForce: score(scores.inForce.mean), draft: score(scores.draft.mean) },
    ...steps.map(({ id, inForce, draft }) => ({ id, inForce: inForce ?? '–', draft: draft ?? '–' })),
  ];
  return (
    <>
      <DataTable
        mt="sm"
        withTableBorder
        {...WIDE_TABLE}
        records={rows}
        columns={[
          { accessor: 'id', title: t('backTest.step') },
          { accessor: 'inForce', title: t('backTest.inForce') },
          { accessor: 'draft', title: t('backTest.draft') },
        ]}
      />
      {changes.length > 0 && <ChangedScores changes={changes} />}
    </>
  );
}

type ScoreChanges = NonNullable<NonNullable<Report['playbook']>['changes']>;

/** Conversations that score otherwise, or by another playbook. */
function ChangedScores({ changes }: { changes: ScoreChanges }) {
  const { t } = useTranslation();
  const scored = ({ playbook, score }: ScoreChanges[number]['draft']): string =>
    `${showNumber(Math.round(score))} (${playbook})`;
  return (
    <DataTable
      mt="sm"
      withTableBorder
      {...WIDE_TABLE}
      idAccessor="conversationId"
      records={changes}
      columns={[
        {
          accessor: 'conversationId',
          title: t('backTest.changedScores'),
          render: ({ conversationId, title, customer, rep }) =>
            [title, customer, rep].filter(Boolean).join(' · ') || conversationId,
        },
        { accessor: 'inForce', title: t('backTest.inForce'), render: ({ inForce }) => scored(inForce) },
        { accessor: 'draft', title: t('backTest.draft'), render: ({ draft }) => scored(draft) },
      ]}
    />
  );
}
