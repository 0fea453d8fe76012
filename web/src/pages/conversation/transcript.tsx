import { Alert, Group, Text, UnstyledButton } from '@mantine/core';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef, type MouseEvent } from 'react';
import { useTranslation } from 'react-i18next';

import { showDateTime, showDuration } from '../../parts/format.js';
import { SideBadge } from '../../parts/side.js';
import type { Analysis } from '../../parts/words.js';
import classes from './conversation.module.css';
import { marksByTurn, pieces, type Mark } from './marks.js';
import { timeAt, turnAt } from './moments.js';
import type { Playback } from './playback.js';
import type { Participant, Transcript, Turn } from './queries.js';

export interface OpenQuote extends Mark {
  turn: number;
}

interface Props {
  transcript: Transcript;
  analysis: Analysis | undefined;
  playback: Playback | null;
  open: OpenQuote | null;
}

/** Who said what; it follows the sound, and a click on a word plays it. */
export function TranscriptView({ transcript: { turns, participants }, analysis, playback, open }: Props) {
  const { t } = useTranslation();
  const scroll = useRef<HTMLDivElement>(null);
  const people = useMemo(() => new Map(participants.map((one) => [one.id, one])), [participants]);
  const marks = useMemo(() => marksByTurn(analysis), [analysis]);
  const current = playback === null ? -1 : turnAt(turns, playback.at);
  const rows = useVirtualizer({
    count: turns.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => 64,
    overscan: 8,
  });
  const playing = playback?.playing === true;
  useEffect(() => {
    if (playing && current >= 0) rows.scrollToIndex(current, { align: 'center' });
  }, [playing, current, rows]);
  const openTurn = open?.turn;
  useEffect(() => {
    if (openTurn !== undefined) rows.scrollToIndex(openTurn, { align: 'center' });
  }, [openTurn, open?.start, rows]);
  if (turns.length === 0) return <Alert>{t('conversation.noWords')}</Alert>;
  return (
    <div ref={scroll} className={classes.scroll} role="region" tabIndex={0} aria-label={t('conversation.transcript')}>
      <div className={classes.turns} style={{ height: rows.getTotalSize() }}>
        {rows.getVirtualItems().map(({ index, start }) => {
          const turn = turns[index];
          return (
            turn && (
              <div
                key={index}
                ref={rows.measureElement}
                data-index={index}
                className={classes.place}
                style={{ transform: `translateY(${start}px)` }}
              >
                <TurnView
                  turn={turn}
                  speaker={turn.speaker === null ? undefined : people.get(turn.speaker)}
                  marks={marks.get(index) ?? []}
                  open={open?.turn === index ? open : null}
                  isCurrent={index === current && playback !== null}
                  playback={playback}
                />
              </div>
            )
          );
        })}
      </div>
    </div>
  );
}

interface TurnProps {
  turn: Turn;
  speaker: Participant | undefined;
  marks: readonly Mark[];
  open: Mark | null;
  isCurrent: boolean;
  playback: Playback | null;
}

function TurnView({ turn, speaker, marks, open, isCurrent, playback }: TurnProps) {
  const { t } = useTranslation();
  const playable = playback !== null && turn.startMs != null;
  const playWord = (event: MouseEvent): void => {
    const offset = offsetOf(event);
    const at = offset === null ? null : timeAt(turn, offset);
    if (at !== null) playback?.play({ fromMs: at });
  };
  const side = speaker?.side ?? 'unknown';
  return (
    <div className={classes.turn} data-side={side} data-current={isCurrent || undefined}>
      <Group gap={6}>
        <Text size="sm" fw={600}>
          {speaker?.name ?? speaker?.id ?? t('common.unknown')}
        </Text>
        <SideBadge side={side} />
        {playable ? (
          <UnstyledButton
            fz="xs"
            c="dimmed"
            aria-label={t('player.playFrom', { time: showDuration(turn.startMs ?? 0) })}
            onClick={() => playback.play({ fromMs: turn.startMs ?? 0 })}
          >
            ▶ {showDuration(turn.startMs ?? 0)}
          </UnstyledButton>
        ) : (
          <Text size="xs" c="dimmed">
            {turn.sentAt ? showDateTime(turn.sentAt) : turn.startMs != null ? showDuration(turn.startMs) : ''}
          </Text>
        )}
        {turn.unreliable && (
          <Text size="xs" c="dimmed">
            {t('conversation.unreliable')}
          </Text>
        )}
      </Group>
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
    </div>
  );
}

/** Which character of the turn's text was clicked. */
function offsetOf({ clientX, clientY }: MouseEvent): number | null {
  const caret = document.caretPositionFromPoint(clientX, clientY);
  const piece = caret?.offsetNode.parentElement?.dataset['offset'];
  return caret === null || piece === undefined ? null : Number(piece) + caret.offset;
}
