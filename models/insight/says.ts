import type { Reading } from './reading/reading.js';

/** Longer quotes are cut in sentences about them; the evidence keeps them whole. */
const QUOTE_UNITS = 60;

/** A sentence from the rule files in the conversation's language, its `{placeholders}` filled. */
export function says(
  reading: Pick<Reading, 'rules' | 'voice'>,
  key: string,
  values: Readonly<Record<string, string>> = {},
): string {
  const sentence = reading.rules.says.get(key);
  if (!sentence) throw new Error(`the rules say nothing under ${key}`);
  return piecesOf(sentence[reading.voice])
    .map((piece, at) => (at % 2 === 0 ? piece : (values[piece] ?? '')))
    .join('');
}

/** Sentences one after the other, as the conversation's language sets them. */
export const together = ({ voice }: Pick<Reading, 'voice'>, ...sentences: readonly string[]): string =>
  sentences.join(voice === 'zh' ? '' : ' ');

const pieces = new Map<string, readonly string[]>();
/** A sentence cut at its placeholders, whose names stand at the odd places; there are as many as the rule files hold. */
function piecesOf(sentence: string): readonly string[] {
  let cut = pieces.get(sentence);
  if (!cut) pieces.set(sentence, (cut = sentence.split(/\{(\w+)\}/)));
  return cut;
}

/**
 * At most `units` UTF-16 units of a quote on one line, ending where a clause or at least a word ends, with … for the rest.
 * Stops at its end are left out.
 */
export function shorten(quote: string, units = QUOTE_UNITS): string {
  const line = quote
    .slice(0, units * 4)
    .replace(/\s+/g, ' ')
    .replace(TRAILING_STOPS, '');
  if (line.length <= units) return line;
  const room = line.slice(0, units - 1);
  const stop = Math.max(...Array.from(room.matchAll(CLAUSE_STOP), ({ index }) => index), -1);
  const end = stop >= units * WORTH_STOPPING ? stop : wordEnd(line, units - 1);
  return `${line.slice(0, end).replace(TRAILING_STOPS, '')}…`;
}

const CLAUSE_STOP = /[，。；！？、](?=.)|[,.;!?:](?=\s)|(?<=[\u4e00-\u9fff]) (?=[\u4e00-\u9fff])/g;
const TRAILING_STOPS = /[\s,，。.、;；:：]+$/;
/** A clause that is shorter than this share of the room says too little: then the cut is between words. */
const WORTH_STOPPING = 0.5;
const words = new Intl.Segmenter('zh', { granularity: 'word' });

/** The last end of a word that is no further than `most`, which is less than the line's length. */
function wordEnd(line: string, most: number): number {
  // The word that goes on at `most` begins where the one before it ends.
  const start = words.segment(line.slice(0, most + 24)).containing(most)?.index ?? 0;
  return start > 0 ? start : most;
}

/** `name@version` of a rule, the version being that of its file. */
export function ruleName(reading: Pick<Reading, 'rules'>, area: string, name: string): string {
  return `${name}@${reading.rules.versions.get(area) ?? 0}`;
}
