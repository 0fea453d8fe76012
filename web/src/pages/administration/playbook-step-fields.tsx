import {
  Button,
  Fieldset,
  Group,
  MultiSelect,
  NumberInput,
  Select,
  Stack,
  Switch,
  Textarea,
  TextInput,
} from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';

import type { ErrorAt } from '../../parts/rules/rule-editor.js';
import { ACTS, type PlaybookValues } from './playbook-values.js';

interface Props {
  form: UseFormReturnType<PlaybookValues>;
  errorAt: ErrorAt;
  index: number;
  /** What is drawn, as text: the form makes new objects for all steps with every key. */
  shown: string;
}

/**
 * One step of a script: what the rep should do, what shows it, and how much it counts. Whoever types in one does not
 * wait for the others: each has four fields that measure themselves when they are drawn.
 */
export const PlaybookStepFields = memo(
  Fields,
  (before, after) => before.shown === after.shown && before.errorAt === after.errorAt && before.index === after.index,
);

function Fields({ form, errorAt, index }: Props) {
  const { t } = useTranslation();
  const { steps } = form.values;
  const step = steps[index];
  if (step === undefined) return null;
  const at = `steps.${index}`;
  const input = (name: string) => ({ ...form.getInputProps(`${at}.${name}`), error: errorAt(`${at}.${name}`) });
  const move = (to: number): void => form.reorderListItem('steps', { from: index, to });
  return (
    <Fieldset legend={t('playbook.step', { number: index + 1 })}>
      <Stack gap="xs">
        <Group gap="xs" align="flex-start" grow>
          <TextInput label={t('playbook.stepId')} required {...input('id')} />
          <NumberInput label={t('playbook.weight')} required {...input('weight')} />
          <Select
            label={t('playbook.act')}
            clearable
            placeholder={t('playbook.actByItself')}
            data={ACTS.map((value) => ({ value, label: t(`act.${value}`) }))}
            {...input('act')}
          />
        </Group>
        <Group gap="xs" grow align="flex-start">
          <Textarea autosize label={t('playbook.doesZh')} required {...input('does.zh')} />
          <Textarea autosize label={t('playbook.doesEn')} required {...input('does.en')} />
        </Group>
        <Group gap="xs" grow align="flex-start">
          <Textarea autosize label={t('playbook.sayZh')} {...input('say.zh')} />
          <Textarea autosize label={t('playbook.sayEn')} {...input('say.en')} />
        </Group>
        <MultiSelect
          label={t('playbook.after')}
          data={[...new Set([...steps.map(({ id }) => id), ...step.after])].filter((id) => id !== step.id && id !== '')}
          {...input('after')}
          error={step.after.map((_, n) => errorAt(`${at}.after.${n}`)).find(Boolean)}
        />
        <Group gap="xs" justify="space-between">
          <Switch label={t('playbook.required')} {...form.getInputProps(`${at}.required`, { type: 'checkbox' })} />
          <Group gap="xs">
            <Button size="compact-xs" variant="default" disabled={index === 0} onClick={() => move(index - 1)}>
              {t('playbook.earlier')}
            </Button>
            <Button
              size="compact-xs"
              variant="default"
              disabled={index === steps.length - 1}
              onClick={() => move(index + 1)}
            >
              {t('playbook.later')}
            </Button>
            <Button
              size="compact-xs"
              variant="default"
              aria-label={t('playbook.removeStep', { id: step.id })}
              onClick={() => form.removeListItem('steps', index)}
            >
              {t('common.remove')}
            </Button>
          </Group>
        </Group>
      </Stack>
    </Fieldset>
  );
}
