import { Button, Group, Kbd, Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';

import { useSession } from '../../app/session.js';
import { may } from '../../shell/permission.js';
import { peopleNamed, type FlagWithTurns } from './queries.js';

interface Props {
  assignee: FlagWithTurns['assignee'];
  field: RefObject<HTMLInputElement | null>;
  busy: boolean;
  onAssign: (id: string | null) => void;
}

/** Whose turn it is to look at a flag: anybody who reviews, found by name. */
export function AssigneePicker({ assignee, field, busy, onAssign }: Props) {
  const { t } = useTranslation();
  const { user } = useSession();
  const [typed, setTyped] = useState('');
  const [wanted] = useDebouncedValue(typed === assignee?.name ? '' : typed.trim(), 250);
  const people = useQuery(peopleNamed(wanted)).data?.items ?? [];
  const names = new Map(people.filter(({ role }) => may(role, 'seeFlags')).map(({ id, name }) => [id, name]));
  if (assignee) names.set(assignee.id, assignee.name ?? t('common.unknown'));
  return (
    <Group gap="xs" align="flex-end">
      <Select
        ref={field}
        label={t('review.assignee')}
        placeholder={t('review.nobody')}
        size="xs"
        searchable
        clearable
        disabled={busy}
        nothingFoundMessage={t('common.nothingFound')}
        value={assignee?.id ?? null}
        data={[...names].map(([value, label]) => ({ value, label }))}
        onSearchChange={setTyped}
        onChange={(id) => {
          field.current?.blur();
          onAssign(id);
        }}
      />
      {user !== null && assignee?.id !== user.id && (
        <Button
          size="xs"
          variant="default"
          loading={busy}
          rightSection={<Kbd size="xs">A</Kbd>}
          onClick={() => onAssign(user.id)}
        >
          {t('review.assignMe')}
        </Button>
      )}
    </Group>
  );
}
