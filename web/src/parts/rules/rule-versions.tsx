import { Badge, Button, Card, Group, Stack, Text, Title } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type ComponentType } from 'react';
import { useTranslation } from 'react-i18next';

import { currentLanguage } from '../../app/i18n.js';
import { useMay } from '../../app/session.js';
import { showDateTime } from '../format.js';
import { Loaded } from '../loaded.js';
import { notifyDone } from '../notify.js';
import { BackTest } from './back-test.js';
import {
  activateRules,
  ruleQuery,
  versionsQuery,
  type RuleDocument,
  type RuleKind,
  type RuleVersion,
} from './queries.js';

/** What a form is given: a version to begin with, and the newest of its document. */
export interface RuleFormProps {
  document: RuleDocument['document'];
  newest: number;
  onDone: () => void;
}

interface Props {
  kind: RuleKind;
  Form: ComponentType<RuleFormProps>;
  /** Shown below what is in force. */
  Summary?: ComponentType<{ version: RuleVersion }>;
}

/** Every version of the documents of one kind: what is in force, going back to an older one, and writing the next. */
export function RuleVersions(props: Props) {
  const versions = useQuery(versionsQuery(props.kind));
  return <Loaded query={versions}>{(found) => <Versions {...props} versions={found} />}</Loaded>;
}

function Versions({ kind, Form, Summary, versions }: Props & { versions: readonly RuleVersion[] }) {
  const { t } = useTranslation();
  const mayWrite = useMay('writeRules');
  const [editing, setEditing] = useState<RuleVersion | null>(null);
  const newestOf = (wanted: RuleVersion): number =>
    Math.max(...versions.filter(({ id }) => id === wanted.id).map(({ version }) => version));
  return (
    <Stack gap="md">
      {versions.map((one) => (
        <VersionCard
          key={`${one.id} ${one.version} ${one.origin}`}
          kind={kind}
          version={one}
          Summary={Summary}
          onEdit={mayWrite ? () => setEditing(one) : null}
        />
      ))}
      {editing && (
        <section aria-label={t('policy.edit')}>
          <Title order={2} size="h4" mb="sm">
            {t('policy.editing', { name: editing.name[currentLanguage()], version: editing.version })}
          </Title>
          <Draft
            key={`${editing.id} ${editing.version}`}
            {...{ kind, Form, version: editing, newest: newestOf(editing) }}
            onDone={() => setEditing(null)}
          />
        </section>
      )}
    </Stack>
  );
}

interface CardProps {
  kind: RuleKind;
  version: RuleVersion;
  Summary: Props['Summary'];
  onEdit: (() => void) | null;
}

function VersionCard({ kind, version: one, Summary, onEdit }: CardProps) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const activate = useMutation({
    mutationFn: () => activateRules(kind, one.id, one.version),
    onSuccess: async () => {
      notifyDone(t('policy.activated', { version: one.version }));
      await queries.invalidateQueries({ queryKey: ['rules', kind] });
    },
  });
  return (
    <Card withBorder padding="sm" component="section" aria-label={`${one.name[currentLanguage()]} ${one.version}`}>
      <Group justify="space-between" gap="xs">
        <div>
          <Group gap="xs">
            <Text fw={600}>
              {one.name[currentLanguage()]} · {t('policy.version', { version: one.version })}
            </Text>
            {one.active && <Badge>{t('policy.inForce')}</Badge>}
          </Group>
          <Text size="xs" c="dimmed">
            {one.createdAt === null
              ? t('policy.fromPackage')
              : `${one.createdBy ?? ''} · ${showDateTime(one.createdAt)}`}
          </Text>
        </div>
        {onEdit && (
          <Group gap="xs">
            {!one.active && (
              <Button
                size="compact-sm"
                variant="default"
                loading={activate.isPending}
                onClick={() => activate.mutate()}
              >
                {t('policy.activate')}
              </Button>
            )}
            <Button size="compact-sm" variant="default" onClick={onEdit}>
              {t('policy.edit')}
            </Button>
          </Group>
        )}
      </Group>
      {one.active && Summary && <Summary version={one} />}
      {onEdit && !one.active && <BackTest kind={kind} id={one.id} version={one.version} />}
    </Card>
  );
}

function Draft({ kind, Form, version, ...rest }: Omit<RuleFormProps, 'document'> & Props & { version: RuleVersion }) {
  const rules = useQuery(ruleQuery(kind, version.id, version.version));
  return <Loaded query={rules}>{({ document }) => <Form document={document} {...rest} />}</Loaded>;
}
