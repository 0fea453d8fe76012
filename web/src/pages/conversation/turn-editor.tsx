import { Button, Group, Select, Stack, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import type { Participant, Turn } from './queries.js';

interface Props {
  turn: Turn;
  participants: readonly Participant[];
  busy: boolean;
  onSave: (change: { text?: string; speaker?: string }) => void;
  onCancel: () => void;
}

/** What a turn says and who said it, as a person heard it. */
export function TurnEditor({ turn, participants, busy, onSave, onCancel }: Props) {
  const { t } = useTranslation();
  const [text, setText] = useState(turn.text);
  const [speaker, setSpeaker] = useState(turn.speaker);
  const words = text.trim();
  // Words that were a guess are confirmed by saving them as they are.
  const rewords = words !== turn.text || turn.unreliable === true;
  const change = {
    ...(rewords && { text: words }),
    ...(speaker !== null && speaker !== turn.speaker && { speaker }),
  };
  return (
    <form
      aria-label={t('correct.label')}
      onSubmit={(event) => {
        event.preventDefault();
        if (Object.keys(change).length === 0) onCancel();
        else onSave(change);
      }}
      onKeyDown={({ key }) => {
        if (key === 'Escape') onCancel();
      }}
    >
      <Stack gap="xs" my={4}>
        <Textarea
          label={t('correct.words')}
          value={text}
          onChange={({ currentTarget }) => setText(currentTarget.value)}
          autosize
          minRows={2}
          maxRows={12}
          data-autofocus
          autoFocus
        />
        <Select
          label={t('correct.speaker')}
          value={speaker}
          onChange={setSpeaker}
          allowDeselect={false}
          data={participants.map(({ id, name, side }) => ({
            value: id,
            label: `${name ?? id} (${t(`side.${side}`)})`,
          }))}
        />
        <Group gap="xs">
          <Button type="submit" size="compact-sm" loading={busy} disabled={words === ''}>
            {t('common.save')}
          </Button>
          <Button size="compact-sm" variant="default" onClick={onCancel}>
            {t('common.cancel')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
