import { type TFunction } from 'i18next';

import { showDate, showMoneyRange, showNumber } from './format.js';
import type { BudgetPeriod, BudgetStance, Analysis, RecordField } from './words.js';

/** `30万/年，上限` in the reader's words; the stance alone where no amount was named. */
export function budgetText(
  t: TFunction,
  {
    min,
    max,
    currency,
    period,
    stance,
  }: Pick<Analysis['budgets'][number], 'min' | 'max' | 'currency' | 'period' | 'stance'>,
): string {
  const amount = showMoneyRange(min, max, currency);
  const per = period === null ? '' : t(`period.${period satisfies BudgetPeriod}`);
  return [amount && `${amount}${per && ` ${per}`}`, t(`stance.${stance satisfies BudgetStance}`)]
    .filter(Boolean)
    .join(' · ');
}

export const amountText = (amount: { value: number; unit: string } | null): string | null =>
  amount && `${showNumber(amount.value)} ${amount.unit === 'percent' ? '%' : amount.unit}`;

type Value = Readonly<Record<string, unknown>>;
const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** A value of the customer record in one line. */
const VALUE_TEXT: { readonly [F in RecordField]: (t: TFunction, value: Value) => string } = {
  budget: (t, value) => budgetText(t, value as unknown as Analysis['budgets'][number]),
  decision_chain: (t, { name, title, role }) =>
    [text(name), text(title), t(`stakeholder.${role as Analysis['stakeholders'][number]['role']}`)]
      .filter((part) => part !== '')
      .join(' · '),
  objections: (t, { category, handled }) =>
    `${t(`objection.${category as Analysis['objections'][number]['category']}`)} · ${handled === true ? t('insight.handled') : t('insight.unhandled')}`,
  promises: (t, { what, due }) =>
    [text(what), typeof due === 'string' && t('insight.due', { date: showDate(due) })].filter(Boolean).join(' · '),
  next_steps: (t, { action, due, owner }) =>
    [
      text(action),
      t(`owner.${owner as Analysis['nextSteps'][number]['owner']}`),
      typeof due === 'string' && t('insight.due', { date: showDate(due) }),
    ]
      .filter(Boolean)
      .join(' · '),
  competitors: (_t, { name }) => text(name),
  goals: (_t, value) => text(value['text']),
  pains: (_t, value) => text(value['text']),
};

export const valueText = (t: TFunction, field: RecordField, value: Value): string => VALUE_TEXT[field](t, value);
