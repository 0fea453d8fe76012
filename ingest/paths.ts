import { createReadStream } from 'node:fs';
import { open, readdir, stat } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';

import { AppError } from '../models/domain/index.js';
import { SNIFF_BYTES, sniff } from './audio/sniff.js';
import { recognise } from './recognise.js';
import { makeSource } from './source.js';
import { isZip } from './zip.js';
import { openZipFolder } from './zip-folder.js';

/** A file as somebody names it: on disk, or inside a ZIP archive that is no export itself. */
export interface NamedFile {
  /** Its name alone, as it is stored. */
  readonly name: string;
  /** Where it is, for messages: `calls/a.wav`, `calls.zip/a.wav`. */
  readonly path: string;
  /** A new stream of its bytes. */
  open(): Readable;
}

/** What becomes one upload: a file, with its transcript when one lies beside it. */
export interface InputFile extends NamedFile {
  readonly transcript?: NamedFile;
  /** Whether `path` is a file on disk; else it lies in an archive and has to be read through `open`. */
  readonly onDisk: boolean;
}

/** Suffixes of transcripts beside a recording, the most telling first. */
const TRANSCRIPTS = ['.vtt', '.srt', '.json'] as const;

/**
 * Files, folders (with all below, sorted, hidden ones left out) and ZIP archives of recordings, as
 * inputs in the order given. `call.wav` and `call.vtt`, `.srt` or `.json` in one folder are one input;
 * a `.json` only when it is a transcript, since telephone systems put other things there, too.
 * @throws AppError `invalid_input` for a path that is not there
 */
export async function collectInputs(paths: readonly string[]): Promise<InputFile[]> {
  const inputs: InputFile[] = [];
  for await (const input of inputsOf(paths)) inputs.push(input);
  return inputs;
}

async function* inputsOf(paths: readonly string[]): AsyncGenerator<InputFile, void, undefined> {
  for (const path of paths) {
    const found = await stat(path).catch((error: unknown) => {
      throw new AppError('invalid_input', `There is no file or folder ${path}.`, { cause: error });
    });
    if (found.isDirectory()) yield* below(path);
    else yield* named(path, new Set(paths.map((one) => join(one))));
  }
}

/**
 * A file that is named takes the transcript beside it along, named or not. A transcript whose recording
 * is named, too, comes with that; alone it is an input of its own.
 */
async function* named(path: string, all: ReadonlySet<string>): AsyncGenerator<InputFile, void, undefined> {
  const folder = dirname(path);
  const beside = (await readdir(folder)).filter((name) => stemOf(name) === stemOf(basename(path)));
  const own = join(path);
  for await (const input of pairs(beside.map((name) => fileOn(join(folder, name))))) {
    if (input.path === own) yield* unpacked(input, own);
    if (input.transcript?.path === own && !all.has(input.path)) yield fileOn(own);
  }
}

async function* below(folder: string): AsyncGenerator<InputFile, void, undefined> {
  const files: InputFile[] = [];
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    const inside = relative(folder, path);
    if (entry.isFile() && !isHidden(inside)) files.push(fileOn(path));
  }
  for await (const input of pairs(files)) yield* unpacked(input, input.path);
}

async function* unpacked(input: InputFile, path: string): AsyncGenerator<InputFile, void, undefined> {
  const files = isZip(await headOf(path)) ? await openZipFolder(path, input.name) : null;
  if (files === null) return yield input;
  const shown = files.filter(({ name }) => !isHidden(name));
  yield* pairs(
    shown.map((file) => ({
      name: basename(file.name),
      path: `${path}/${file.name}`,
      open: () => file.open(),
      onDisk: false,
    })),
  );
}

const isHidden = (path: string): boolean =>
  path.split(/[\\/]/).some((part) => part.startsWith('.') || part === '__MACOSX');

const fileOn = (path: string): InputFile => ({
  name: basename(path),
  path,
  open: () => createReadStream(path),
  onDisk: true,
});

/** By path, transcripts joined to the recording of the same folder and name; of several recordings to the first. */
async function* pairs(files: readonly InputFile[]): AsyncGenerator<InputFile, void, undefined> {
  const sorted = [...files].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
  const beside = new Map<string, InputFile[]>();
  for (const file of sorted) {
    const key = join(dirname(file.path), stemOf(file.name));
    beside.set(key, [...(beside.get(key) ?? []), file]);
  }
  const taken = new Map<InputFile, InputFile>();
  for (const group of beside.values()) {
    const pair = group.length > 1 ? await pairOf(group) : null;
    if (pair) taken.set(pair.transcript, pair.sound);
  }
  const transcriptOf = new Map([...taken].map(([transcript, sound]) => [sound, transcript]));
  for (const file of sorted) {
    const transcript = transcriptOf.get(file);
    if (!taken.has(file)) yield transcript ? { ...file, transcript } : file;
  }
}

async function pairOf(group: readonly InputFile[]): Promise<{ sound: InputFile; transcript: InputFile } | null> {
  const suffixOf = (file: InputFile): string => file.name.slice(stemOf(file.name).length).toLowerCase();
  const isSuffix = (file: InputFile): boolean => TRANSCRIPTS.some((suffix) => suffix === suffixOf(file));
  for (const sound of group) {
    if (isSuffix(sound) || (await sniff(await startOf(sound))) !== 'media') continue;
    for (const suffix of TRANSCRIPTS) {
      const transcript = group.find((file) => suffixOf(file) === suffix);
      if (transcript && (suffix !== '.json' || (await isTranscript(transcript)))) return { sound, transcript };
    }
    return null;
  }
  return null;
}

/** Whether some importer knows it; how it reads is found out when it is accepted. */
async function isTranscript(file: InputFile): Promise<boolean> {
  const bytes = await buffer(file.open());
  try {
    recognise(makeSource(bytes, file.name));
    return true;
  } catch (error) {
    if (error instanceof AppError) return false;
    throw error;
  }
}

const stemOf = (fileName: string): string => fileName.replace(/\.[^.]*$/, '');

async function headOf(path: string): Promise<Buffer> {
  const file = await open(path);
  try {
    const { buffer: head, bytesRead } = await file.read(Buffer.alloc(8), 0, 8, 0);
    return head.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/** The first bytes, as `sniff` wants them. */
export async function startOf(file: NamedFile): Promise<Buffer> {
  const stream = file.open();
  const taken: Buffer[] = [];
  let length = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    taken.push(chunk);
    length += chunk.length;
    if (length >= SNIFF_BYTES) break;
  }
  return Buffer.concat(taken).subarray(0, SNIFF_BYTES);
}
