import { Duration } from 'luxon';

/**
 * Times in transcripts, each unit by its name, as whole milliseconds from the start of the recording.
 * What is no time (missing, not a number, negative, past the 24 days that the database's integers
 * hold) is null: a wrong unit must not pass as a late moment.
 */
const MAX_MS = 2 ** 31 - 1;

/** Milliseconds, as a number or a numeric text: AssemblyAI, AWS Call Analytics, FunASR, Tencent Meeting. */
export const millisToMs = (value: unknown): number | null => scaled(value, 1);

/** Seconds, as a number or (AWS Transcribe) a numeric text: Whisper, whisperX, Deepgram. */
export const secondsToMs = (value: unknown): number | null => scaled(value, 1000);

/** Ticks of 100 nanoseconds: Azure. */
export const ticksToMs = (value: unknown): number | null => scaled(value, 1 / 10_000);

/** ISO 8601 durations, `PT1M2.5S`: Azure. */
export function isoDurationToMs(value: unknown): number | null {
  if (typeof value !== 'string') return null;
  const duration = Duration.fromISO(value);
  return duration.isValid ? scaled(duration.toMillis(), 1) : null;
}

/** The end of what begins at `startMs` and lasts `lengthMs`. */
export const endOf = (startMs: number | null, lengthMs: number | null): number | null =>
  startMs === null || lengthMs === null ? null : scaled(startMs + lengthMs, 1);

function scaled(value: unknown, factor: number): number | null {
  const numeric = typeof value === 'string' && /^\s*\d+(\.\d+)?\s*$/.test(value) ? Number(value) : value;
  if (typeof numeric !== 'number' || !Number.isFinite(numeric)) return null;
  const ms = Math.round(numeric * factor);
  return ms >= 0 && ms <= MAX_MS ? ms : null;
}
