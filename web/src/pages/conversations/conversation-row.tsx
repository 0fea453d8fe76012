import { Badge, Card, Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';

import { useMay } from '../../app/session.js';
import { AppLink } from '../../parts/app-link.js';
import { RiskBadge, RunBadge } from '../../parts/badges.js';
import { CustomerName } from '../../parts/customer-name.js';
import { showDateTime, showDuration } from '../../parts/format.js';
import { FailedRun } from './failed-run.js';
import type { LiveStep } from './live-steps.js';
import type { ConversationListed } from './queries.js';
import { StepProgress } from './step-progress.js';
import { Unmatched } from './unmatched.js';

/** One conversation of the list: what it is, where it stands, and what waits for a person. */
export function ConversationRow({ conversation: one, step }: { conversation: ConversationListed; step?: LiveStep }) {
  const { t } = useTranslation();
  const mayEdit = useMay('edit');
  return (
    <Card withBorder padding="sm">
      <Group justify="space-between" gap="xs" wrap="nowrap" align="flex-start">
        <div style={{ minWidth: 0, flex: 1 }}>
          <Group gap="xs">
            <AppLink to="/conversations/$id" params={{ id: one.id }} fw={600}>
              {one.title ?? t(`kind.${one.kind}`)}
            </AppLink>
            {one.customerId !== null && (
              <Text size="sm" c="dimmed">
                <CustomerName id={one.customerId} />
              </Text>
            )}
          </Group>
          {one.headline !== null && (
            <Text size="sm" lineClamp={1}>
              {one.headline}
            </Text>
          )}
          <Text size="xs" c="dimmed">
            {[
              t(`kind.${one.kind}`),
              one.language && t(`language.${one.language}`),
              one.startedAt && showDateTime(one.startedAt),
              one.durationMs !== null && showDuration(one.durationMs),
              one.rep?.name,
            ]
              .filter(Boolean)
              .join(' · ')}
          </Text>
        </div>
        <Group gap={6} justify="flex-end">
          {one.score !== null && (
            <Badge color="gray" variant="light">
              {t('conversations.score', { score: Math.round(one.score) })}
            </Badge>
          )}
          {one.risk !== null && <RiskBadge risk={one.risk} />}
          {one.state !== null && one.state !== 'done' && <RunBadge state={one.state} />}
        </Group>
      </Group>
      {one.state === 'running' && <StepProgress step={step} />}
      {one.state === 'failed' && <FailedRun id={one.id} mayRetry={mayEdit} />}
      {one.customerId === null && mayEdit && <Unmatched conversation={one} />}
    </Card>
  );
}
