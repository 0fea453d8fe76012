import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';

import { ruleQuery, type RuleVersion } from '../../parts/rules/queries.js';
import { RuleVersions } from '../../parts/rules/rule-versions.js';
import { LexiconForm } from './lexicon-form.js';

/** Every version of the company's lexicon. */
export function LexiconPage() {
  return <RuleVersions kind="lexicons" Form={LexiconForm} Summary={Words} />;
}

function Words({ version: { id, version } }: { version: RuleVersion }) {
  const { t } = useTranslation();
  const lexicon = useQuery(ruleQuery('lexicons', id, version)).data?.document;
  if (!lexicon || !('competitors' in lexicon)) return null;
  const { competitors, products, absolutes } = lexicon;
  const lists = [
    [t('lexicon.competitors'), competitors.map(({ name }) => name)],
    [t('lexicon.products'), products],
    [t('lexicon.absolutes'), [...absolutes.zh, ...absolutes.en]],
  ] as const;
  if (lists.every(([, words]) => words.length === 0))
    return (
      <Text size="sm" mt="xs" c="dimmed">
        {t('lexicon.empty')}
      </Text>
    );
  return lists.map(
    ([name, words]) =>
      words.length > 0 && (
        <Text key={name} size="sm" mt={4}>
          {name}: {words.join(' · ')}
        </Text>
      ),
  );
}
