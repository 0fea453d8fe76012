import { Badge, Button, Card, Group, List, Stack, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';

import { answer, api } from '../../api/client.js';
import { currentLanguage } from '../../app/i18n.js';
import { Loaded } from '../../parts/loaded.js';
import { playbookQuery } from '../conversation/queries.js';

/** The scripts that conversations are compared with; an older version is one click away. */
export function PlaybooksTab() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const playbooks = useQuery({
    queryKey: ['playbooks'],
    queryFn: () => answer(api.GET('/v1/playbooks', { params: { query: { limit: 200 } } })),
  });
  const activate = useMutation({
    mutationFn: ({ id, version }: { id: string; version: number }) =>
      answer(api.POST('/v1/playbooks/{id}/versions/{version}/activate', { params: { path: { id, version } } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['playbooks'] }),
  });
  return (
    <Loaded query={playbooks}>
      {({ items }) => (
        <Stack gap="sm">
          {items.map(({ id, version, origin, name, active }) => (
            <Card key={`${id} ${version} ${origin}`} withBorder padding="sm">
              <Group justify="space-between" gap="xs">
                <Group gap="xs">
                  <Text fw={600}>
                    {name[currentLanguage()]} · {t('policy.version', { version })}
                  </Text>
                  {active && <Badge>{t('policy.inForce')}</Badge>}
                </Group>
                {!active && (
                  <Button size="compact-sm" variant="default" onClick={() => activate.mutate({ id, version })}>
                    {t('policy.activate')}
                  </Button>
                )}
              </Group>
              {active && <Steps id={id} />}
            </Card>
          ))}
        </Stack>
      )}
    </Loaded>
  );
}

function Steps({ id }: { id: string }) {
  const playbook = useQuery(playbookQuery(id));
  const document = playbook.data?.document;
  if (!document || !('steps' in document)) return null;
  return (
    <List type="ordered" size="sm" mt="xs">
      {document.steps.map((step) => (
        <List.Item key={step.id}>{step.does[currentLanguage()]}</List.Item>
      ))}
    </List>
  );
}
