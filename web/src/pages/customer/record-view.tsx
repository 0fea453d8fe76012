import { Stack, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';

import { Nothing } from '../../parts/nothing.js';
import { RECORD_FIELDS } from '../../parts/words.js';
import { AddValue } from './add-value.js';
import { ContradictionCard } from './contradiction-card.js';
import { DecisionChain } from './decision-chain.js';
import { FieldCard } from './field-card.js';
import type { CustomerRecord } from './queries.js';

/** The record: contradictions first, then every value with where it comes from. */
export function RecordView({ record: { customerId, fields, contradictions } }: { record: CustomerRecord }) {
  const { t } = useTranslation();
  const people = fields.filter(({ field }) => field === 'decision_chain');
  return (
    <Stack gap="xl">
      {fields.length === 0 && contradictions.length === 0 && (
        <Nothing title={t('customer.nothing')} hint={t('customer.nothingHint')} />
      )}
      {contradictions.length > 0 && (
        <section>
          <Title order={2} size="h4" mb="xs">
            {t('customer.contradictions')}
          </Title>
          <Stack gap="sm">
            {contradictions.map((one) => (
              <ContradictionCard key={`${one.field} ${one.itemKey}`} customerId={customerId} contradiction={one} />
            ))}
          </Stack>
        </section>
      )}
      {people.length > 0 && <DecisionChain people={people.map(({ value }) => value)} />}
      {RECORD_FIELDS.map((field) => {
        const values = fields.filter((one) => one.field === field);
        return (
          <section key={field} aria-label={t(`field.${field}`)}>
            <Title order={2} size="h4" mb="xs">
              {t(`field.${field}`)}
            </Title>
            <Stack gap="xs">
              {values.map((one) => (
                <FieldCard key={one.itemKey} customerId={customerId} value={one} />
              ))}
              {values.length === 0 && (
                <Text size="sm" c="dimmed">
                  {t('customer.noValue')}
                </Text>
              )}
              {(values.length === 0 || field !== 'budget') && <AddValue customerId={customerId} field={field} />}
            </Stack>
          </section>
        );
      })}
    </Stack>
  );
}
