import { DateTime } from 'luxon';

import type { Commitment } from '../../domain/index.js';
import { findTimes } from './dates.js';
import { fold } from '../reading/text.js';

/**
 * The day that is meant by words which move a planned one: “可能要晚一周” of a promise for the 25th is the 1st. Null
 * where the words move nothing.
 * @param planned the day so far, ISO 8601
 * @param words as they were said
 */
export function putOff(planned: string, words: string): string | null {
  const moving = findTimes(fold(words), DateTime.fromISO(planned)).find(({ moves }) => moves !== undefined);
  return moving?.moves?.(planned) ?? null;
}

/**
 * Promises of one conversation, in the order they were made, with the days of those that move an earlier one. Where
 * several days were promised before, nobody knows which of them is put off, and the day stays open.
 */
export function withDaysPutOff(commitments: readonly Commitment[]): Commitment[] {
  let planned = new Set<string>();
  return commitments.map((commitment) => {
    if (commitment.category !== 'deadline' || commitment.risk === 'low') return commitment;
    const [day] = planned;
    const due =
      commitment.due ?? (day !== undefined && planned.size === 1 ? putOff(day, commitment.evidence[0].quote) : null);
    if (due === null) return commitment;
    planned = commitment.due === null ? new Set([due]) : planned.add(due);
    return { ...commitment, due };
  });
}
