import { useQuery } from '@tanstack/react-query';
import { DataTable } from 'mantine-datatable';
import { useTranslation } from 'react-i18next';

import { answer, api } from '../../api/client.js';
import { showBytes, showDate } from '../../parts/format.js';
import { Loaded } from '../../parts/loaded.js';

export function ModelsTab() {
  const { t } = useTranslation();
  const models = useQuery({ queryKey: ['models'], queryFn: () => answer(api.GET('/v1/admin/models')) });
  return (
    <Loaded query={models}>
      {({ items }) => (
        <DataTable
          withTableBorder
          minHeight={items.length === 0 ? 160 : 0}
          noRecordsText={t('admin.noModels')}
          records={items}
          columns={[
            { accessor: 'id', title: t('admin.model') },
            { accessor: 'engine', title: t('admin.engine') },
            { accessor: 'languages', title: t('filters.language'), render: ({ languages }) => languages.join(', ') },
            { accessor: 'bytes', title: t('admin.size'), render: ({ bytes }) => showBytes(bytes) },
            {
              accessor: 'installedAt',
              title: t('admin.made'),
              render: ({ installedAt, bundled }) =>
                bundled ? t('policy.fromPackage') : installedAt === null ? '–' : showDate(installedAt),
            },
          ]}
        />
      )}
    </Loaded>
  );
}
