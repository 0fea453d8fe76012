import { ActionIcon, Button, Fieldset, Group, TagsInput, Text, TextInput } from '@mantine/core';
import { Cross1Icon } from '@radix-ui/react-icons';
import { useTranslation } from 'react-i18next';

import type { Lexicon } from '../../parts/rules/queries.js';
import { RuleEditor } from '../../parts/rules/rule-editor.js';
import type { RuleFormProps } from '../../parts/rules/rule-versions.js';
import { ShippedWords } from './shipped-words.js';

type Values = Pick<Lexicon, 'competitors' | 'products' | 'absolutes' | 'off'>;

/** The company's own words: its rivals and products, and words that leave no way out. */
export function LexiconForm({ document, newest, onDone }: RuleFormProps) {
  const { t } = useTranslation();
  if (!('competitors' in document)) return null;
  const { id, name, competitors, products, absolutes, off } = document;
  return (
    <RuleEditor<Values>
      {...{ kind: 'lexicons', id, newest, onDone }}
      initial={structuredClone({ competitors, products, absolutes, off })}
      documentOf={(values) => ({ id, name, ...values })}
    >
      {(form, errorAt) => (
        <>
          <Fieldset legend={t('lexicon.competitors')}>
            <Text size="sm" c="dimmed" mb="xs">
              {t('lexicon.competitorsHint')}
            </Text>
            {form.values.competitors.map(({ also }, index) => {
              const at = `competitors.${index}`;
              const wrong = also.map((_, n) => errorAt(`${at}.also.${n}`)).find((error) => error !== undefined);
              return (
                <Group key={index} gap="xs" mb="xs" align="flex-end" wrap="nowrap">
                  <TextInput
                    flex={1}
                    label={t('lexicon.rival')}
                    {...form.getInputProps(`${at}.name`)}
                    error={errorAt(`${at}.name`)}
                  />
                  <TagsInput
                    flex={2}
                    label={t('lexicon.also')}
                    splitChars={[',', '，', ';']}
                    {...form.getInputProps(`${at}.also`)}
                    error={wrong}
                  />
                  <ActionIcon
                    mb={4}
                    variant="default"
                    aria-label={t('lexicon.removeRival', { name: form.values.competitors[index]?.name ?? '' })}
                    onClick={() => form.removeListItem('competitors', index)}
                  >
                    <Cross1Icon aria-hidden />
                  </ActionIcon>
                </Group>
              );
            })}
            <Button
              size="compact-sm"
              variant="default"
              onClick={() => form.insertListItem('competitors', { name: '', also: [] })}
            >
              {t('lexicon.addRival')}
            </Button>
          </Fieldset>
          <Fieldset legend={t('lexicon.products')}>
            <TagsInput
              aria-label={t('lexicon.products')}
              description={t('lexicon.productsHint')}
              splitChars={[',', '，', ';']}
              {...form.getInputProps('products')}
              error={form.values.products.map((_, n) => errorAt(`products.${n}`)).find(Boolean)}
            />
          </Fieldset>
          <Fieldset legend={t('lexicon.absolutes')}>
            <Text size="sm" c="dimmed" mb="xs">
              {t('lexicon.absolutesHint')}
            </Text>
            <Group gap="xs" grow align="flex-start">
              {(['zh', 'en', 'except'] as const).map((part) => (
                <TagsInput
                  key={part}
                  label={t(`lexicon.${part}`)}
                  splitChars={[',', '，', ';']}
                  {...form.getInputProps(`absolutes.${part}`)}
                />
              ))}
            </Group>
          </Fieldset>
          <Fieldset legend={t('lexicon.shipped')}>
            <Text size="sm" c="dimmed" mb="xs">
              {t('lexicon.shippedHint')}
            </Text>
            <ShippedWords off={form.values.off} onChange={(changed) => form.setFieldValue('off', changed)} />
          </Fieldset>
        </>
      )}
    </RuleEditor>
  );
}
