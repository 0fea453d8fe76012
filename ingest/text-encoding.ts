import { isUtf8 } from 'node:buffer';

import chardet from 'chardet';
import iconv from 'iconv-lite';

/** What the bytes say as text, and how sure that is. */
export interface DecodedText {
  readonly text: string;
  readonly encoding: 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030';
  /** Places where bytes made no sense and U+FFFD stands in the text instead. */
  readonly replaced: number;
}

/** Bytes that are not text: `binary` (a picture, sound, …), or text in a writing system that cannot be told for sure. */
export interface UndecodedText {
  readonly text: null;
  readonly why: 'binary' | 'encoding';
  /** A guess at the encoding, for the message only. */
  readonly guess: string | null;
}

/** How much is looked at to tell binary from text and one encoding from another. */
const SAMPLE_BYTES = 64 * 1024;
/** Text files hold next to no control characters; the share is 10 % and more in every audio and picture format. */
const MAX_CONTROL_SHARE = 0.02;
/** Sound and pictures are never valid UTF-8 for long, so valid UTF-8 may be dirtier than that. */
const MAX_CONTROL_SHARE_IN_UTF8 = 0.3;
/** One character in a hundred may be damaged; with more of them the file is not what it seems. */
const MAX_REPLACED_SHARE = 0.01;
/** In GB2312's common characters both bytes are ≥ 0xA1; Latin-1 text read as GB18030 has almost no such pair. */
const MIN_COMMON_PAIR_SHARE = 0.7;

/**
 * Bytes as text: byte order marks, UTF-8, UTF-16 with and without a mark, GB18030 (and with it GBK
 * and GB2312). What is valid UTF-8 is UTF-8. Control characters that no text needs are taken out
 * (PostgreSQL cannot store U+0000), and lone surrogates become U+FFFD.
 */
export function decodeText(bytes: Buffer): DecodedText | UndecodedText {
  const marked = decodeMarked(bytes);
  if (marked) return marked;
  const wide = unmarkedUtf16(bytes);
  if (wide) return decoded(iconv.decode(bytes, wide), wide);
  const isValidUtf8 = isUtf8(bytes);
  if (controlShare(bytes) > (isValidUtf8 ? MAX_CONTROL_SHARE_IN_UTF8 : MAX_CONTROL_SHARE))
    return { text: null, why: 'binary', guess: null };
  if (isValidUtf8) return { text: cleanText(bytes.toString('utf8')), encoding: 'utf-8', replaced: 0 };
  if (looksLikeGb18030(bytes)) {
    const chinese = decoded(iconv.decode(bytes, 'gb18030'), 'gb18030');
    if (isSlightlyDamaged(chinese)) return chinese;
  }
  const damaged = decoded(bytes.toString('utf8'), 'utf-8');
  if (isSlightlyDamaged(damaged)) return damaged;
  return { text: null, why: 'encoding', guess: chardet.detect(bytes.subarray(0, SAMPLE_BYTES)) };
}

/** Text without C0 controls (tab and line breaks stay) and without lone surrogates. */
export function cleanText(text: string): string {
  const visible = CONTROL.test(text) ? text.replace(CONTROLS, '') : text;
  return LONE_SURROGATE.test(visible) ? visible.replace(LONE_SURROGATES, '\uFFFD') : visible;
}

const CONTROL = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f]/;
const CONTROLS = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f]/g;
const LONE_SURROGATE = /\p{Surrogate}/u;
const LONE_SURROGATES = /\p{Surrogate}/gu;

function decodeMarked(bytes: Buffer): DecodedText | undefined {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) {
    const body = bytes.subarray(3);
    // An editor that adds a UTF-8 mark to a file in another encoding exists; such a file is judged by its body.
    return isUtf8(body) || isSlightlyDamaged(decoded(body.toString('utf8'), 'utf-8'))
      ? decoded(body.toString('utf8'), 'utf-8')
      : undefined;
  }
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return decoded(iconv.decode(bytes.subarray(2), 'utf-16le'), 'utf-16le');
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return decoded(iconv.decode(bytes.subarray(2), 'utf-16be'), 'utf-16be');
  return undefined;
}

/**
 * UTF-16 without a mark: spaces, digits and line breaks give zero bytes, all of them at even offsets
 * (big endian) or all at odd ones (little endian), and the units make sense.
 */
function unmarkedUtf16(bytes: Buffer): 'utf-16le' | 'utf-16be' | undefined {
  if (bytes.length < 4 || bytes.length % 2 !== 0) return undefined;
  const sample = bytes.subarray(0, SAMPLE_BYTES);
  let even = 0;
  let odd = 0;
  for (let at = 0; at + 1 < sample.length; at += 2) {
    if (sample[at] === 0) even++;
    if (sample[at + 1] === 0) odd++;
  }
  const [few, many] = even < odd ? [even, odd] : [odd, even];
  if (many < sample.length * 0.01 || few > many * 0.05) return undefined;
  const encoding = even < odd ? 'utf-16le' : 'utf-16be';
  const text = iconv.decode(sample, encoding);
  // Unassigned and private characters give sound and pictures away.
  const strange =
    text.match(/[\p{Cn}\p{Co}\p{Surrogate}\p{Cc}]/gu)?.filter((char) => !/[\t\n\r]/.test(char)).length ?? 0;
  return strange <= text.length * MAX_CONTROL_SHARE ? encoding : undefined;
}

function controlShare(bytes: Buffer): number {
  const sample = bytes.subarray(0, SAMPLE_BYTES);
  let controls = 0;
  for (const byte of sample) {
    if (byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d && byte !== 0x1b) controls++;
  }
  return sample.length === 0 ? 0 : controls / sample.length;
}

function looksLikeGb18030(bytes: Buffer): boolean {
  const sample = bytes.subarray(0, SAMPLE_BYTES);
  let pairs = 0;
  let common = 0;
  for (let at = 0; at + 1 < sample.length; at++) {
    if ((sample[at] ?? 0) < 0x80) continue;
    pairs++;
    if ((sample[at] ?? 0) >= 0xa1 && (sample[at + 1] ?? 0) >= 0xa1) common++;
    at++;
  }
  return pairs > 0 && common >= pairs * MIN_COMMON_PAIR_SHARE;
}

function isSlightlyDamaged({ text, replaced }: DecodedText): boolean {
  return replaced <= Math.max(1, text.length * MAX_REPLACED_SHARE);
}

function decoded(raw: string, encoding: DecodedText['encoding']): DecodedText {
  const text = cleanText(raw);
  let replaced = 0;
  for (let at = text.indexOf('\uFFFD'); at !== -1; at = text.indexOf('\uFFFD', at + 1)) replaced++;
  return { text, encoding, replaced };
}
