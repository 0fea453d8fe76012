import { Select, type SelectProps } from '@mantine/core';
import { useTranslation } from 'react-i18next';

import type { Role } from '../../shell/permission.js';

const ROLES = ['rep', 'qa', 'trainer', 'manager', 'delivery', 'admin'] as const satisfies readonly Role[];

/** Chooses a role; label and value are the form's or the table's. */
export function RoleSelect(props: Omit<SelectProps, 'data' | 'allowDeselect'>) {
  const { t } = useTranslation();
  return (
    <Select {...props} allowDeselect={false} data={ROLES.map((value) => ({ value, label: t(`role.${value}`) }))} />
  );
}
