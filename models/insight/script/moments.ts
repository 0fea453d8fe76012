import type { Transcript } from '../../domain/index.js';

interface Telling {
  readonly voice: 'zh' | 'en';
  readonly transcript: Pick<Transcript, 'startedAt' | 'turns'>;
}

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/**
 * "3 March", "3月3日" of a calendar date or an instant, as the clock stood where it was written; with its year where
 * that is not the conversation's.
 */
export function dayText({ voice, transcript }: Telling, moment: string): string {
  const [year = '', month = '', day = ''] = moment.slice(0, 10).split('-');
  const its = (transcript.startedAt ?? transcript.turns.find(({ sentAt }) => sentAt != null)?.sentAt)?.slice(0, 4);
  if (voice === 'zh') return `${year === its ? '' : `${year}年`}${Number(month)}月${Number(day)}日`;
  return `${Number(day)} ${MONTHS[Number(month) - 1] ?? month}${year === its ? '' : ` ${year}`}`;
}

/** "1:02:03", "4:12" into a recording. */
export function timeText(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  const padded = (value: number): string => String(value).padStart(2, '0');
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return hours > 0 ? `${hours}:${padded(minutes)}:${padded(seconds % 60)}` : `${minutes}:${padded(seconds % 60)}`;
}
