import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';

import { type Entry, openPromise } from 'yauzl';

import { importers } from './recognise.js';
import { makeSource } from './source.js';
import { ZIP_LIMITS } from './zip.js';

/** A file inside a ZIP archive, inflated as it is read. */
export interface ZippedFile {
  readonly name: string;
  open(): Readable;
}

/** More files than a folder of recordings has; an archive that claims more is not opened. */
const MAX_ENTRIES = 100_000;
/** Importers of archives look into texts only, and no chat is larger. */
const MAX_TEXT_BYTES = 256 * 1024 ** 2;

/**
 * The files of a ZIP archive that stands for a folder of recordings; null when it is a chat export
 * itself, or when anything is wrong with it: then it is an input as a whole, and whoever reads it says
 * what is wrong.
 */
export async function openZipFolder(path: string, fileName: string): Promise<ZippedFile[] | null> {
  let entries: Entry[];
  try {
    entries = await entriesOf(path);
  } catch {
    return null; // damaged, or with paths that lead outside: `readZip` tells which when it is accepted
  }
  if (entries.some((entry) => entry.isEncrypted() || isSuspicious(entry))) return null;
  const files = entries
    .filter((entry) => !entry.fileName.endsWith('/'))
    .map((entry) => ({ name: entry.fileName, bytes: entry.uncompressedSize, open: () => openEntry(path, entry) }));
  return (await isExport(files, fileName)) ? null : files;
}

/** yauzl inflates no more than the directory says, so what it says can be judged beforehand. */
const isSuspicious = ({ compressedSize, uncompressedSize }: Entry): boolean =>
  uncompressedSize > ZIP_LIMITS.ratioFromBytes && uncompressedSize > compressedSize * ZIP_LIMITS.ratio;

async function entriesOf(path: string): Promise<Entry[]> {
  const zip = await openPromise(path);
  const entries: Entry[] = [];
  try {
    for await (const entry of zip.eachEntry()) {
      entries.push(entry);
      if (entries.length > MAX_ENTRIES) throw new RangeError('too many entries');
    }
  } finally {
    zip.close();
  }
  return entries;
}

/** Every stream has the archive open for itself, so that nobody needs to close it for all. */
const openEntry = (path: string, entry: Entry): Readable => Readable.from(bytesOf(path, entry), { objectMode: false });

async function* bytesOf(path: string, entry: Entry): AsyncGenerator<Buffer, void, undefined> {
  const zip = await openPromise(path, { autoClose: false });
  try {
    yield* (await zip.openReadStreamPromise(entry)) as AsyncIterable<Buffer>;
  } finally {
    zip.close();
  }
}

/** Asks the importers, which know archives by the names in them and by their texts; media are not inflated for that. */
async function isExport(files: readonly (ZippedFile & { bytes: number })[], fileName: string): Promise<boolean> {
  const entries = new Map<string, Buffer>();
  for (const file of files) {
    const isText = /\.txt$/i.test(file.name) && file.bytes <= MAX_TEXT_BYTES;
    entries.set(file.name, isText ? await buffer(file.open()) : Buffer.alloc(0));
  }
  const source = makeSource(Buffer.alloc(0), fileName, entries);
  return importers.some((importer) => importer.recognise(source));
}
