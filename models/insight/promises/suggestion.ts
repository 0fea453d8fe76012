import type { Bilingual, Commitment } from '../../domain/index.js';
import { figureText } from '../wording.js';

/** What a policy's wording may be filled with; null where it is not known. */
export type WordingValues = Readonly<
  Record<'limit' | 'amount' | 'due' | 'earliest' | 'condition' | 'who', string | null>
>;

/**
 * A policy's sentence with its `{placeholders}` filled; what stands in [square brackets] is left out
 * when one of its values is not known.
 */
export function fill(template: string, values: WordingValues): string {
  const value = (name: string): string | null => values[name as keyof WordingValues] ?? null;
  const known = template.replace(/\[([^[\]]*)\]/g, (_all, part: string) =>
    [...part.matchAll(/\{(\w+)\}/g)].some(([, name = '']) => value(name) === null) ? '' : part,
  );
  const filled = known.replace(/\{(\w+)\}/g, (_all, name: string) => value(name) ?? '').trim();
  return filled.charAt(0).toUpperCase() + filled.slice(1);
}

/** "15%", "5万元", "USD 20,000"; null without an amount. */
export function amountText(amount: Commitment['amount'], voice: keyof Bilingual): string | null {
  if (amount === null) return null;
  if (amount.unit === 'percent') return `${amount.value}%`;
  return figureText(amount.value, amount.unit === 'money' ? null : amount.unit, voice);
}

const EN_DAY = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', timeZone: 'UTC' });

/** "3月31日", "31 March"; null without a day. */
export function dayText(day: string | null, voice: keyof Bilingual): string | null {
  if (day === null) return null;
  const date = new Date(`${day}T00:00:00Z`);
  return voice === 'zh' ? `${date.getUTCMonth() + 1}月${date.getUTCDate()}日` : EN_DAY.format(date);
}
