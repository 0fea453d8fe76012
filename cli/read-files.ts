/** Conversations from files, offline: what `analyze` and `transcribe` share. No database, no object store. */
import { buffer } from 'node:stream/consumers';

import { sniff } from '../ingest/audio/sniff.js';
import type { ImportOptions } from '../ingest/importer.js';
import { parseRecording } from '../ingest/parse-recording.js';
import { type InputFile, startOf } from '../ingest/paths.js';
import { attributeSides } from '../models/attribution/index.js';
import type { ImportedConversation, Transcript } from '../models/domain/index.js';
import { detectLanguage } from '../models/insight/index.js';
import { readConfig } from './config.js';
import { inputsOf } from './inputs.js';
import { type SoundOptions, type SoundReader, soundReader } from './sound-files.js';
import { EXIT, naming, say, sayError, startProgress } from './terminal.js';

/** The options of the commands that read conversations from files, as commander gives them. */
export interface ReadingOptions extends SoundOptions {
  timeZone?: string;
  staff?: string;
  startedAt?: string;
  dateOrder?: 'dmy' | 'mdy' | 'ymd';
}

/** What was given on the command line, for the importers; only what was given. */
export function givenOptions({ timeZone, staff, startedAt, dateOrder }: ReadingOptions): Partial<ImportOptions> {
  return {
    ...(timeZone && { timeZone }),
    ...(staff && { staff: staff.split(',').map((name) => name.trim()) }),
    ...(startedAt && { startedAt }),
    ...(dateOrder && { dateOrder }),
  };
}

/** A conversation with its sides attributed, under the name it has in the output. */
export interface FileConversation {
  readonly transcript: Transcript;
  readonly imported: ImportedConversation;
}

/**
 * Reads every input in order and hands each conversation to `use`; an input that fails is named with
 * its reason and the others go on. Sets the exit status.
 */
export async function forEachConversation(
  paths: readonly string[],
  options: ReadingOptions,
  use: (conversation: FileConversation) => void | Promise<void>,
): Promise<void> {
  const config = readConfig();
  const importing: ImportOptions = { timeZone: config.timeZone, staff: config.staff, ...givenOptions(options) };
  const sound = soundReader(config, soundOptions(options));
  const { inputs, missing } = await inputsOf(paths);
  const progress = startProgress('reading', inputs.length);
  let failed = missing;
  let done = 0;
  for (const input of inputs) {
    try {
      for (const conversation of await readInput(input, importing, sound)) {
        await use(conversation);
        done += 1;
      }
    } catch (error) {
      failed += 1;
      sayError(naming(input, error));
    }
    progress.advance(input.name);
  }
  progress.done();
  await sound.close();
  say(
    `${done} conversation${done === 1 ? '' : 's'} from ${inputs.length + missing} input${inputs.length + missing === 1 ? '' : 's'}, ${failed} failed.`,
  );
  if (failed > 0) process.exitCode = EXIT.someFailed;
}

const soundOptions = ({ engine, model, language }: ReadingOptions): SoundOptions => ({
  ...(engine && { engine }),
  ...(model && { model }),
  ...(language && { language }),
});

async function readInput(input: InputFile, importing: ImportOptions, sound: SoundReader): Promise<FileConversation[]> {
  const text = input.transcript ?? input;
  const conversations =
    input.transcript === undefined && (await isSound(input))
      ? [await sound.read(input)]
      : (await parseRecording(await buffer(text.open()), text.name, importing)).conversations;
  const base = input.name.replace(/\.[^.]+$/, '');
  return conversations.map((imported, i) => {
    const id = idOf(imported, conversations.length, base, i);
    const language = imported.language ?? detectLanguage(imported.turns);
    const { kind, startedAt, participants, turns } = imported;
    const transcript: Transcript = { id, kind, language, startedAt, participants, turns };
    return { imported, transcript: { ...transcript, participants: attributeSides(transcript, undefined, importing) } };
  });
}

/** Vouch's own transcripts bring their id; others are named after their file, and after the thread where there are several. */
function idOf({ engine, threadId }: ImportedConversation, count: number, base: string, i: number): string {
  if (engine.model === 'vouch-json' && threadId) return threadId;
  return count === 1 ? base : `${base}#${threadId ?? i + 1}`;
}

const isSound = async (input: InputFile): Promise<boolean> => (await sniff(await startOf(input))) !== 'other';
