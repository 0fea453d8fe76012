import { Text, UnstyledButton } from '@mantine/core';
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
    </AppLink>
  );
}
