import type { RecordValue } from './values.js';

type PromiseValue = Pick<RecordValue<'promises'>, 'category' | 'risk' | 'due' | 'amount' | 'condition' | 'what'>;

/** Shared letter pairs over those of the shorter wording; measured on invented pairs, see the test's table. */
const SAME_SUBJECT = 0.6;

/**
 * Whether two promises are about the same thing and exclude each other by date or amount. Courtesies
 * (`low`: "I will send it tomorrow") are made anew every time and never do; nor do two offers on
 * different conditions.
 */
export function promisesDiffer(a: PromiseValue, b: PromiseValue): boolean {
  if (a.category !== b.category || a.risk === 'low' || b.risk === 'low') return false;
  if ((a.condition ?? '') !== (b.condition ?? '')) return false;
  const otherDay = a.due !== null && b.due !== null && a.due !== b.due;
  const otherAmount =
    a.amount !== null && b.amount !== null && a.amount.unit === b.amount.unit && a.amount.value !== b.amount.value;
  if (!otherDay && !otherAmount) return false;
  const discounts = otherAmount && a.category === 'price' && a.amount?.unit === 'percent';
  return discounts || sharedPairs(subject(a.what), subject(b.what)) >= SAME_SUBJECT;
}

/**
 * Whether two statements of one promise exclude each other: by day or amount, or by what the ledger saw change in the
 * words. Courtesies never do.
 */
export function termsChanged(a: PromiseValue, b: PromiseValue, changed: boolean): boolean {
  if (a.risk === 'low' && b.risk === 'low') return false;
  return changed || !sameWhereNamed(a.due, b.due) || !sameWhereNamed(a.amount?.value, b.amount?.value);
}

/** What is not named again stays as it was. */
const sameWhereNamed = <T>(a: T | null | undefined, b: T | null | undefined): boolean =>
  a == null || b == null || a === b;

/** Words of time, number and assurance: what differs between two dates for one thing. */
const NOT_SUBJECT = new RegExp(
  [
    String.raw`\d[\d.,:/-]*`,
    '[〇零一二两三四五六七八九十百千万半几]+(?:个?(?:年|月|号|日|天|周|星期|小时|分钟|季度|工作日))?',
    '(?:本|这|下|上)?个?(?:年|月|周|星期|礼拜|季度)[底末初中一二三四五六日天]?',
    '[号日天]|之?[前内后]|以前|以内|底|末',
    '保证|承诺|一定|绝对|肯定|应该|可以|能够?|没问题|大概|差不多|我们?|您|你们?|给|会|就|吧|的|了',
    String.raw`\b(?:january|february|march|april|may|june|july|august|september|october|november|december|monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b`,
    String.raw`\b(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|days?|weeks?|months?|quarters?|years?|end|by|before|until|within|in|on|of|next|this|the|a|an|st|nd|rd|th)\b`,
    String.raw`\b(?:we|i|you|your|will|ll|can|guarantee|promise|definitely|absolutely|should|be|for)\b`,
  ].join('|'),
  'giu',
);

const subject = (what: string): string =>
  what
    .normalize('NFKC')
    .replace(NOT_SUBJECT, ' ')
    .replace(/[^\p{L}]+/gu, '')
    .toLowerCase();

function sharedPairs(a: string, b: string): number {
  const [left, right] = [pairs(a), pairs(b)];
  const least = Math.min(left.size, right.size);
  if (least === 0) return 0;
  return [...left].filter((pair) => right.has(pair)).length / least;
}

const pairs = (text: string): Set<string> =>
  new Set(Array.from({ length: Math.max(0, text.length - 1) }, (_, i) => text.slice(i, i + 2)));
