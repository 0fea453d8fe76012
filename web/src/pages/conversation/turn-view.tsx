import { ActionIcon, Badge, Button, Group, Text, Tooltip, UnstyledButton } from '@mantine/core';
import { Pencil1Icon, Share2Icon } from '@radix-ui/react-icons';
import type { MouseEvent, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

import { showDateTime, showDuration, showPercent } from '../../parts/format.js';
import { SideBadge } from '../../parts/side.js';
import classes from './conversation.module.css';
import { pieces, type Mark } from './marks.js';
import { timeAt } from './moments.js';
import type { Playback } from './playback.js';
import type { Participant, Turn } from './queries.js';

interface Props {
  turn: Turn;
  speaker: Participant | undefined;
  marks: readonly Mark[];
  open: Mark | null;
  isCurrent: boolean;
  playback: Playback | null;
  /** A clip is chosen: sharing this turn makes it longer. */
  extendsClip: boolean;
  onShare: () => void;
  /** Absent for those who may not correct it. */
  onEdit?: (() => void) | undefined;
  onUndo?: (() => void) | undefined;
  /** In place of the words while they are corrected. */
  children?: ReactNode;
}

/** One turn: who, when, how sure, and the words; a click on one plays it. */
export function TurnView(props: Props) {
  const { turn, speaker, marks, open, isCurrent, playback, children } = props;
  const playable = playback !== null && turn.startMs != null;
  const playWord = (event: MouseEvent): void => {
    const offset = offsetOf(event);
    const at = offset === null ? null : timeAt(turn, offset);
    if (at !== null) playback?.play({ fromMs: at });
  };
  return (
    <div
      className={classes.turn}
      data-side={speaker?.side ?? 'unknown'}
      data-current={isCurrent || undefined}
      data-unreliable={turn.unreliable || undefined}
    >
      <Heading {...props} playable={playable} />
      {children || (
        <Text
          className={classes.text}
          component="p"
          m={0}
          data-plays={playable || undefined}
          onClick={playable ? playWord : undefined}
        >
          {pieces(turn.text, marks, open).map((piece) =>
            piece.marked ? (
              <mark key={piece.start} data-offset={piece.start} data-open={piece.open || undefined}>
                {piece.text}
              </mark>
            ) : (
              <span key={piece.start} data-offset={piece.start}>
                {piece.text}
              </span>
            ),
          )}
        </Text>
      )}
    </div>
  );
}

function Heading({
  turn,
  speaker,
  playback,
  playable,
  extendsClip,
  onShare,
  onEdit,
  onUndo,
}: Props & { playable: boolean }) {
  const { t } = useTranslation();
  const share = extendsClip ? t('clip.extend') : t('clip.share');
  return (
    <Group gap={6}>
      <Text size="sm" fw={600}>
        {speaker?.name ?? speaker?.id ?? t('common.unknown')}
      </Text>
      <SideBadge side={speaker?.side ?? 'unknown'} />
      {playable ? (
        <UnstyledButton
          fz="xs"
          c="dimmed"
          aria-label={t('player.playFrom', { time: showDuration(turn.startMs ?? 0) })}
          onClick={() => playback?.play({ fromMs: turn.startMs ?? 0 })}
        >
          ▶ {showDuration(turn.startMs ?? 0)}
        </UnstyledButton>
      ) : (
        <Text size="xs" c="dimmed">
          {turn.sentAt ? showDateTime(turn.sentAt) : turn.startMs != null ? showDuration(turn.startMs) : ''}
        </Text>
      )}
      {turn.unreliable ? (
        <Badge variant="outline" color="orange" size="sm">
          {t('conversation.unreliable')}
        </Badge>
      ) : (
        turn.confidence != null && (
          <Text size="xs" c="dimmed">
            {t('conversation.sure', { percent: showPercent(turn.confidence) })}
          </Text>
        )
      )}
      {turn.original && (
        <>
          <Tooltip label={t('correct.was', { text: turn.original.text })} multiline maw={360}>
            <Badge variant="light" color="violet" size="sm" tabIndex={0}>
              {t('correct.badge')}
            </Badge>
          </Tooltip>
          {onUndo && (
            <Button size="compact-xs" variant="subtle" onClick={onUndo}>
              {t('common.undo')}
            </Button>
          )}
        </>
      )}
      <ActionIcon.Group ml="auto">
        <Action label={share} icon={<Share2Icon aria-hidden />} onClick={onShare} />
        {onEdit && <Action label={t('correct.edit')} icon={<Pencil1Icon aria-hidden />} onClick={onEdit} />}
      </ActionIcon.Group>
    </Group>
  );
}

function Action({ label, icon, onClick }: { label: string; icon: ReactNode; onClick: () => void }) {
  return (
    <Tooltip label={label}>
      <ActionIcon variant="subtle" color="gray" size="sm" aria-label={label} onClick={onClick}>
        {icon}
      </ActionIcon>
    </Tooltip>
  );
}

/** Which character of the turn's text was clicked. */
function offsetOf({ clientX, clientY }: MouseEvent): number | null {
  const caret = document.caretPositionFromPoint(clientX, clientY);
  const piece = caret?.offsetNode.parentElement?.dataset['offset'];
  return caret === null || piece === undefined ? null : Number(piece) + caret.offset;
}
