import { Alert, Badge, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { DataTable } from 'mantine-datatable';
import { useTranslation } from 'react-i18next';

import { answer, api } from '../../api/client.js';
import { showBytes } from '../../parts/format.js';
import { Loaded } from '../../parts/loaded.js';
import { WIDE_TABLE } from '../../parts/wide-table.js';

/** Speech models on this machine, and what the bundled one is not good for. */
export function ModelsTab() {
  const { t } = useTranslation();
  const models = useQuery({ queryKey: ['models'], queryFn: () => answer(api.GET('/v1/admin/models')) });
  return (
    <Loaded query={models}>
      {({ items }) => (
        <Stack gap="md">
          {items.every(({ bundled }) => bundled) && <Alert color="yellow">{t('admin.bundledWarning')}</Alert>}
          <DataTable
            withTableBorder
            {...WIDE_TABLE}
            records={items}
            columns={[
              { accessor: 'id', title: t('admin.model') },
              { accessor: 'engine', title: t('admin.engine') },
              { accessor: 'revision', title: t('admin.revision'), render: ({ revision }) => revision ?? '–' },
              {
                accessor: 'bytes',
                title: t('admin.size'),
                render: ({ bytes }) => (bytes === null ? '–' : showBytes(bytes)),
              },
              {
                accessor: 'verified',
                title: t('admin.verified'),
                render: ({ verified }) => (
                  <Badge variant="light" color={verified ? 'teal' : 'orange'}>
                    {t(verified ? 'admin.genuine' : 'admin.believed')}
                  </Badge>
                ),
              },
            ]}
          />
        </Stack>
      )}
    </Loaded>
  );
}
