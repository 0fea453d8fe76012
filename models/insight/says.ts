import type { Reading } from './reading.js';

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
  return sentence[reading.voice].replace(/\{(\w+)\}/g, (_all: string, name: string) => values[name] ?? '');
}

export function shorten(quote: string, units = QUOTE_UNITS): string {
  const line = quote.slice(0, units * 4).replace(/\s+/g, ' ');
  if (line.length <= units) return line;
  const cut = line.slice(0, units - 1);
  return `${/[\ud800-\udbff]$/.test(cut) ? cut.slice(0, -1) : cut}…`;
}

/** `name@version` of a rule, the version being that of its file. */
export function ruleName(reading: Pick<Reading, 'rules'>, area: string, name: string): string {
  return `${name}@${reading.rules.versions.get(area) ?? 0}`;
}
