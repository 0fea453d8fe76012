import type { Money, Stakeholder } from '../domain/index.js';
import type { Reading } from './reading/reading.js';
import { says } from './says.js';

const EN_NUMBER = new Intl.NumberFormat('en-US', { maximumFractionDigits: 2 });
const ZH_CURRENCIES = new Intl.DisplayNames('zh', { type: 'currency' });
/** Codes that everybody knows by their sign. */
const SIGNS: Readonly<Record<string, string>> = { USD: '$', EUR: '€', GBP: '£', INR: '₹', KRW: '₩' };

type Speaking = Pick<Reading, 'rules' | 'voice'>;

/** "$300,000 to $500,000 a year", "每年不超过7万元"; empty when no amount is known. */
export function moneyText(speaking: Speaking, { min, max, currency, period }: Money): string {
  const amount = rangeText(speaking, { min, max, currency });
  return amount === '' || period === null ? amount : says(speaking, `summary.${period}`, { amount });
}

function rangeText(speaking: Speaking, { min, max, currency }: Pick<Money, 'min' | 'max' | 'currency'>): string {
  const figure = (value: number): string => figureText(value, currency, speaking.voice);
  if (min === null && max === null) return '';
  if (min === null) return says(speaking, 'summary.up_to', { max: figure(max as number) });
  if (max === null) return says(speaking, 'summary.at_least', { min: figure(min) });
  if (min === max) return figure(min);
  const lower = speaking.voice === 'zh' ? zhNumber(min) : figure(min);
  return says(speaking, 'summary.range', { min: lower, max: figure(max) });
}

/** "5万元", "2万美元", "$20,000", "SGD 20,000"; without a currency the number alone. */
export const figureText = (value: number, currency: string | null, voice: 'zh' | 'en'): string =>
  voice === 'zh' ? `${zhNumber(value)}${zhCurrency(currency)}` : enFigure(value, currency);

const zhNumber = (value: number): string =>
  value >= 1e8 ? `${trim(value / 1e8)}亿` : value >= 1e4 ? `${trim(value / 1e4)}万` : trim(value);

const zhCurrency = (currency: string | null): string =>
  currency === null ? '' : currency === 'CNY' ? '元' : (ZH_CURRENCIES.of(currency) ?? currency);

function enFigure(value: number, currency: string | null): string {
  const number = EN_NUMBER.format(value);
  if (currency === null) return number;
  const sign = SIGNS[currency];
  return sign === undefined ? `${currency} ${number}` : `${sign}${number}`;
}

const trim = (value: number): string => String(Math.round(value * 100) / 100);

/** "苏总（总经理）", "Dana Cole (CFO)"; by the title alone in English: "the board", "their lawyer", "Legal". */
export function personText(
  { voice }: Pick<Reading, 'voice'>,
  { name, title }: Pick<Stakeholder, 'name' | 'title'>,
): string {
  if (name === null) return title === null ? '' : voice === 'zh' ? title : titleText(title);
  if (title === null || name.toLowerCase().includes(title.toLowerCase())) return name;
  return voice === 'zh' ? `${name}（${title}）` : `${name} (${title})`;
}

/** "The governors decide", "the board decides": whether a body is told of in the plural. */
export const isSeveral = ({ name, title }: Pick<Stakeholder, 'name' | 'title'>): boolean =>
  name === null && title !== null && SEVERAL.test(title);
const SEVERAL =
  /\b(?:governors|trustees|partners|directors|owners|founders|parents|members|shareholders|investors|brothers|sisters|principals|managers|executives|heads|leads|doctors|teachers|residents|people|guys)$/i;

const HAS_ARTICLE = /^(?:the|an?|my|our|your|his|her|their)\s|[\u4e00-\u9fff]/i;
const DEPARTMENT =
  /^(?:legal|finance|procurement|purchasing|accounting|it|hr|security|compliance|operations|ops|engineering|maintenance|production|logistics|quality|marketing|sales|management|risk|audit)$/i;
const THEIRS =
  /^(?:wife|husband|partner|father|mother|dad|mum|mom|son|daughter|brother|sister|boss|lawyer|counsel|accountant|investors?|lead investor)$/i;

/** Written by recognizers without capitals. */
const INITIALS = /\b(?:ceo|cfo|coo|cto|cio|cmo|ciso|vp|md|gm|it|hr)\b/g;

function titleText(written: string): string {
  const title = written.replace(INITIALS, (initials) => initials.toUpperCase());
  if (HAS_ARTICLE.test(title) || DEPARTMENT.test(title)) return title;
  return THEIRS.test(title) ? `their ${title}` : `the ${title}`;
}
