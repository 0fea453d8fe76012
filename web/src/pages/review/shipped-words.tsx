import { Button, Group, Select, Stack, Switch, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { Loaded } from '../../parts/loaded.js';
import { showNumber } from '../../parts/format.js';
import { shippedWordsQuery, type Lexicon } from '../../parts/rules/queries.js';

/** More than anybody reads at once; a search or an idea makes them fewer. */
const SHOWN = 60;
const PAUSE_MS = 150;

type Off = Lexicon['off'];

interface Props {
  off: Off;
  /** Absent: they are only looked at. */
  onChange?: (off: Off) => void;
}

/** The words that Vouch itself looks for, by their idea: found by search, and switched off one by one. */
export function ShippedWords(props: Props) {
  const words = useQuery(shippedWordsQuery);
  return <Loaded query={words}>{(concepts) => <Words concepts={concepts} {...props} />}</Loaded>;
}

interface Concept {
  readonly id: string;
  readonly terms: readonly string[];
}

function Words({ concepts, off, onChange }: Props & { concepts: readonly Concept[] }) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const [wanted] = useDebouncedValue(typed.trim().toLowerCase(), PAUSE_MS);
  const [idea, setIdea] = useState<string | null>(null);
  const [onlyOff, setOnlyOff] = useState(false);
  const isOff = (id: string, term: string): boolean => off[id]?.includes(term) === true;
  const found = concepts
    .filter(({ id }) => idea === null || id === idea)
    .flatMap(({ id, terms }) => terms.map((term) => ({ id, term })))
    .filter(({ id, term }) => term.toLowerCase().includes(wanted) && (!onlyOff || isOff(id, term)));
  const turn = (id: string, term: string): void => {
    const left = (off[id] ?? []).filter((one) => one !== term);
    const terms = isOff(id, term) ? left : [...left, term];
    const { [id]: _, ...others } = off;
    onChange?.(terms.length === 0 ? others : { ...others, [id]: terms });
  };
  return (
    <Stack gap="xs">
      <Group gap="xs">
        <TextInput
          flex={1}
          miw={180}
          aria-label={t('lexicon.find')}
          placeholder={t('lexicon.find')}
          value={typed}
          onChange={({ currentTarget }) => setTyped(currentTarget.value)}
        />
        <Select
          aria-label={t('lexicon.idea')}
          placeholder={t('lexicon.idea')}
          searchable
          clearable
          value={idea}
          data={concepts.map(({ id }) => id)}
          onChange={setIdea}
        />
        <Button variant={onlyOff ? 'filled' : 'default'} aria-pressed={onlyOff} onClick={() => setOnlyOff(!onlyOff)}>
          {t('lexicon.onlyOff', { count: Object.values(off).flat().length })}
        </Button>
      </Group>
      <Text size="xs" c="dimmed" aria-live="polite">
        {t('lexicon.foundWords', { shown: showNumber(Math.min(SHOWN, found.length)), count: found.length })}
      </Text>
      <Stack gap={4} role="list" aria-label={t('lexicon.shipped')}>
        {found.slice(0, SHOWN).map(({ id, term }) => (
          <Group key={`${id} ${term}`} role="listitem" gap="xs" wrap="nowrap">
            {onChange && (
              <Switch
                size="xs"
                aria-label={t('lexicon.reads', { term, idea: id })}
                checked={!isOff(id, term)}
                onChange={() => turn(id, term)}
              />
            )}
            <Text size="sm" td={isOff(id, term) ? 'line-through' : undefined}>
              {term}
            </Text>
            <Text size="xs" c="dimmed">
              {id}
            </Text>
          </Group>
        ))}
      </Stack>
    </Stack>
  );
}
