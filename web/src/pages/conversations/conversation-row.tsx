import { Badge } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';

import { useMay } from '../../app/session.js';
import { RiskBadge, RunBadge } from '../../parts/badges.js';
import { CustomerName } from '../../parts/customer-name.js';
import { showDateTime, showDuration } from '../../parts/format.js';
import classes from './conversation-row.module.css';
import { FailedRun } from './failed-run.js';
import type { LiveStep } from './live-steps.js';
import type { ConversationListed } from './queries.js';
import { StepProgress } from './step-progress.js';
import { Unmatched } from './unmatched.js';

/**
 * Pixels, with the space below: border and padding, name, headline, facts, and the line that says that
 * nobody was recognised. What is longer is measured, but then the list is drawn twice.
 */
export const rowHeight = ({ headline, customerId }: ConversationListed, mayEdit: boolean): number =>
  8 + 2 + 24 + 24 + (headline === null ? 0 : 20) + 18 + (customerId === null && mayEdit ? 6 + 26 : 0);

/** One conversation of the list: what it is, where it stands, and what waits for a person. */
export function ConversationRow({ conversation: one, step }: { conversation: ConversationListed; step?: LiveStep }) {
  const { t } = useTranslation();
  const mayEdit = useMay('edit');
  const facts = [
    t(`kind.${one.kind}`),
    one.language && t(`language.${one.language}`),
    one.startedAt && showDateTime(one.startedAt),
    one.durationMs !== null && showDuration(one.durationMs),
    one.rep?.name,
  ];
  return (
    <div className={classes.card}>
      <div className={classes.head}>
        <div className={classes.words}>
          <div className={classes.name}>
            <Link to="/conversations/$id" params={{ id: one.id }} className={classes.title}>
              {one.title ?? t(`kind.${one.kind}`)}
            </Link>
            {one.customerId !== null && (
              <span className={classes.customer}>
                <CustomerName id={one.customerId} />
              </span>
            )}
          </div>
          {one.headline !== null && <div className={classes.headline}>{one.headline}</div>}
          <div className={classes.facts}>{facts.filter(Boolean).join(' · ')}</div>
        </div>
        <div className={classes.badges}>
          {one.score !== null && (
            <Badge color="gray" variant="light">
              {t('conversations.score', { score: Math.round(one.score) })}
            </Badge>
          )}
          {one.risk !== null && <RiskBadge risk={one.risk} />}
          {one.state !== null && one.state !== 'done' && <RunBadge state={one.state} />}
        </div>
      </div>
      {one.state === 'running' && <StepProgress step={step} />}
      {one.state === 'failed' && <FailedRun id={one.id} mayRetry={mayEdit} />}
      {one.customerId === null && mayEdit && <Unmatched conversation={one} />}
    </div>
  );
}
