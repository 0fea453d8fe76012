import type { Buffer } from 'node:buffer';

import type { Source } from './importer.js';
import { parseJson, parseJsonLines } from './json.js';
import { decodeText, type DecodedText, type UndecodedText } from './text-encoding.js';
import { isZip, readZip } from './zip.js';

/** A Source that also tells how its bytes were decoded; what `recognise` needs for its messages and notes. */
export interface DecodedSource extends Source {
  readonly decoding: DecodedText | UndecodedText;
}

/**
 * The bytes as the recogniser sees them; each view is computed when first asked for, and once. A ZIP
 * archive whose entries are not given stays closed and is no text either: `openSource` opens it.
 */
export function makeSource(bytes: Buffer, fileName: string, entries?: ReadonlyMap<string, Buffer>): DecodedSource {
  const decoding = once(() => (isZip(bytes) ? NOT_TEXT : decodeText(bytes)));
  const json = once(() => {
    const { text } = decoding();
    return text !== null && /^\s*[{["\d-]/.test(text) ? parseJson(text) : undefined;
  });
  const jsonLines = once(() => {
    const { text } = decoding();
    if (text === null) return undefined;
    // One document over several lines is not JSON lines, even if some of its lines happen to be JSON.
    if (json() !== undefined) return text.trim().includes('\n') ? undefined : [json()];
    return parseJsonLines(text);
  });
  return {
    fileName: shownName(fileName),
    bytes,
    entries,
    get decoding() {
      return decoding();
    },
    get text() {
      return decoding().text;
    },
    get json() {
      return json();
    },
    get jsonLines() {
      return jsonLines();
    },
  };
}

/**
 * `makeSource` for any bytes, ZIP archives included.
 * @throws AppError `unreadable` or `too_large` naming the archive (see `readZip`)
 */
export async function openSource(bytes: Buffer, fileName: string): Promise<DecodedSource> {
  return isZip(bytes)
    ? makeSource(bytes, fileName, await readZip(bytes, shownName(fileName)))
    : makeSource(bytes, fileName);
}

const NOT_TEXT: UndecodedText = { text: null, why: 'binary', guess: null };

/** File names end up in messages and logs: no control characters, at most 200 characters. */
function shownName(fileName: string): string {
  const visible = fileName.replace(/[\p{Cc}\p{Surrogate}]/gu, '').slice(0, 200);
  return visible === '' ? 'the file' : visible;
}

function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
