import { Accordion, Badge, Button, Group, Text } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import type { ErrorAt } from '../../parts/rules/rule-editor.js';
import { PolicyRuleFields } from './policy-rule-fields.js';
import { newRule, type PolicyValues } from './policy-values.js';

/** The rules of a policy in their order, one of them open. */
export function PolicyRules({ form, errorAt }: { form: UseFormReturnType<PolicyValues>; errorAt: ErrorAt }) {
  const { t } = useTranslation();
  const { rules } = form.values;
  const [open, setOpen] = useState<number | null>(0);
  const add = (): void => {
    form.insertListItem('rules', newRule(rules));
    setOpen(rules.length);
  };
  const move = (from: number, to: number): void => {
    form.reorderListItem('rules', { from, to });
    setOpen(to);
  };
  const remove = (index: number): void => {
    form.removeListItem('rules', index);
    setOpen(null);
  };
  return (
    <>
      <Text size="sm" c="dimmed">
        {t('policy.order')}
      </Text>
      <Accordion
        variant="separated"
        order={3}
        value={open === null ? null : String(open)}
        onChange={(value) => setOpen(value === null ? null : Number(value))}
      >
        {rules.map((rule, index) => (
          <Accordion.Item key={index} value={String(index)}>
            <Accordion.Control>
              <Group gap="xs">
                <Text size="sm">{t('policy.rule', { number: index + 1 })}</Text>
                <Text size="sm" ff="monospace">
                  {rule.id}
                </Text>
                <Badge color={rule.allowed ? 'teal' : 'red'} variant="outline">
                  {rule.allowed ? t('promises.allowed') : t('promises.exceeds')}
                </Badge>
                {rule.why.zh.trim() === '' || rule.why.en.trim() === '' ? (
                  <Badge color="orange" variant="light">
                    {t('policy.incomplete')}
                  </Badge>
                ) : null}
              </Group>
            </Accordion.Control>
            <Accordion.Panel>
              {open === index && (
                <PolicyRuleFields
                  {...{ form, errorAt, index }}
                  onMove={(to) => move(index, to)}
                  onRemove={() => remove(index)}
                />
              )}
            </Accordion.Panel>
          </Accordion.Item>
        ))}
      </Accordion>
      <div>
        <Button size="compact-sm" variant="default" onClick={add}>
          {t('policy.addRule')}
        </Button>
      </div>
    </>
  );
}
