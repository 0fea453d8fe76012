import type { Evidence } from '../../domain/index.js';
import { dayText, timeText } from '../script/moments.js';
import type { Reading, TurnReading } from '../reading/reading.js';
import { says } from '../says.js';

/** One sentence of several parts, with a capital where the language has them, and a stop. '' of nothing. */
export function sentence({ voice }: Pick<Reading, 'voice'>, parts: readonly string[]): string {
  const said = parts.filter((part) => part !== '');
  const text = said.join(voice === 'zh' ? '；' : '; ');
  if (text === '') return '';
  const closed = /[。？！?!]$/.test(text) ? text : `${text.replace(/\.$/, '')}${voice === 'zh' ? '。' : '.'}`;
  return `${closed.charAt(0).toUpperCase()}${closed.slice(1)}`;
}

/** Words in the quotation marks of the language, one after the other. */
export function quotedWords({ voice }: Pick<Reading, 'voice'>, words: readonly string[]): string {
  return voice === 'zh' ? words.map((word) => `“${word}”`).join('、') : words.map((word) => `"${word}"`).join(', ');
}

/** "Wang Min (customer)"; by the side alone where no name is known. */
export function whoSpeaks(reading: Reading, { speaker, side }: Pick<TurnReading, 'speaker' | 'side'>): string {
  const name = reading.transcript.participants.find(({ id }) => id === speaker)?.name;
  return name
    ? says(reading, 'explain.named', { name, side: says(reading, `explain.side_${side}`) })
    : says(reading, `explain.${side}`);
}

/** Where in the conversation: the message's day and time, the moment in the recording, else the number of the turn. */
export function whenSaid(reading: Reading, { turn, sentAt, startMs }: Evidence): string {
  if (sentAt !== undefined)
    return says(reading, 'explain.on_day', { date: dayText(reading, sentAt), time: sentAt.slice(11, 16) });
  if (startMs !== undefined) return says(reading, 'explain.at_time', { time: timeText(startMs) });
  return says(reading, 'explain.in_turn', { turn: String(turn + 1), turns: String(reading.turns.length) });
}
