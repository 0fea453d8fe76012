import { Avatar, Card, Group, Text, Title } from '@mantine/core';
import { ArrowUpIcon } from '@radix-ui/react-icons';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';

import { STAKEHOLDER_ROLES, type StakeholderRole } from '../../parts/words.js';

type Person = Readonly<Record<string, unknown>>;

/** From the top down: who decides, who must agree, who has a say, who uses it. */
const LEVELS: readonly (readonly StakeholderRole[])[] = [
  ['decision_maker'],
  ['approver'],
  ['champion', 'influencer', 'blocker'],
  ['user'],
];
const COLORS: Partial<Record<StakeholderRole, string>> = { decision_maker: 'cyan', champion: 'teal', blocker: 'red' };

/** The decision chain as a picture: each level reports to the one above. */
export function DecisionChain({ people }: { people: readonly Person[] }) {
  const { t } = useTranslation();
  const levels = LEVELS.map((roles) => people.filter(({ role }) => roles.some((one) => one === role))).filter(
    (level) => level.length > 0,
  );
  return (
    <section aria-label={t('customer.chain')}>
      <Title order={2} size="h4" mb="xs">
        {t('customer.chain')}
      </Title>
      {levels.map((level, index) => (
        <Fragment key={index}>
          {index > 0 && (
            <Group justify="center" my={4}>
              <ArrowUpIcon aria-hidden />
            </Group>
          )}
          <Group justify="center" gap="sm">
            {level.map((person, at) => (
              <PersonCard key={at} person={person} />
            ))}
          </Group>
        </Fragment>
      ))}
    </section>
  );
}

function PersonCard({ person: { name, title, role } }: { person: Person }) {
  const { t } = useTranslation();
  const known = STAKEHOLDER_ROLES.find((one) => one === role) ?? 'influencer';
  const called = typeof name === 'string' ? name : typeof title === 'string' ? title : t('common.unknown');
  return (
    <Card withBorder padding="xs" miw={150}>
      <Group gap="xs" wrap="nowrap">
        <Avatar color={COLORS[known] ?? 'gray'} radius="xl" size="sm" variant="filled" aria-hidden>
          {called.slice(0, 1)}
        </Avatar>
        <div>
          <Text size="sm" fw={600}>
            {called}
          </Text>
          <Text size="xs" c="dimmed">
            {[typeof name === 'string' && typeof title === 'string' && title, t(`stakeholder.${known}`)]
              .filter(Boolean)
              .join(' · ')}
          </Text>
        </div>
      </Group>
    </Card>
  );
}
