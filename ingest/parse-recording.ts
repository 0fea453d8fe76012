import { LRUCache } from 'lru-cache';

import type { ImportedConversation } from '../models/domain/index.js';
import { storableText } from '../storage/storable-text.js';
import type { ImportOptions } from './importer.js';
import { recognise } from './recognise.js';
import { openSource } from './source.js';

/** A text Recording as its importer reads it. */
export interface Parsed {
  /** The importer's name: the Recording's format. */
  readonly format: string;
  readonly mediaType: string;
  readonly conversations: readonly ImportedConversation[];
}

/**
 * Reads a transcript or a chat export through the importer that knows it. Text that the database
 * cannot hold (NUL, half surrogates) is replaced here, so that everybody counts the same offsets.
 * @throws AppError `unsupported_format`, `unreadable`, `too_large` naming the file
 */
export async function parseRecording(bytes: Buffer, fileName: string, options: ImportOptions): Promise<Parsed> {
  const source = await openSource(bytes, fileName);
  const importer = recognise(source);
  return {
    format: importer.name,
    mediaType: importer.mediaType,
    conversations: importer.read(source, options).map(storable),
  };
}

function storable(conversation: ImportedConversation): ImportedConversation {
  return {
    ...conversation,
    threadId: conversation.threadId === null ? null : storableText(conversation.threadId),
    participants: conversation.participants.map((person) => ({ ...person, id: storableText(person.id) })),
    turns: conversation.turns.map((turn) => ({
      ...turn,
      speaker: turn.speaker === null ? null : storableText(turn.speaker),
      text: storableText(turn.text),
    })),
  };
}

/** Bytes of sources whose results are kept: what was just accepted is normalized next, often by the same process. */
const KEPT_BYTES = 32 * 1024 ** 2;
const kept = new LRUCache<string, Parsed>({ max: 500, maxSize: KEPT_BYTES });

const keyOf = (sha256: string, options: ImportOptions): string => `${sha256} ${JSON.stringify(options)}`;

/**
 * `parseRecording`, remembered by content and options; what it returns is shared, so do not change it.
 * @param load gives the bytes, only asked when they are needed
 */
export async function parseOnce(
  recording: { sha256: string; fileName: string },
  options: ImportOptions,
  load: () => Promise<Buffer>,
): Promise<Parsed> {
  const key = keyOf(recording.sha256, options);
  const known = kept.get(key);
  if (known) return known;
  const bytes = await load();
  const parsed = await parseRecording(bytes, recording.fileName, options);
  // Results take a few times the bytes of their source; what is larger than the cache is not kept.
  kept.set(key, parsed, { size: Math.max(1, bytes.length) });
  return parsed;
}

/** Names a thread within its Recording: '' when it is the only one. */
export function threadKey(conversations: readonly ImportedConversation[], index: number): string {
  return conversations.length === 1 ? '' : (conversations[index]?.threadId ?? `#${index}`);
}
