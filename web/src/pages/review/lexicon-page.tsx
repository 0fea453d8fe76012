import { Button, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';

import { ruleQuery, type Lexicon, type RuleVersion } from '../../parts/rules/queries.js';
import { RuleVersions } from '../../parts/rules/rule-versions.js';
import { LexiconForm } from './lexicon-form.js';
import { ShippedWords } from './shipped-words.js';

/** Every version of the company's lexicon. */
export function LexiconPage() {
  return <RuleVersions kind="lexicons" Form={LexiconForm} Summary={Words} />;
}

function Words({ version: { id, version } }: { version: RuleVersion }) {
  const { t } = useTranslation();
  const lexicon = useQuery(ruleQuery('lexicons', id, version)).data?.document;
  if (!lexicon || !('competitors' in lexicon)) return null;
  const { competitors, products, absolutes, off } = lexicon;
  const lists = [
    [t('lexicon.competitors'), competitors.map(({ name }) => name)],
    [t('lexicon.products'), products],
    [t('lexicon.absolutes'), [...absolutes.zh, ...absolutes.en]],
    [t('lexicon.off'), Object.values(off).flat()],
  ] as const;
  return (
    <>
      {lists.every(([, words]) => words.length === 0) && (
        <Text size="sm" mt="xs" c="dimmed">
          {t('lexicon.empty')}
        </Text>
      )}
      {lists.map(
        ([name, words]) =>
          words.length > 0 && (
            <Text key={name} size="sm" mt={4}>
              {name}: {words.join(' · ')}
            </Text>
          ),
      )}
      <Shipped off={off} />
    </>
  );
}

/** What Vouch looks for beside the company's own words: asked for when somebody wants to see it. */
function Shipped({ off }: { off: Lexicon['off'] }) {
  const { t } = useTranslation();
  const [shown, { toggle }] = useDisclosure(false);
  return (
    <section aria-label={t('lexicon.shipped')}>
      <Button size="compact-sm" variant="subtle" my="xs" px={0} aria-expanded={shown} onClick={toggle}>
        {shown ? t('lexicon.hideShipped') : t('lexicon.showShipped')}
      </Button>
      {shown && <ShippedWords off={off} />}
    </section>
  );
}
