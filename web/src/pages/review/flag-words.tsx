import { Badge, Group, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

import { AppLink } from '../../parts/app-link.js';
import { PolicyBadge, RiskBadge } from '../../parts/badges.js';
import { CopyButton } from '../../parts/copy-button.js';
import { CustomerName } from '../../parts/customer-name.js';
import { showDate, showDateTime } from '../../parts/format.js';
import { Gaps } from '../../parts/gaps.js';
import { QuoteLink } from '../../parts/quote.js';
import { amountText } from '../../parts/value-text.js';
import { Why } from '../../parts/why.js';
import type { ConfirmedFlag, FlagWithTurns } from './queries.js';

/** What was promised, where, why it is risky, and what may be said instead; `children` stand below the quote. */
export function FlagWords({ flag, children }: { flag: FlagWithTurns | ConfirmedFlag; children?: ReactNode }) {
  const { t } = useTranslation();
  const { conversation, customerId, suggestion, evidence } = flag;
  return (
    <>
      <Group gap="xs">
        <RiskBadge risk={flag.risk} />
        <Badge variant="default">{t(`commitment.${flag.category}`)}</Badge>
        <PolicyBadge allowed={flag.allowed} />
        {flag.state !== 'open' && (
          <Badge variant="light" color={flag.state === 'disputed' ? 'grape' : 'gray'}>
            {t(`flagState.${flag.state}`)}
          </Badge>
        )}
        {customerId !== null && (
          <AppLink to="/customers/$id" params={{ id: customerId }} size="sm">
            <CustomerName id={customerId} />
          </AppLink>
        )}
        <Text size="sm" c="dimmed">
          {[
            conversation.title ?? t(`kind.${conversation.kind}`),
            conversation.startedAt && showDateTime(conversation.startedAt),
          ]
            .filter(Boolean)
            .join(' · ')}
        </Text>
      </Group>
      {evidence.map((one, index) => (
        <QuoteLink key={index} evidence={one} conversationId={conversation.id} />
      ))}
      {children}
      <Text size="sm">{flag.because}</Text>
      <Gaps of={flag.conversation.completeness} />
      <Why explanation={flag.explanation} />
      <Text size="sm" c="dimmed">
        {[
          flag.due && t('insight.due', { date: showDate(flag.due) }),
          amountText(flag.amount),
          flag.condition,
          flag.rule,
        ]
          .filter(Boolean)
          .join(' · ')}
      </Text>
      {suggestion !== null && (
        <Group gap="xs" wrap="nowrap" align="flex-start">
          <Text size="sm" flex={1}>
            {t('insight.suggestion', { text: suggestion })}
          </Text>
          <CopyButton text={suggestion} label={t('common.copy')} />
        </Group>
      )}
    </>
  );
}
