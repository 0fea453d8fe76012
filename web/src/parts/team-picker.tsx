import { Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';

import { useSession } from '../app/session.js';
import { useTeams } from './teams.js';

interface Props {
  value: string | undefined;
  onChange: (teamId: string | undefined) => void;
}

/** Teams, for those who see more than their own; nothing where there are none. */
export function TeamPicker({ value, onChange }: Props) {
  const { t } = useTranslation();
  const { role } = useSession();
  const data = useTeams(role !== null && role !== 'rep' && role !== 'delivery');
  if (data.length === 0) return null;
  return (
    <Select
      aria-label={t('filters.team')}
      placeholder={t('filters.team')}
      clearable
      w={150}
      value={value ?? null}
      data={data}
      onChange={(picked) => onChange(picked ?? undefined)}
    />
  );
}
