import { Button, Group, NumberInput, Select, Stack, Switch, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';

import { OBJECTION_CATEGORIES, PERIODS, STAKEHOLDER_ROLES, STANCES, type RecordField } from './words.js';

export type RecordValue = Record<string, unknown>;

interface Props {
  field: RecordField;
  value: RecordValue;
  busy: boolean;
  onSave: (value: RecordValue) => void;
  onCancel: () => void;
}

/** How each part of a value is put in; what is not named here keeps what it was. */
const INPUTS: { readonly [F in RecordField]: readonly string[] } = {
  budget: ['min', 'max', 'currency', 'period', 'stance'],
  decision_chain: ['name', 'title', 'role'],
  objections: ['category', 'handled'],
  promises: ['what', 'due', 'condition'],
  next_steps: ['action', 'owner', 'due'],
  competitors: ['name'],
  goals: ['text'],
  pains: ['text'],
};
const NUMBERS: readonly string[] = ['min', 'max'];

/** Edits a value of the customer record, field by field. */
export function ValueForm({ field, value, busy, onSave, onCancel }: Props) {
  const { t } = useTranslation();
  const form = useForm<RecordValue>({ initialValues: { ...value } });
  const choices: Readonly<Record<string, readonly { value: string; label: string }[]>> = {
    period: PERIODS.map((one) => ({ value: one, label: t(`period.${one}`) })),
    stance: STANCES.map((one) => ({ value: one, label: t(`stance.${one}`) })),
    role: STAKEHOLDER_ROLES.map((one) => ({ value: one, label: t(`stakeholder.${one}`) })),
    category: OBJECTION_CATEGORIES.map((one) => ({ value: one, label: t(`objection.${one}`) })),
    owner: (['rep', 'customer', 'both'] as const).map((one) => ({ value: one, label: t(`owner.${one}`) })),
  };
  const save = (values: RecordValue): void =>
    onSave(Object.fromEntries(Object.entries(values).map(([name, one]) => [name, one === '' ? null : one])));
  return (
    <form onSubmit={form.onSubmit(save)}>
      <Stack gap="xs">
        {INPUTS[field].map((name) => {
          const label = t(`part.${name as 'min'}`);
          const key = name;
          if (name === 'handled')
            return <Switch key={key} label={label} {...form.getInputProps(name, { type: 'checkbox' })} />;
          if (NUMBERS.includes(name))
            return (
              <NumberInput
                key={key}
                label={label}
                min={0}
                thousandSeparator
                {...form.getInputProps(name)}
                value={numberOf(form.values[name])}
              />
            );
          const data = choices[name];
          if (data)
            return (
              <Select
                key={key}
                label={label}
                data={[...data]}
                clearable={name === 'period'}
                {...form.getInputProps(name)}
              />
            );
          return (
            <TextInput
              key={key}
              label={label}
              type={name === 'due' ? 'date' : 'text'}
              {...form.getInputProps(name)}
              value={typeof form.values[name] === 'string' ? form.values[name] : ''}
            />
          );
        })}
        <Group gap="xs">
          <Button type="submit" size="compact-sm" loading={busy}>
            {t('common.save')}
          </Button>
          <Button size="compact-sm" variant="default" onClick={onCancel}>
            {t('common.cancel')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

const numberOf = (value: unknown): number | '' => (typeof value === 'number' ? value : '');
