import { Badge, Button, Card, Group, Stack, Text, Title } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { answer, api } from '../../api/client.js';
import { currentLanguage } from '../../app/i18n.js';
import { useMay } from '../../app/session.js';
import { showDateTime } from '../../parts/format.js';
import { Loaded } from '../../parts/loaded.js';
import { notifyDone } from '../../parts/notify.js';
import { BackTest } from './back-test.js';
import { PolicyForm } from './policy-form.js';
import { policiesQuery, policyQuery, type PolicyVersion } from './policy-queries.js';

/** Every version of the policies: which one is in force, going back to an older one, and writing the next. */
export function PolicyPage() {
  const policies = useQuery(policiesQuery);
  return <Loaded query={policies}>{(versions) => <Versions versions={versions} />}</Loaded>;
}

function Versions({ versions }: { versions: readonly PolicyVersion[] }) {
  const { t } = useTranslation();
  const mayJudge = useMay('judge');
  const [editing, setEditing] = useState<PolicyVersion | null>(null);
  return (
    <Stack gap="md">
      {versions.map((one) => (
        <VersionCard
          key={`${one.id} ${one.version} ${one.origin}`}
          version={one}
          onEdit={mayJudge ? () => setEditing(one) : null}
        />
      ))}
      {editing && (
        <section aria-label={t('policy.edit')}>
          <Title order={2} size="h4" mb="sm">
            {t('policy.editing', { name: editing.name[currentLanguage()], version: editing.version })}
          </Title>
          <Draft
            version={editing}
            newest={Math.max(...versions.filter(({ id }) => id === editing.id).map(({ version }) => version))}
            onDone={() => setEditing(null)}
          />
        </section>
      )}
    </Stack>
  );
}

function VersionCard({ version: one, onEdit }: { version: PolicyVersion; onEdit: (() => void) | null }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const activate = useMutation({
    mutationFn: () =>
      answer(
        api.POST('/v1/policies/{id}/versions/{version}/activate', {
          params: { path: { id: one.id, version: one.version } },
        }),
      ),
    onSuccess: async () => {
      notifyDone(t('policy.activated', { version: one.version }));
      await queries.invalidateQueries({ queryKey: ['policies'] });
    },
  });
  return (
    <Card withBorder padding="sm">
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
      {onEdit && !one.active && <BackTest id={one.id} version={one.version} />}
    </Card>
  );
}

function Draft({ version, newest, onDone }: { version: PolicyVersion; newest: number; onDone: () => void }) {
  const policy = useQuery(policyQuery(version.id, version.version));
  return (
    <Loaded query={policy}>
      {(found) => (
        <PolicyForm key={`${version.id} ${version.version}`} policy={found} newest={newest} onDone={onDone} />
      )}
    </Loaded>
  );
}
