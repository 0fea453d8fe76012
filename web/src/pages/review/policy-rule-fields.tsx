import { Button, Group, MultiSelect, Select, Stack, Switch, Textarea, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useTranslation } from 'react-i18next';

import type { ErrorAt } from '../../parts/rules/rule-editor.js';
import { COMMITMENT_CATEGORIES, RISKS } from '../../parts/words.js';
import { PolicyLimitFields } from './policy-limit-fields.js';
import { STAFF_ROLES, WHETHER, type PolicyValues } from './policy-values.js';

interface Props {
  form: UseFormReturnType<PolicyValues>;
  errorAt: ErrorAt;
  index: number;
  onMove: (to: number) => void;
  onRemove: () => void;
}

/** One rule of a policy: which promises it is about, whether they may be made, why, and what may be said instead. */
export function PolicyRuleFields({ form, errorAt, index, onMove, onRemove }: Props) {
  const { t } = useTranslation();
  const { rules } = form.values;
  const rule = rules[index];
  if (rule === undefined) return null;
  const at = `rules.${index}`;
  const select = (name: 'conditional' | 'absolute', label: string) => (
    <Select
      label={label}
      allowDeselect={false}
      data={WHETHER.map((value) => ({ value, label: t(`policy.${value}`) }))}
      {...form.getInputProps(`${at}.${name}`)}
    />
  );
  return (
    <Stack gap="xs">
      <Group gap="md" align="flex-end">
        <TextInput
          flex={1}
          label={t('policy.ruleId')}
          required
          {...form.getInputProps(`${at}.id`)}
          error={errorAt(`${at}.id`)}
        />
        <Switch mb={8} label={t('policy.allowed')} {...form.getInputProps(`${at}.allowed`, { type: 'checkbox' })} />
      </Group>
      <Group gap="xs" grow align="flex-start">
        <MultiSelect
          label={t('part.category')}
          data={COMMITMENT_CATEGORIES.map((value) => ({ value, label: t(`commitment.${value}`) }))}
          {...form.getInputProps(`${at}.category`)}
        />
        <MultiSelect
          label={t('filters.risk')}
          data={RISKS.map((value) => ({ value, label: t(`risk.${value}`) }))}
          {...form.getInputProps(`${at}.risk`)}
        />
        <MultiSelect
          label={t('policy.by')}
          data={STAFF_ROLES.map((value) => ({ value, label: t(`role.${value}`) }))}
          {...form.getInputProps(`${at}.by`)}
        />
      </Group>
      <Group gap="xs" grow align="flex-start">
        {select('conditional', t('policy.conditional'))}
        {select('absolute', t('policy.absolute'))}
      </Group>
      <PolicyLimitFields form={form} at={`${at}.discount`} limit={rule.discount} name="discount" max={100} />
      <PolicyLimitFields form={form} at={`${at}.days`} limit={rule.days} name="days" max={3650} />
      <Group gap="xs" grow align="flex-start">
        <Textarea autosize label={t('policy.whyZh')} required {...form.getInputProps(`${at}.why.zh`)} />
        <Textarea autosize label={t('policy.whyEn')} required {...form.getInputProps(`${at}.why.en`)} />
      </Group>
      <Group gap="xs" grow align="flex-start">
        <Textarea autosize label={t('policy.sayZh')} {...form.getInputProps(`${at}.suggestion.zh`)} />
        <Textarea autosize label={t('policy.sayEn')} {...form.getInputProps(`${at}.suggestion.en`)} />
      </Group>
      <Group gap="xs" justify="flex-end">
        <Button size="compact-xs" variant="default" disabled={index === 0} onClick={() => onMove(index - 1)}>
          {t('playbook.earlier')}
        </Button>
        <Button
          size="compact-xs"
          variant="default"
          disabled={index === rules.length - 1}
          onClick={() => onMove(index + 1)}
        >
          {t('playbook.later')}
        </Button>
        <Button
          size="compact-xs"
          variant="default"
          aria-label={t('policy.removeRule', { id: rule.id })}
          onClick={onRemove}
        >
          {t('common.remove')}
        </Button>
      </Group>
    </Stack>
  );
}
