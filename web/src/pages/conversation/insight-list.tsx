import { Badge, Card, Group, Stack, Text, Title, Tooltip } from '@mantine/core';
import type { ComponentProps, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

import { PolicyBadge, RiskBadge } from '../../parts/badges.js';
import { CopyButton } from '../../parts/copy-button.js';
import { showDate, showPercent } from '../../parts/format.js';
import { Nothing } from '../../parts/nothing.js';
import { Quote } from '../../parts/quote.js';
import { Why } from '../../parts/why.js';
import { amountText, budgetText } from '../../parts/value-text.js';
import { INSIGHT_KINDS, type Analysis, type Evidence } from '../../parts/words.js';

type OnOpen = (evidence: Evidence) => void;

/** Everything that was found, kind by kind, each with the words it rests on. */
export function InsightList({ analysis, onOpen }: { analysis: Analysis; onOpen: OnOpen }) {
  const { t } = useTranslation();
  const { budgets, stakeholders, objections, commitments, nextSteps, goals, pains, competitors } = analysis;
  if (INSIGHT_KINDS.every((kind) => analysis[kind].length === 0))
    return <Nothing title={t('insight.none')} hint={t('insight.noneHint')} />;
  return (
    <Stack gap="lg">
      <Kind name={t('insight.budgets')} items={budgets} onOpen={onOpen}>
        {(one) => budgetText(t, one)}
      </Kind>
      <Kind name={t('insight.stakeholders')} items={stakeholders} onOpen={onOpen}>
        {({ name, title, role }) => [name, title, t(`stakeholder.${role}`)].filter(Boolean).join(' · ')}
      </Kind>
      <Kind name={t('insight.commitments')} items={commitments} onOpen={onOpen}>
        {(one) => (
          <>
            <Group gap={6}>
              {t(`commitment.${one.category}`)}
              <RiskBadge risk={one.risk} />
              <PolicyBadge allowed={one.allowed} />
            </Group>
            <Text size="sm" c="dimmed">
              {[one.due && t('insight.due', { date: showDate(one.due) }), amountText(one.amount), one.condition]
                .filter(Boolean)
                .join(' · ')}
            </Text>
            {one.suggestion !== null && (
              <Stack gap={4} align="flex-start">
                <Text size="sm">{t('insight.suggestion', { text: one.suggestion })}</Text>
                <CopyButton text={one.suggestion} label={t('common.copy')} />
              </Stack>
            )}
          </>
        )}
      </Kind>
      <Kind name={t('insight.objections')} items={objections} onOpen={onOpen}>
        {({ category, handled, response }) => (
          <>
            <Group gap={6}>
              {t(`objection.${category}`)}
              <Badge variant="light" color={handled ? 'teal' : 'orange'}>
                {handled ? t('insight.handled') : t('insight.unhandled')}
              </Badge>
            </Group>
            {response.length > 0 && (
              <>
                <Text size="xs" c="dimmed" mt={4}>
                  {t('insight.response')}
                </Text>
                {response.map((evidence, index) => (
                  <Quote key={index} evidence={evidence} onOpen={onOpen} />
                ))}
                <Text size="xs" c="dimmed" mt={4}>
                  {t('insight.objection')}
                </Text>
              </>
            )}
          </>
        )}
      </Kind>
      <Kind name={t('insight.nextSteps')} items={nextSteps} onOpen={onOpen}>
        {({ action, owner, due }) =>
          [action, t(`owner.${owner}`), due && t('insight.due', { date: showDate(due) })].filter(Boolean).join(' · ')
        }
      </Kind>
      <Kind name={t('insight.goals')} items={goals} onOpen={onOpen}>
        {({ text }) => text}
      </Kind>
      <Kind name={t('insight.pains')} items={pains} onOpen={onOpen}>
        {({ text }) => text}
      </Kind>
      <Kind name={t('insight.competitors')} items={competitors} onOpen={onOpen}>
        {({ name }) => name}
      </Kind>
    </Stack>
  );
}

interface Claim {
  confidence: number;
  because: string;
  explanation?: ComponentProps<typeof Why>['explanation'];
  rule: string;
  evidence: readonly Evidence[];
}

interface KindProps<T extends Claim> {
  name: string;
  items: readonly T[];
  onOpen: OnOpen;
  children: (item: T) => ReactNode;
}

function Kind<T extends Claim>({ name, items, onOpen, children }: KindProps<T>) {
  const { t } = useTranslation();
  if (items.length === 0) return null;
  return (
    <section aria-label={name}>
      <Title order={3} size="h5" mb={6}>
        {name}
      </Title>
      <Stack gap="xs">
        {items.map((item, index) => (
          <Card key={index} withBorder padding="xs">
            <Group justify="space-between" align="flex-start" wrap="nowrap" gap="xs">
              <div>{children(item)}</div>
              <Tooltip label={`${item.because} (${item.rule})`} multiline maw={360}>
                <Badge
                  variant="default"
                  tabIndex={0}
                  aria-label={t('insight.sure', { percent: showPercent(item.confidence) })}
                >
                  {showPercent(item.confidence)}
                </Badge>
              </Tooltip>
            </Group>
            {item.evidence.map((evidence, at) => (
              <Quote key={at} evidence={evidence} onOpen={onOpen} />
            ))}
            <Why explanation={item.explanation} />
          </Card>
        ))}
      </Stack>
    </section>
  );
}
