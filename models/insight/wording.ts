import type { Budget, Stakeholder } from '../domain/index.js';
import type { Reading } from './reading.js';
import { says } from './says.js';

const EN_NUMBER = new Intl.NumberFormat('en-US', { maximumFractionDigits: 2 });

type Speaking = Pick<Reading, 'rules' | 'voice'>;

/** "CNY 300,000 to 500,000 a year", "不超过7万元每年"; empty when no amount is known. */
export function moneyText(speaking: Speaking, { min, max, currency, period }: Budget): string {
  const figure = (value: number | null): string => (value === null ? '' : figureText(value, currency, speaking.voice));
  const amount =
    min === null && max === null
      ? ''
      : min === null
        ? says(speaking, 'summary.up_to', { max: figure(max) })
        : max === null
          ? says(speaking, 'summary.at_least', { min: figure(min) })
          : min === max
            ? figure(min)
            : says(speaking, 'summary.range', { min: figure(min), max: figure(max) });
  if (amount === '' || period === null) return amount;
  return `${amount}${speaking.voice === 'zh' ? '' : ' '}${says(speaking, `summary.${period}`)}`;
}

/** "5万元", "USD 20,000". */
export const figureText = (value: number, currency: string | null, voice: 'zh' | 'en'): string =>
  voice === 'zh' ? zhFigure(value, currency) : enFigure(value, currency);

function zhFigure(value: number, currency: string | null): string {
  const number = value >= 1e8 ? `${trim(value / 1e8)}亿` : value >= 1e4 ? `${trim(value / 1e4)}万` : trim(value);
  return currency === null || currency === 'CNY' ? `${number}元` : `${currency} ${number}`;
}

function enFigure(value: number, currency: string | null): string {
  const number = EN_NUMBER.format(value);
  return currency === null ? number : `${currency} ${number}`;
}

const trim = (value: number): string => String(Math.round(value * 100) / 100);

export function personText(
  { voice }: Pick<Reading, 'voice'>,
  { name, title }: Pick<Stakeholder, 'name' | 'title'>,
): string {
  if (name === null || title === null || name.includes(title)) return name ?? title ?? '';
  return voice === 'zh' ? `${name}（${title}）` : `${name} (${title})`;
}
