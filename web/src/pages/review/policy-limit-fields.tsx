import { Group, NumberInput, Select } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useTranslation } from 'react-i18next';

import { LIMITED, type LimitValues, type PolicyValues } from './policy-values.js';

interface Props {
  form: UseFormReturnType<PolicyValues>;
  at: string;
  limit: LimitValues;
  name: 'discount' | 'days';
  max: number;
}

/** From where on a rule is about a promise: nowhere, one limit for everybody, or one for a rep and one for a manager. */
export function PolicyLimitFields({ form, at, limit, name, max }: Props) {
  const { t } = useTranslation();
  const label = t(`policy.${name}`);
  const input = (field: 'everybody' | 'rep' | 'manager', of: string) => (
    <NumberInput label={`${label} (${of})`} min={0} max={max} required {...form.getInputProps(`${at}.${field}`)} />
  );
  return (
    <Group gap="xs" grow align="flex-start">
      <Select
        label={label}
        allowDeselect={false}
        data={LIMITED.map((value) => ({ value, label: t(`policy.limit.${value}`) }))}
        {...form.getInputProps(`${at}.of`)}
      />
      {limit.of === 'everybody' && input('everybody', t('policy.limit.everybody'))}
      {limit.of === 'each' && input('rep', t('role.rep'))}
      {limit.of === 'each' && input('manager', t('role.manager'))}
    </Group>
  );
}
