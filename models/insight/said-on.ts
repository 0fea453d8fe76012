import { DateTime } from 'luxon';

import type { Reading, TurnReading } from './reading.js';

/** The day "tomorrow" counts from: in a chat that of the message, in a call that of the call; null when neither is known. */
export function saidOn(reading: Reading, turn: TurnReading): DateTime | null {
  const instant = turn.sentAt ?? reading.transcript.startedAt;
  return instant == null ? null : DateTime.fromISO(instant, { setZone: true });
}
