import { joinText } from './join-text.js';

/** What one voice says in a cue; `name` null where the cue names nobody. */
export interface Voice {
  readonly name: string | null;
  readonly text: string;
}

/** `<v Name>`, `<v.loud.first Name>`, `<v>` and the closing tag, which Teams leaves out at times. */
const VOICE = /<v(?:\.[^\s>]*)?(?:\s+([^>]*))?>|<\/v>/g;
/** Markup of WebVTT and SRT. Anything else in angle brackets is what somebody said or is called, and stays. */
const MARKUP = /<\/?(?:c|i|b|u|s|em|strong|lang|ruby|rt|font)(?:[.\s][^>]*)?>|<\d{1,4}:[\d:.,]+>|\{\\an?\d+\}/g;

/** Whether the payload names a voice by tag. */
export const hasVoiceTag = (payload: string): boolean => /<v(?:\.[^\s>]*)?\s+[^>\s][^>]*>/.test(payload);

/** The voices of a cue in their order, by its voice tags; without tags one voice without a name. */
export function voicesIn(payload: string): Voice[] {
  const voices: Voice[] = [];
  let name: string | null = null;
  let from = 0;
  const take = (to: number) => {
    const text = plainText(payload.slice(from, to));
    if (text !== '') voices.push({ name, text });
  };
  for (const match of payload.matchAll(VOICE)) {
    take(match.index);
    from = match.index + match[0].length;
    name = match[1] === undefined ? null : cleanName(decodeEntities(match[1]));
  }
  take(payload.length);
  return voices;
}

/** Payload without markup and entities, its lines joined. */
export function plainText(payload: string): string {
  const lines = payload.replace(MARKUP, '').split('\n');
  return joinText(lines.map((line) => decodeEntities(line).trim()));
}

/**
 * `Name: words`, `[SPEAKER_00]: words`, “张伟：……” at the beginning of a cue. Null where what stands
 * before the colon cannot be a name (`10:30 Meeting:`, a link, a sentence). Whether the file writes
 * speakers like this at all is for the caller to decide over all cues.
 */
export function speakerPrefix(text: string): (Voice & { readonly name: string; readonly isBracketed: boolean }) | null {
  const match = /^(?:>>\s*)?(?:\[([^\]]{1,60})\]|([^:：]{1,60}))\s*([:：])/u.exec(text);
  if (!match) return null;
  const after = text.slice(match[0].length);
  const rest = after.trim();
  const name = cleanName(match[1] ?? match[2] ?? '');
  if (name === null || rest === '' || !isNameLike(name)) return null;
  const isHan = /\p{Script=Han}/u.test(name);
  // Latin script puts a space behind a colon; without one it is a time, a link or a ratio.
  if (!/^\s/.test(after) && !(isHan && !/^\d/.test(after))) return null;
  return { name, text: rest, isBracketed: match[1] !== undefined };
}

/** Display names: letters, or a telephone number of somebody who dialled in; six words at most, no sentence or announcement. */
function isNameLike(name: string): boolean {
  if (ANNOUNCEMENTS.test(name) || /[!?。！？，；;"“”…]/u.test(name) || name.split(' ').length > 6) return false;
  return /\p{L}/u.test(name) || /^\+?[\d ()*-]{7,}$/.test(name);
}

/** Words that stand before a colon and announce what follows, not who speaks. */
const ANNOUNCEMENTS =
  /^(?:note|notes|question|answer|summary|action|actions|next|remember|warning|update|example|time|date|agenda|topic|re|ps|注意|备注|问题|回答|总结|时间|会议时间|地点|议题|例如|比如|另外|结论)$/iu;

/** Latin words with capitals (particles aside), Chinese up to five characters, a telephone number. */
export function isWrittenAsName(name: string): boolean {
  if (/^\p{Script=Han}/u.test(name)) return name.length <= 5 || /[\s(（]/u.test(name);
  return name.split(' ').every((word) => /^[\p{Lu}\p{Lo}\d+("'*-]/u.test(word) || PARTICLE.test(word));
}

const PARTICLE = /^(?:de|del|della|da|di|du|la|le|van|von|der|den|bin|al|el|y|e|of|and)$/;

/** Badges that Teams glues to a name, "Ann LeeUnverified", "Ann Lee (External)"; never the whole name. */
const BADGE =
  /(?<=\S)(?:\s*\((?:External|Unverified|Unfamiliar)\)|\s*External unfamiliar|\s*Unverified|(?<=\p{Ll})External)$/iu;

/** A display name with single spaces and without badges; null when nothing is left. */
export function cleanName(raw: string): string | null {
  const name = raw.replace(/\s+/gu, ' ').trim();
  if (name === '') return null;
  return name.replace(BADGE, '').trim() || name;
}

/** Labels that count voices and name nobody. */
export const isGenericLabel = (label: string): boolean =>
  /^(?:speaker|spk|participant|channel|voice|说话人|发言人|讲话人|参会人)[\s_#-]*(?:\d+|[a-z])$/iu.test(label);

const NAMED: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  lrm: '\u200e',
  rlm: '\u200f',
};

/** The entities that WebVTT has, and numeric ones; once, so that `&amp;lt;` stays `&lt;`. */
function decodeEntities(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w{2,4}));/gi, (entity, decimal, hex, name) => {
    if (typeof name === 'string') return NAMED[name.toLowerCase()] ?? entity;
    const code = typeof decimal === 'string' ? Number(decimal) : Number.parseInt(String(hex), 16);
    const isCharacter = code >= 0x20 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);
    return isCharacter ? String.fromCodePoint(code) : entity;
  });
}
