import { Skeleton, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';

const ROWS = 6;

/** Where a list will stand. `rowHeight` in pixels, the space below a row included. */
export function ListLoading({ rowHeight = 96 }: { rowHeight?: number | undefined }) {
  const { t } = useTranslation();
  return (
    <Stack gap={8} role="status" aria-label={t('common.loading')}>
      {Array.from({ length: ROWS }, (_, row) => (
        <Skeleton key={row} height={rowHeight - 8} />
      ))}
    </Stack>
  );
}
