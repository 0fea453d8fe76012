import { DateTime } from 'luxon';

import type { ImportOptions } from '../importer.js';
import { timeReader, toWrittenTime, WRITTEN_TIME, type WrittenTime } from './written-time.js';

const CELL = new RegExp(`^${WRITTEN_TIME}$`, 'u');
const WITH_OFFSET = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}.*(?:Z|[+-]\d{2}:?\d{2})$/i;

/**
 * Times of a column as Unix milliseconds, null where a cell holds none: ISO 8601 with an offset, local
 * times in any usual writing, Unix seconds (10 digits), milliseconds (13) or microseconds (16).
 * @throws AppError as `timeReader` does where the order of day and month is open
 */
export function cellTimes(
  cells: readonly string[],
  fileName: string,
  options: ImportOptions,
): { ms: (number | null)[]; notes: string[] } {
  const written: (WrittenTime | null)[] = cells.map((cell) => {
    const match = CELL.exec(cell);
    return match && !WITH_OFFSET.test(cell) ? toWrittenTime(match, 1) : null;
  });
  const reader = timeReader(
    written.filter((time) => time !== null),
    fileName,
    options,
  );
  const ms = cells.map((cell, at) => {
    const time = written[at];
    if (time) return reader.read(time);
    if (/^\d{10}(?:\.\d+)?$/.test(cell)) return Number(cell) * 1000;
    if (/^\d{13}$/.test(cell)) return Number(cell);
    if (/^\d{16}$/.test(cell)) return Number(cell) / 1000;
    if (!WITH_OFFSET.test(cell)) return null;
    const instant = DateTime.fromISO(cell.replace(' ', 'T').replace(/\s/g, ''));
    return instant.isValid ? instant.toMillis() : null;
  });
  return { ms, notes: reader.notes };
}
