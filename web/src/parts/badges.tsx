import { Badge } from '@mantine/core';
import { useTranslation } from 'react-i18next';

import type { PromiseState, Risk, RunState } from './words.js';

const RISK_COLORS = { high: 'red', medium: 'orange', low: 'gray' } as const satisfies Record<Risk, string>;
const RUN_COLORS = { running: 'blue', done: 'teal', failed: 'red', superseded: 'gray' } as const satisfies Record<
  RunState,
  string
>;
const PROMISE_COLORS = { open: 'blue', kept: 'teal', broken: 'red', withdrawn: 'gray' } as const satisfies Record<
  PromiseState,
  string
>;

export function RiskBadge({ risk }: { risk: Risk }) {
  const { t } = useTranslation();
  return (
    <Badge color={RISK_COLORS[risk]} variant="light">
      {t(`risk.${risk}`)}
    </Badge>
  );
}

export function RunBadge({ state }: { state: RunState }) {
  const { t } = useTranslation();
  return (
    <Badge color={RUN_COLORS[state]} variant="light">
      {t(`runState.${state}`)}
    </Badge>
  );
}

export function PromiseBadge({
  state,
  overdue,
  late = false,
}: {
  state: PromiseState;
  overdue: boolean;
  late?: boolean;
}) {
  const { t } = useTranslation();
  return (
    <Badge color={overdue ? 'orange' : PROMISE_COLORS[state]} variant="light">
      {overdue ? t('promises.overdue') : late ? t('promises.keptLate') : t(`promiseState.${state}`)}
    </Badge>
  );
}

/** Against the policy, or within it; nothing where no policy was applied. */
export function PolicyBadge({ allowed }: { allowed: boolean | null }) {
  const { t } = useTranslation();
  if (allowed === null) return null;
  return (
    <Badge color={allowed ? 'teal' : 'red'} variant="outline">
      {allowed ? t('promises.allowed') : t('promises.exceeds')}
    </Badge>
  );
}
