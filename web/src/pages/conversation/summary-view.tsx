import { Group, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';

import { CopyButton } from '../../parts/copy-button.js';
import { Gaps } from '../../parts/gaps.js';
import { Nothing } from '../../parts/nothing.js';
import { Quote } from '../../parts/quote.js';
import type { Analysis, Evidence } from '../../parts/words.js';

/** Sentences, each with the words it rests on; copied as plain text for an e-mail. */
export function SummaryView({
  analysis: { summary, completeness },
  onOpen,
}: {
  analysis: Analysis;
  onOpen: (e: Evidence) => void;
}) {
  const { t } = useTranslation();
  if (summary.sentences.length === 0) return <Nothing title={t('summary.none')} hint={t('summary.noneHint')} />;
  const plain = [summary.headline, '', ...summary.sentences.map(({ text }) => `- ${text}`)].join('\n');
  return (
    <Stack gap="md">
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <Text fw={600}>{summary.headline}</Text>
        <CopyButton text={plain} label={t('summary.copy')} />
      </Group>
      {summary.sentences.map(({ text, evidence }, index) => (
        <div key={index}>
          <Text mb={4}>{text}</Text>
          {evidence.map((one, at) => (
            <Quote key={at} evidence={one} onOpen={onOpen} />
          ))}
        </div>
      ))}
      <Gaps of={completeness} />
    </Stack>
  );
}
