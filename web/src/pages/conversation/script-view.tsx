import { Card, Group, Progress, Stack, Text } from '@mantine/core';
import { CheckCircledIcon, CrossCircledIcon } from '@radix-ui/react-icons';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';

import { currentLanguage } from '../../app/i18n.js';
import { useMay } from '../../app/session.js';
import { Quote, QuoteLink } from '../../parts/quote.js';
import { Why } from '../../parts/why.js';
import type { Analysis, Evidence } from '../../parts/words.js';
import { playbookQuery } from './queries.js';

/** How the conversation did against the script: what was done, with the words, and what was missed. */
export function ScriptView({ analysis: { scriptFit }, onOpen }: { analysis: Analysis; onOpen: (e: Evidence) => void }) {
  const { t } = useTranslation();
  const readsPlaybooks = useMay('read');
  const playbook = useQuery({ ...playbookQuery(scriptFit.playbook), enabled: readsPlaybooks, retry: false });
  const document = playbook.data?.document;
  const names = new Map(
    document && 'steps' in document ? document.steps.map(({ id, does }) => [id, does[currentLanguage()]]) : [],
  );
  const score = Math.round(scriptFit.score);
  return (
    <Stack gap="xs">
      <Group gap="sm" wrap="nowrap">
        <Text fw={600}>{t('script.score', { score })}</Text>
        <Progress value={score} flex={1} aria-label={t('script.score', { score })} />
      </Group>
      <Why explanation={scriptFit.explanation} />
      {scriptFit.steps.map(({ id, covered, because, explanation, evidence }) => (
        <Card key={id} withBorder padding="xs">
          <Group gap="xs" wrap="nowrap" align="flex-start">
            {covered ? <CheckCircledIcon aria-hidden color="teal" /> : <CrossCircledIcon aria-hidden color="crimson" />}
            <div>
              <Text size="sm" fw={600}>
                {names.get(id) ?? id}
              </Text>
              <Text size="xs" c="dimmed">
                {covered ? t('script.covered') : t('script.missed')}
                {because !== undefined && ` · ${because}`}
              </Text>
            </div>
          </Group>
          {!covered && <Example missed={scriptFit.missed?.find((one) => one.id === id)} />}
          {evidence.map((one, index) => (
            <Quote key={index} evidence={one} onOpen={onOpen} />
          ))}
          <Why explanation={explanation} />
        </Card>
      ))}
    </Stack>
  );
}

type Missed = NonNullable<Analysis['scriptFit']['missed']>[number];

/** What would have covered a step: as it was done well elsewhere, else as the playbook says it. */
function Example({ missed }: { missed: Missed | undefined }) {
  const { t } = useTranslation();
  if (!missed || (missed.example === null && missed.say === null)) return null;
  return (
    <>
      <Text size="xs" c="dimmed" mt={4}>
        {missed.example ? t('script.example') : t('script.say')}
      </Text>
      {missed.example ? (
        <QuoteLink evidence={missed.example} conversationId={missed.example.conversationId} />
      ) : (
        <Text size="sm" component="q">
          {missed.say}
        </Text>
      )}
    </>
  );
}
