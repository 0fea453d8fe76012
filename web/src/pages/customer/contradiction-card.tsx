import { Badge, Button, Card, Group, SimpleGrid, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';

import { answer, api } from '../../api/client.js';
import { useMay } from '../../app/session.js';
import { showDate } from '../../parts/format.js';
import { Gaps } from '../../parts/gaps.js';
import { QuoteLink } from '../../parts/quote.js';
import { refreshRecord } from '../../parts/refresh-record.js';
import { valueText } from '../../parts/value-text.js';
import type { Contradiction } from './queries.js';

type Claim = Contradiction['values'][number];

interface Props {
  customerId: string;
  contradiction: Contradiction;
}

/** Values that cannot all be true, side by side with their words; a person says which one stands. */
export function ContradictionCard({ customerId, contradiction: { field, itemKey, values } }: Props) {
  const { t } = useTranslation();
  const mayEdit = useMay('edit');
  const queries = useQueryClient();
  const settle = useMutation({
    mutationFn: async ({ proposalId, value }: Claim): Promise<void> => {
      if (proposalId !== null)
        await answer(
          api.POST('/v1/proposals/{id}/accept', { params: { path: { id: proposalId } }, body: { resolves: true } }),
        );
      else
        await answer(
          api.PUT('/v1/customers/{id}/record/{field}', {
            params: { path: { id: customerId, field } },
            body: { value, itemKey },
          }),
        );
    },
    onSuccess: () => refreshRecord(queries),
  });
  return (
    <Card withBorder padding="sm" style={{ borderColor: 'var(--mantine-color-orange-6)' }}>
      <Text fw={600} mb="xs">
        {t(`field.${field}`)}
      </Text>
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        {values.map((claim, index) => (
          <div key={index}>
            <Group gap="xs">
              <Text>{valueText(t, field, claim.value)}</Text>
              {claim.current && <Badge variant="light">{t('customer.current')}</Badge>}
            </Group>
            {claim.saidAt !== null && (
              <Text size="xs" c="dimmed">
                {showDate(claim.saidAt)}
              </Text>
            )}
            {claim.conversationId !== null &&
              claim.evidence.map((evidence, at) => (
                <QuoteLink key={at} evidence={evidence} conversationId={claim.conversationId ?? ''} />
              ))}
            <Gaps of={claim.completeness} />
            {mayEdit && (
              <Button
                mt="xs"
                size="compact-sm"
                variant="default"
                loading={settle.isPending}
                onClick={() => settle.mutate(claim)}
              >
                {t('customer.thisOne')}
              </Button>
            )}
          </div>
        ))}
      </SimpleGrid>
    </Card>
  );
}
