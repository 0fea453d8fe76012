import { Buffer } from 'node:buffer';

import { type Entry, fromBufferPromise, getFileNameLowLevel, validateFileName, type ZipFile } from 'yauzl';

import { AppError } from '../models/domain/index.js';

/** Bounds that an archive must keep; a Slack export of three years has some 50,000 small files. */
export interface ZipLimits {
  readonly entries: number;
  /** All entries together, inflated. */
  readonly totalBytes: number;
  /** Inflated over compressed bytes of one entry; chats reach 30, deflate itself ends at 1032. */
  readonly ratio: number;
  /** Below this size the ratio says nothing: a page of equal lines compresses well, too. */
  readonly ratioFromBytes: number;
}

export const ZIP_LIMITS: ZipLimits = {
  entries: 100_000,
  totalBytes: 1024 ** 3,
  ratio: 200,
  ratioFromBytes: 8 * 1024 ** 2,
};

/** Whether the bytes begin as a ZIP archive does (local file header, or the end record of an empty one). */
export function isZip(bytes: Buffer): boolean {
  const magic = bytes.length >= 4 ? bytes.readUInt32LE(0) : 0;
  return magic === 0x04034b50 || magic === 0x06054b50;
}

/**
 * Names and inflated bytes of the files in a ZIP archive; archives inside are left as they are.
 * Sizes are measured while inflating, never believed from headers.
 * @throws AppError `unreadable` (damaged, encrypted, link, path that leads outside, name used twice, suspicious ratio)
 *   or `too_large`, naming the archive
 */
export async function readZip(
  bytes: Buffer,
  fileName: string,
  limits: ZipLimits = ZIP_LIMITS,
): Promise<ReadonlyMap<string, Buffer>> {
  try {
    // Names stay bytes here and are checked below: yauzl's own check can only be told apart by its English message.
    const zip = await fromBufferPromise(bytes, { decodeStrings: false });
    return await readEntries(zip, fileName, limits);
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    throw new AppError('unreadable', `${fileName} is a damaged ZIP archive: export or download it again.`, { cause });
  }
}

async function readEntries(zip: ZipFile, fileName: string, limits: ZipLimits): Promise<Map<string, Buffer>> {
  const files = new Map<string, Buffer>();
  let seen = 0;
  let total = 0;
  for await (const entry of zip.eachEntry()) {
    if (++seen > limits.entries) throw tooLarge(fileName, `more than ${limits.entries} entries`);
    const name = safeName(entry, fileName);
    if (name.endsWith('/')) continue;
    if (files.has(name)) throw unreadable(fileName, 'has two entries of one name');
    const body = await inflate(zip, entry, fileName, limits, limits.totalBytes - total);
    total += body.length;
    files.set(name, body);
  }
  return files;
}

function safeName(entry: Entry, fileName: string): string {
  const name = getFileNameLowLevel(
    entry.generalPurposeBitFlag,
    entry.fileName as unknown as Buffer,
    entry.extraFields,
    false,
  );
  if (validateFileName(name) !== null)
    throw unreadable(fileName, 'has an entry whose path leads outside of it (../ or /)');
  if (entry.isEncrypted()) throw unreadable(fileName, 'is protected by a password: unpack it, then add what is inside');
  // The upper half of the attributes is the Unix mode; 0o120000 marks a symbolic link.
  if (((entry.externalFileAttributes >>> 16) & 0o170000) === 0o120000)
    throw unreadable(fileName, 'has a symbolic link in it');
  return name;
}

async function inflate(zip: ZipFile, entry: Entry, fileName: string, limits: ZipLimits, room: number): Promise<Buffer> {
  if (!entry.canDecodeFileData()) throw unreadable(fileName, 'uses a compression other than deflate');
  const maxByRatio = Math.max(limits.ratioFromBytes, entry.compressedSize * limits.ratio);
  const stream = await zip.openReadStreamPromise(entry);
  const chunks: Buffer[] = [];
  let size = 0;
  // Leaving the loop by a throw destroys the stream, so nothing is inflated past a limit.
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > room) throw tooLarge(fileName, `more than ${Math.round(limits.totalBytes / 1024 ** 2)} MB unpacked`);
    if (size > maxByRatio)
      throw unreadable(fileName, `unpacks to more than ${limits.ratio} times its size, as archives made to do harm do`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size);
}

const unreadable = (fileName: string, reason: string): AppError =>
  new AppError('unreadable', `${fileName} ${reason}. Nothing of it was read.`);

const tooLarge = (fileName: string, what: string): AppError =>
  new AppError('too_large', `${fileName} has ${what}: split it, or unpack it and add what is needed.`);
