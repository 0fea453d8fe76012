import { Badge, Card, Group, ScrollArea, Stack, Text, UnstyledButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';

import { RiskBadge } from '../../parts/badges.js';
import type { Flag } from './queries.js';
import classes from './review.module.css';

interface Props {
  items: readonly Flag[];
  current: string;
  onChoose: (index: number) => void;
}

/** The queue beside the flag that is looked at. */
export function FlagList({ items, current, onChoose }: Props) {
  const { t } = useTranslation();
  return (
    <ScrollArea.Autosize mah="70vh" type="auto" viewportProps={{ tabIndex: 0, 'aria-label': t('review.queue') }}>
      <Stack gap={6} role="list">
        {items.map((flag, index) => (
          <Card key={flag.id} withBorder padding={0} role="listitem">
            <UnstyledButton
              className={classes.item}
              data-current={flag.id === current || undefined}
              aria-current={flag.id === current}
              onClick={() => onChoose(index)}
            >
              <Group gap={6}>
                <RiskBadge risk={flag.risk} />
                <Text size="xs">{t(`commitment.${flag.category}`)}</Text>
                {flag.state === 'disputed' && <Badge color="grape">{t('flagState.disputed')}</Badge>}
                {flag.assignee && <Text size="xs">{flag.assignee.name ?? flag.assignee.id}</Text>}
              </Group>
              <Text size="sm" lineClamp={2}>
                {flag.evidence[0]?.quote}
              </Text>
            </UnstyledButton>
          </Card>
        ))}
      </Stack>
    </ScrollArea.Autosize>
  );
}
