import { Group, List, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';

import { currentLanguage } from '../../app/i18n.js';
import { PolicyBadge } from '../../parts/badges.js';
import { ruleQuery, type Policy, type RuleVersion } from '../../parts/rules/queries.js';
import { RuleVersions } from '../../parts/rules/rule-versions.js';
import { PolicyForm } from './policy-form.js';

type Rule = Policy['rules'][number];

/** Every version of the policies: which one is in force, going back to an older one, and writing the next. */
export function PolicyPage() {
  return <RuleVersions kind="policies" Form={PolicyForm} Summary={Rules} />;
}

/** What the policy in force says, in the order in which its rules decide. */
function Rules({ version: { id, version } }: { version: RuleVersion }) {
  const { t } = useTranslation();
  const policy = useQuery(ruleQuery('policies', id, version)).data?.document;
  if (!policy || !('rules' in policy)) return null;
  const whose = `${t('role.rep')} / ${t('role.manager')}`;
  // A reason speaks of one promise; here it speaks of all, and so of both limits.
  const filled = ({ why, when: { discountAbovePercent: limit, dueWithinDays: days } }: Rule): string => {
    const each = limit ?? days;
    const shown = typeof each === 'object' ? `${each.rep} / ${each.manager}` : String(each ?? '…');
    return why[currentLanguage()]
      .replaceAll('{limit}', shown)
      .replaceAll('{who}', whose)
      .replaceAll(/\{\w+\}/g, '…');
  };
  return (
    <List type="ordered" size="sm" mt="xs" spacing={4}>
      {policy.rules.map((rule) => (
        <List.Item key={rule.id}>
          <Group gap="xs">
            <Text size="sm">{filled(rule)}</Text>
            {rule.allowed && <PolicyBadge allowed />}
          </Group>
        </List.Item>
      ))}
    </List>
  );
}
