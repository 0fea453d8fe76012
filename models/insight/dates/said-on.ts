import { DateTime } from 'luxon';

import type { Reading, TurnReading } from '../reading/reading.js';

let lastRead: { readonly text: string; readonly time: DateTime } | undefined;

/** An ISO 8601 instant in its own offset. The same one is asked for again and again, so the last is remembered. */
export function timeOf(instant: string): DateTime {
  if (lastRead?.text !== instant) lastRead = { text: instant, time: DateTime.fromISO(instant, { setZone: true }) };
  return lastRead.time;
}

/** The day "tomorrow" counts from: in a chat that of the message, in a call that of the call; null when neither is known. */
export function saidOn(reading: Reading, turn: TurnReading): DateTime | null {
  const instant = turn.sentAt ?? reading.transcript.startedAt;
  return instant == null ? null : timeOf(instant);
}
