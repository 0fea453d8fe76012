import { Card, Stack, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';

import { Nothing } from '../../parts/nothing.js';
import { PromiseList } from '../../parts/promise-list.js';
import { DecisionChain } from './decision-chain.js';
import type { DeliveryRecord } from './queries.js';

/** What delivery needs and may see: who decides, what was promised, and confirmed words. */
export function DeliveryView({ record: { customerId, decisionChain, promises, quotes } }: { record: DeliveryRecord }) {
  const { t } = useTranslation();
  if (decisionChain.length + promises.length + quotes.length === 0)
    return <Nothing title={t('customer.nothing')} hint={t('customer.deliveryHint')} />;
  return (
    <Stack gap="xl">
      {decisionChain.length > 0 && <DecisionChain people={decisionChain} />}
      <section>
        <Title order={2} size="h4" mb="xs">
          {t('place.promises')}
        </Title>
        <PromiseList filter={{ customerId }} />
      </section>
      {quotes.length > 0 && (
        <section>
          <Title order={2} size="h4" mb="xs">
            {t('customer.confirmedWords')}
          </Title>
          <Stack gap="xs">
            {quotes.map(({ field, quote }, index) => (
              <Card key={index} withBorder padding="xs">
                <Text size="xs" c="dimmed">
                  {t(`field.${field}`)}
                </Text>
                <Text component="q">{quote}</Text>
              </Card>
            ))}
          </Stack>
        </section>
      )}
    </Stack>
  );
}
