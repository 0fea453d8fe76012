import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';

import { AppError } from '../../domain/index.js';

/** SHA-256 by path, from a list that somebody vouches for. */
export type Checksums = ReadonlyMap<string, string>;

/**
 * The lines of `sha256sum`: the checksum, two spaces (or a space and a star), the path.
 * @throws AppError `invalid_input` for a line that is none
 */
export function parseChecksums(text: string): Checksums {
  const sums = new Map<string, string>();
  for (const line of text.split(/\r?\n/)) {
    if (line.trim() === '' || line.startsWith('#')) continue;
    const [, sha256, path] = /^([0-9a-fA-F]{64}) [ *](?:\.\/)?(.+)$/.exec(line) ?? [];
    if (!sha256 || !path)
      throw new AppError(
        'invalid_input',
        'The list of checksums holds a line that is not "SHA-256  path" (sha256sum).',
      );
    sums.set(path, sha256.toLowerCase());
  }
  return sums;
}

/** The SHA-256 of a file, read as a stream. */
export async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}
