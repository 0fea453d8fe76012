import { Badge, Text, UnstyledButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';

import { AppLink } from './app-link.js';
import type { Evidence } from './words.js';
import classes from './quote.module.css';

/** The exact words something rests on; opens them in the transcript beside it. */
export function Quote({ evidence, onOpen }: { evidence: Evidence; onOpen: (evidence: Evidence) => void }) {
  const { t } = useTranslation();
  return (
    <UnstyledButton className={classes.quote} onClick={() => onOpen(evidence)} title={t('quote.open')}>
      <Text component="q" size="sm">
        {evidence.quote}
      </Text>
      <Outdated evidence={evidence} />
    </UnstyledButton>
  );
}

/** The same from another page: leads to the conversation, at the words. */
export function QuoteLink({ evidence, conversationId }: { evidence: Evidence; conversationId: string }) {
  const { turn, start, end, quote } = evidence;
  return (
    <AppLink
      to="/conversations/$id"
      params={{ id: conversationId }}
      search={{ turn: String(turn), start: String(start), end: String(end) }}
      className={classes.quote}
      size="sm"
    >
      <q>{quote}</q>
      <Outdated evidence={evidence} />
    </AppLink>
  );
}

/** Somebody corrected these words, and what was found in them is found anew: until then nothing vouches for it. */
function Outdated({ evidence }: { evidence: Evidence }) {
  const { t } = useTranslation();
  return evidence.outdated === true ? (
    <Badge ml={6} color="orange" variant="light" tt="none">
      {t('quote.outdated')}
    </Badge>
  ) : null;
}
