import { Badge, Button, Card, Group, Stack, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { RefObject } from 'react';
import { useTranslation } from 'react-i18next';

import { AppLink } from '../../parts/app-link.js';
import { PolicyBadge, RiskBadge } from '../../parts/badges.js';
import { CopyButton } from '../../parts/copy-button.js';
import { CustomerName } from '../../parts/customer-name.js';
import { showDate, showDateTime } from '../../parts/format.js';
import { Loaded } from '../../parts/loaded.js';
import { QuoteLink } from '../../parts/quote.js';
import { SideBadge } from '../../parts/side.js';
import { amountText } from '../../parts/value-text.js';
import { FlagPlayer } from './flag-player.js';
import { flagQuery, type FlagWithTurns } from './queries.js';
import classes from './review.module.css';

interface Props {
  id: string;
  note: string;
  noteField: RefObject<HTMLInputElement | null>;
  player: RefObject<{ toggle: () => void } | null>;
  busy: boolean;
  mayJudge: boolean;
  onNote: (note: string) => void;
  onVerdict: (verdict: 'confirmed' | 'dismissed') => void;
  onReopen: () => void;
}

/** One risky promise: its words in context, playable, with the policy and the approved wording. */
export function FlagView({ id, ...rest }: Props) {
  const flag = useQuery(flagQuery(id));
  return <Loaded query={flag}>{(found) => <Judged flag={found} {...rest} />}</Loaded>;
}

function Judged({
  flag,
  note,
  noteField,
  player,
  busy,
  mayJudge,
  onNote,
  onVerdict,
  onReopen,
}: Omit<Props, 'id'> & { flag: FlagWithTurns }) {
  const { t } = useTranslation();
  const { conversation, customerId, review, suggestion, evidence } = flag;
  return (
    <Card withBorder padding="md">
      <Stack gap="sm">
        <Group gap="xs">
          <RiskBadge risk={flag.risk} />
          <Badge variant="default">{t(`commitment.${flag.category}`)}</Badge>
          <PolicyBadge allowed={flag.allowed} />
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
        <FlagPlayer flag={flag} control={player} />
        <Text size="sm">{flag.because}</Text>
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
        <section aria-label={t('review.context')}>
          {flag.turns.map((turn) => (
            <div
              key={turn.turn}
              className={classes.turn}
              data-flagged={evidence.some((one) => one.turn === turn.turn) || undefined}
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
        {review && (
          <Text size="sm">
            {t(`flagState.${review.verdict}`)} · {review.reviewer} · {showDateTime(review.at)}
            {review.note !== null && ` · ${review.note}`}
          </Text>
        )}
        {mayJudge && (
          <form
            onSubmit={(event) => {
              event.preventDefault();
              onVerdict('dismissed');
            }}
          >
            <Stack gap="xs">
              <TextInput
                ref={noteField}
                label={t('review.note')}
                value={note}
                maxLength={2000}
                onChange={({ currentTarget }) => onNote(currentTarget.value)}
              />
              <Group gap="xs">
                <Button color="red" loading={busy} onClick={() => onVerdict('confirmed')}>
                  {t('review.confirm')}
                </Button>
                <Button type="submit" variant="default" loading={busy}>
                  {t('review.dismiss')}
                </Button>
                {review && (
                  <Button variant="subtle" onClick={onReopen}>
                    {t('review.reopen')}
                  </Button>
                )}
              </Group>
            </Stack>
          </form>
        )}
      </Stack>
    </Card>
  );
}
