import type { Language } from '../../models/domain/index.js';

/** A language code or name of an export (`zh-CN`, `cmn`, `en-US`, `chinese`) as ours; null for every other language. */
export function languageOf(code: unknown): Language | null {
  if (typeof code !== 'string') return null;
  if (/^(zh|cmn|yue|chinese|mandarin|cantonese)(?![a-z])/i.test(code)) return 'zh';
  return /^(en|eng|english)(?![a-z])/i.test(code) ? 'en' : null;
}
