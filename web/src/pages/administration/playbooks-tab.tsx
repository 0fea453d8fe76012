import { List } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';

import { currentLanguage } from '../../app/i18n.js';
import { ruleQuery, type RuleVersion } from '../../parts/rules/queries.js';
import { RuleVersions } from '../../parts/rules/rule-versions.js';
import { PlaybookForm } from './playbook-form.js';

/** The scripts that conversations are compared with: edited as a new version, and an older one is one click away. */
export function PlaybooksTab() {
  return <RuleVersions kind="playbooks" Form={PlaybookForm} Summary={Steps} />;
}

function Steps({ version: { id, version } }: { version: RuleVersion }) {
  const playbook = useQuery(ruleQuery('playbooks', id, version)).data?.document;
  if (!playbook || !('steps' in playbook)) return null;
  return (
    <List type="ordered" size="sm" mt="xs">
      {playbook.steps.map((step) => (
        <List.Item key={step.id}>{step.does[currentLanguage()]}</List.Item>
      ))}
    </List>
  );
}
