import { Button, Group, TagsInput, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useTranslation } from 'react-i18next';

import { RuleEditor } from '../../parts/rules/rule-editor.js';
import type { RuleFormProps } from '../../parts/rules/rule-versions.js';
import { PlaybookStepFields } from './playbook-step-fields.js';
import { documentOf, newStep, valuesOf, type PlaybookValues } from './playbook-values.js';

const idsOf = ({ values }: UseFormReturnType<PlaybookValues>): string[] => values.steps.map(({ id }) => id);

/** Edits a script: its name, when it is used, and what the rep should do in which step. */
export function PlaybookForm({ document, newest, onDone }: RuleFormProps) {
  const { t } = useTranslation();
  if (!('steps' in document)) return null;
  const { id } = document;
  return (
    <RuleEditor<PlaybookValues>
      {...{ kind: 'playbooks', id, newest, onDone }}
      initial={valuesOf(document)}
      documentOf={(values) => documentOf(id, values)}
    >
      {(form, errorAt) => (
        <>
          <Group gap="xs" grow align="flex-start">
            <TextInput label={t('playbook.nameZh')} required {...form.getInputProps('name.zh')} />
            <TextInput label={t('playbook.nameEn')} required {...form.getInputProps('name.en')} />
          </Group>
          <TagsInput
            label={t('playbook.stages')}
            description={t('playbook.stagesHint')}
            {...form.getInputProps('stages')}
          />
          {form.values.steps.map((step, index) => (
            <PlaybookStepFields key={index} {...{ form, errorAt, index }} shown={JSON.stringify([idsOf(form), step])} />
          ))}
          <div>
            <Button
              size="compact-sm"
              variant="default"
              onClick={() => form.insertListItem('steps', newStep(form.values.steps))}
            >
              {t('playbook.addStep')}
            </Button>
          </div>
        </>
      )}
    </RuleEditor>
  );
}
