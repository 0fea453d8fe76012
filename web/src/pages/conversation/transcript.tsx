import { Alert } from '@mantine/core';
import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { useMay } from '../../app/session.js';
import type { Analysis } from '../../parts/words.js';
import classes from './conversation.module.css';
import { useCorrecting } from './correction-queries.js';
import { marksByTurn, type Mark } from './marks.js';
import { turnAt } from './moments.js';
import type { Playback } from './playback.js';
import type { Conversation, Transcript } from './queries.js';
import { TurnEditor } from './turn-editor.js';
import { TurnView } from './turn-view.js';

export interface OpenQuote extends Mark {
  turn: number;
}

interface Props {
  conversation: Conversation;
  transcript: Transcript;
  analysis: Analysis | undefined;
  playback: Playback | null;
  open: OpenQuote | null;
  extendsClip: boolean;
  onShare: (turn: number) => void;
}

/** Who said what; it follows the sound, a click on a word plays it, and what was heard wrongly is corrected. */
export function TranscriptView(props: Props) {
  const { conversation, transcript, analysis, playback, open, extendsClip, onShare } = props;
  const { turns, participants } = transcript;
  const { t } = useTranslation();
  const mayEdit = useMay('edit');
  const [editing, setEditing] = useState<number | null>(null);
  const { correct, undo } = useCorrecting(conversation);
  const scroll = useRef<HTMLDivElement>(null);
  const people = useMemo(() => new Map(participants.map((one) => [one.id, one])), [participants]);
  const marks = useMemo(() => marksByTurn(analysis), [analysis]);
  const current = playback === null ? -1 : turnAt(turns, playback.at);
  const rows = useVirtualizer({
    count: turns.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => 64,
    overscan: 8,
    // What somebody is writing stays, also while they scroll to listen again.
    rangeExtractor: (range) => {
      const shown = defaultRangeExtractor(range);
      return editing === null || shown.includes(editing) ? shown : [...shown, editing].sort((a, b) => a - b);
    },
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
                  extendsClip={extendsClip}
                  onShare={() => onShare(index)}
                  onEdit={mayEdit ? () => setEditing(index) : undefined}
                  onUndo={mayEdit ? () => undo.mutate(index) : undefined}
                >
                  {editing === index && (
                    <TurnEditor
                      turn={turn}
                      participants={participants}
                      busy={correct.isPending}
                      onCancel={() => setEditing(null)}
                      onSave={(change) =>
                        correct.mutate({ turn: index, ...change }, { onSuccess: () => setEditing(null) })
                      }
                    />
                  )}
                </TurnView>
              </div>
            )
          );
        })}
      </div>
    </div>
  );
}
