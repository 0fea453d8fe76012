import { Card, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { RefObject } from 'react';
import { useTranslation } from 'react-i18next';

import { Loaded } from '../../parts/loaded.js';
import { SideBadge } from '../../parts/side.js';
import { AssigneePicker } from './assignee-picker.js';
import { FlagHistory } from './flag-history.js';
import { FlagPlayer } from './flag-player.js';
import { FlagWords } from './flag-words.js';
import { flagQuery, type FlagWithTurns } from './queries.js';
import { VerdictForm, type VerdictFormProps } from './verdict-form.js';
import classes from './review.module.css';

interface Props extends Omit<VerdictFormProps, 'flag'> {
  id: string;
  assigneeField: RefObject<HTMLInputElement | null>;
  player: RefObject<{ toggle: () => void } | null>;
  onAssign: (id: string | null) => void;
}

/** One risky promise: its words in context, playable, with the policy, the approved wording and what was done with it. */
export function FlagView({ id, ...rest }: Props) {
  const flag = useQuery(flagQuery(id));
  return <Loaded query={flag}>{(found) => <Judged flag={found} {...rest} />}</Loaded>;
}

function Judged({ flag, player, assigneeField, onAssign, ...form }: Omit<Props, 'id'> & { flag: FlagWithTurns }) {
  const { t } = useTranslation();
  return (
    <Card withBorder padding="md">
      <Stack gap="sm">
        <FlagWords flag={flag}>
          <FlagPlayer flag={flag} control={player} />
        </FlagWords>
        <section aria-label={t('review.context')}>
          {flag.turns.map((turn) => (
            <div
              key={turn.turn}
              className={classes.turn}
              data-flagged={flag.evidence.some((one) => one.turn === turn.turn) || undefined}
            >
              <Group gap={6}>
                <Text size="xs" fw={600}>
                  {turn.name ?? turn.speaker ?? t('common.unknown')}
                </Text>
                <SideBadge side={turn.side} />
              </Group>
              <Text size="sm">{turn.text}</Text>
            </div>
          ))}
        </section>
        <AssigneePicker assignee={flag.assignee} field={assigneeField} busy={form.busy} onAssign={onAssign} />
        <VerdictForm flag={flag} {...form} />
        <FlagHistory history={flag.history} />
      </Stack>
    </Card>
  );
}
