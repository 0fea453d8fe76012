import { Card, Group, MultiSelect, NumberInput, Stack, Switch, Text, Textarea } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useTranslation } from 'react-i18next';

import type { Policy } from '../../parts/rules/queries.js';
import { RuleEditor } from '../../parts/rules/rule-editor.js';
import type { RuleFormProps } from '../../parts/rules/rule-versions.js';
import { COMMITMENT_CATEGORIES, RISKS } from '../../parts/words.js';

type PolicyRule = Policy['rules'][number];

type Values = { rules: PolicyRule[] };

/** Edits what each rule of the policy says. */
export function PolicyForm({ document, newest, onDone }: RuleFormProps) {
  const { t } = useTranslation();
  if (!('rules' in document)) return null;
  const { id, name, absolutes, rules } = document;
  const needed = (text: string): string | null => (text.trim() === '' ? t('policy.needed') : null);
  return (
    <RuleEditor<Values>
      {...{ kind: 'policies', id, newest, onDone }}
      initial={{ rules: structuredClone(rules) }}
      documentOf={(values) => ({ id, name, absolutes, ...values })}
      validate={{ rules: { why: { zh: needed, en: needed } } }}
    >
      {(form) => form.values.rules.map((rule, index) => <RuleFields key={rule.id} form={form} index={index} />)}
    </RuleEditor>
  );
}

function RuleFields({ form, index }: { form: UseFormReturnType<Values>; index: number }) {
  const { t } = useTranslation();
  const rule = form.values.rules[index];
  if (rule === undefined) return null;
  const at = `rules.${index}`;
  return (
    <Card withBorder padding="sm" component="fieldset">
      <Text component="legend" size="sm" ff="monospace">
        {rule.id}
      </Text>
      <Stack gap="xs">
        <Switch label={t('policy.allowed')} {...form.getInputProps(`${at}.allowed`, { type: 'checkbox' })} />
        <Group gap="xs" grow align="flex-start">
          <MultiSelect
            label={t('part.category')}
            data={COMMITMENT_CATEGORIES.map((value) => ({ value, label: t(`commitment.${value}`) }))}
            {...form.getInputProps(`${at}.when.category`)}
            value={rule.when.category ?? []}
          />
          <MultiSelect
            label={t('filters.risk')}
            data={RISKS.map((value) => ({ value, label: t(`risk.${value}`) }))}
            {...form.getInputProps(`${at}.when.risk`)}
            value={rule.when.risk ?? []}
          />
        </Group>
        <LimitFields
          form={form}
          at={`${at}.when.discountAbovePercent`}
          limit={rule.when.discountAbovePercent}
          name="discount"
          max={100}
        />
        <LimitFields
          form={form}
          at={`${at}.when.dueWithinDays`}
          limit={rule.when.dueWithinDays}
          name="days"
          max={3650}
        />
        <Group gap="xs" grow align="flex-start">
          <Textarea autosize label={t('policy.whyZh')} required {...form.getInputProps(`${at}.why.zh`)} />
          <Textarea autosize label={t('policy.whyEn')} required {...form.getInputProps(`${at}.why.en`)} />
        </Group>
        {rule.suggestion && (
          <Group gap="xs" grow align="flex-start">
            <Textarea autosize label={t('policy.sayZh')} {...form.getInputProps(`${at}.suggestion.zh`)} />
            <Textarea autosize label={t('policy.sayEn')} {...form.getInputProps(`${at}.suggestion.en`)} />
          </Group>
        )}
      </Stack>
    </Card>
  );
}

interface LimitProps {
  form: UseFormReturnType<Values>;
  at: string;
  limit: number | { rep: number; manager: number } | undefined;
  name: 'discount' | 'days';
  max: number;
}

/** A limit for everybody, or one for a rep and one for a manager; nothing where the rule has none. */
function LimitFields({ form, at, limit, name, max }: LimitProps) {
  const { t } = useTranslation();
  if (limit === undefined) return null;
  const input = (path: string, label: string, value: number) => (
    <NumberInput key={path} label={label} min={0} max={max} required {...form.getInputProps(path)} value={value} />
  );
  return (
    <Group gap="xs" grow>
      {typeof limit === 'number'
        ? input(at, t(`policy.${name}`), limit)
        : [
            input(`${at}.rep`, `${t(`policy.${name}`)} (${t('role.rep')})`, limit.rep),
            input(`${at}.manager`, `${t(`policy.${name}`)} (${t('role.manager')})`, limit.manager),
          ]}
    </Group>
  );
}
