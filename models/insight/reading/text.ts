import tsCharacters from 'opencc-js/dict/TSCharacters';

import type { Language, Transcript, Turn } from '../../domain/index.js';

const FULL_WIDTH_FIRST = 0xff01;
const FULL_WIDTH_LAST = 0xff5e;
const FULL_WIDTH_SHIFT = 0xfee0;
const SAME: Readonly<Record<string, string>> = {
  '’': "'",
  '‘': "'",
  '“': '"',
  '”': '"',
  '\u3000': ' ',
  '\u00a0': ' ',
  '\u202f': ' ',
  '\t': ' ',
};

/** Traditional characters and their simplified ones (OpenCC), of one UTF-16 unit each. */
const SIMPLE = new Map(
  `${tsCharacters}|妳 你`
    .split('|')
    .map((pair) => pair.split(' ') as [string, string])
    .filter(([from, to]) => from.length === 1 && to.length === 1),
);
const TRADITIONAL = new RegExp(`[${[...SIMPLE.keys()].join('')}]`, 'g');

/**
 * The text as lexicons see it: lower case, half-width, straight quotes, simplified characters. Every UTF-16 unit
 * stays where it was, so an offset into the result is an offset into the text.
 */
export function fold(text: string): string {
  const lower = text.toLowerCase();
  const aligned =
    lower.length === text.length
      ? lower
      : Array.from({ length: text.length }, (_, at) => lowerUnit(text.charAt(at))).join('');
  return aligned
    .replace(/[\uff01-\uff5e’‘“”\u3000\u00a0\u202f\t]/g, (unit) => {
      const code = unit.charCodeAt(0);
      if (code >= FULL_WIDTH_FIRST && code <= FULL_WIDTH_LAST)
        return String.fromCharCode(code - FULL_WIDTH_SHIFT).toLowerCase();
      return SAME[unit] ?? unit;
    })
    .replace(TRADITIONAL, (unit) => SIMPLE.get(unit) as string);
}

/** A few letters grow when lowered (U+0130); they stay as they are so that offsets hold. */
function lowerUnit(unit: string): string {
  const lower = unit.toLowerCase();
  return lower.length === 1 ? lower : unit;
}

export function isHan(code: number): boolean {
  return (code >= 0x4e00 && code <= 0x9fff) || (code >= 0x3400 && code <= 0x4dbf) || code === 0x3007;
}

/** Latin letters and digits: what an English term must not be glued to. */
export function isWordUnit(code: number): boolean {
  return (
    (code >= 97 && code <= 122) ||
    (code >= 48 && code <= 57) ||
    (code >= 0xc0 && code <= 0x24f) ||
    (code >= 65 && code <= 90)
  );
}

/** Han characters plus Latin words: a length that means about the same in both languages. */
export function weigh(text: string): { han: number; words: number } {
  let han = 0;
  let words = 0;
  let inside = false;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (isHan(code)) han += 1;
    const word = isWordUnit(code);
    if (word && !inside && !(code >= 48 && code <= 57)) words += 1;
    inside = word;
  }
  return { han, words };
}

/** As how many words a text counts: about 1.5 Han characters make one. */
export function weightOf(text: string): number {
  const { han, words } = weigh(text);
  return han / 1.5 + words;
}

/** About 1.5 Han characters make a word; a share in between is people who mix. */
const MIXED_FROM = 0.12;
const MIXED_TO = 0.7;

/** The language of a conversation by its characters. No turns: `en`, since nothing tells. */
export function detectLanguage(turns: readonly Pick<Turn, 'text'>[]): Language {
  const english = shareOfEnglish(turns);
  if (english < MIXED_FROM) return 'zh';
  return english > MIXED_TO ? 'en' : 'mixed';
}

/** The share of English in all that is said, in words; 1 where there are none. */
function shareOfEnglish(turns: readonly Pick<Turn, 'text'>[]): number {
  let han = 0;
  let words = 0;
  for (const turn of turns) {
    const weight = weigh(turn.text);
    han += weight.han;
    words += weight.words;
  }
  return han + words === 0 ? 1 : words / (words + han / 1.5);
}

/** The language the program speaks in about a conversation: mixed ones are answered in Chinese. */
export function voice(language: Language): 'zh' | 'en' {
  return language === 'en' ? 'en' : 'zh';
}

const voices = new WeakMap<Pick<Transcript, 'language' | 'turns'>, 'zh' | 'en'>();

/** `voice` of a transcript, found once: a mixed one is spoken of in the language that most of it is in. */
export function voiceOf(transcript: Pick<Transcript, 'language' | 'turns'>): 'zh' | 'en' {
  let known = voices.get(transcript);
  if (!known) {
    const language = transcript.language ?? detectLanguage(transcript.turns);
    known = language === 'mixed' && shareOfEnglish(transcript.turns) > 0.5 ? 'en' : voice(language);
    voices.set(transcript, known);
  }
  return known;
}
