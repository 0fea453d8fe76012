import type { DateTime } from 'luxon';

import { EN_COUNT, EN_ORDINAL } from '../calendar.js';
export const ZN = '[一二两三四五六七八九十]{1,3}|\\d{1,3}';
export const EN_DAY =
  '(?:monday|mon|tuesday|tues|tue|wednesday|weds|wed|thursday|thurs|thur|thu|friday|fri|saturday|sat|sunday|sun)';
export const EN_MONTH =
  '(?:january|jan|february|feb|march|mar|april|apr|may|june|jun|july|jul|august|aug|september|sept|sep|october|oct|november|nov|december|dec)';
export const ORD = Object.keys(EN_ORDINAL)
  .sort((a, b) => b.length - a.length)
  .join('|')
  .replaceAll('-', '[- ]');
export const CNT = Object.keys(EN_COUNT)
  .sort((a, b) => b.length - a.length)
  .join('|');

export const HOUR = '(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)';

/** An ordinal is a day where no noun follows that it could count: "the 20th works", not "the second invoice". */
export const NO_NOUN =
  "(?=$|[^a-z0-9' -]| ?[,.;:!?)]| (?:at|in|by|on|around|before|after|till|until|from|since|between|is|was|it|it's|that|that's|this|works?|worked|would|will|should|could|can|may|might|does|do|doesn't|isn't|won't|suits?|sounds?|looks?|seems?|if|and (?:not|we|i|you|then|see|send|have|get|go|do|if|no)|or|so|but|then|to|with|for (?:us|me|you|now|the)|because|when|where|we|i|i'll|i'm|we'll|you|you'll|he|she|they|instead|ok|okay|good|great|fine|perfect|please|thanks|latest|sharp|morning|afternoon|evening|noon|am|pm|early|late|now|not|no|as|\\d|tentatively|hopefully|maybe|right|yeah|yes|cool)\\b)";
/** The lowest count things as often ("the second is better"), so that more must say that they are days. */
export const LOW = 'first|second|third|fourth|fifth';
export const HIGH = ORD.split('|')
  .filter((word) => !LOW.split('|').includes(word))
  .join('|');

/** Not “下周3点” and “下周10号”. */
export const NOT_COUNTED = '(?!天|个|年|月)(?<!\\d(?=[\\d点号日家位人台次轮条:.\\/%-]))';

export type Reader = (match: RegExpExecArray, base: DateTime) => DateTime | null;
export interface Grammar {
  readonly pattern: RegExp;
  readonly read: Reader;
  /** A span, which may count from another day than the one it is said on. */
  readonly span?: true;
  /** A span by which a planned day is moved. */
  readonly moves?: true;
}

/** Tried in this order; the earlier one keeps the words that two of them claim. */
