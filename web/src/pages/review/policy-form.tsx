import { Button, Card, Group, MultiSelect, NumberInput, Stack, Switch, Text, Textarea } from '@mantine/core';
import { useForm, type UseFormReturnType } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';

import { answer, api, ifMatch } from '../../api/client.js';
import { notifyDone } from '../../parts/notify.js';
import { COMMITMENT_CATEGORIES, RISKS } from '../../parts/words.js';
import type { Policy, PolicyRule } from './policy-queries.js';

interface Values {
  rules: PolicyRule[];
}

/** Edits what each rule says; checks as one types. Saved as the version after `newest`, which is not in force until it is activated. */
export function PolicyForm({ policy, newest, onDone }: { policy: Policy; newest: number; onDone: () => void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const form = useForm<Values>({
    initialValues: { rules: structuredClone(policy.rules) },
    validateInputOnChange: true,
    validate: {
      rules: {
        why: {
          zh: (text) => (text.trim() === '' ? t('policy.needed') : null),
          en: (text) => (text.trim() === '' ? t('policy.needed') : null),
        },
      },
    },
  });
  const save = useMutation({
    mutationFn: ({ rules }: Values) => {
      const { id, name, absolutes } = policy;
      return answer(
        api.PUT('/v1/policies/{id}', {
          params: { path: { id }, header: ifMatch(newest) },
          body: { id, name, absolutes, rules, version: newest + 1 },
        }),
      );
    },
    onSuccess: async () => {
      notifyDone(t('policy.saved'));
      await queries.invalidateQueries({ queryKey: ['policies'] });
      onDone();
    },
  });
  return (
    <form onSubmit={form.onSubmit((values) => save.mutate(values))}>
      <Stack gap="sm">
        {form.values.rules.map(({ id }, index) => (
          <RuleFields key={id} form={form} index={index} />
        ))}
        <Group gap="xs">
          <Button type="submit" loading={save.isPending} disabled={!form.isDirty() || !form.isValid()}>
            {t('policy.save')}
          </Button>
          <Button variant="default" onClick={onDone}>
            {t('common.cancel')}
          </Button>
        </Group>
      </Stack>
    </form>
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
