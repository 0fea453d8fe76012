import {
  AppError,
  ConversationKind,
  type ImportedConversation,
  Instant,
  type Participant,
  Side,
  type Turn,
  type UnreadableReason,
} from '../../models/domain/index.js';
import type { Importer, ImportOptions, Source } from '../importer.js';
import { isObject, type JsonObject, labelOf, objectsIn, textOf } from '../json.js';
import { makeParticipant } from '../sides.js';
import { channelOf } from '../transcripts/channel.js';
import { languageOf } from '../transcripts/language-code.js';
import { millisToMs } from '../transcripts/time-units.js';
import { confidenceOf } from '../transcripts/words.js';

/**
 * Vouch's own transcript: one JSON object, or one a line as `vouch transcribe` prints them. Turns keep
 * their text, place and number exactly: Evidence made elsewhere points into them. Keys that are not
 * ours are not read.
 */
export const vouchJsonImporter: Importer = {
  name: 'vouch-json',
  label: 'Vouch transcript JSON',
  mediaType: 'application/vnd.vouch.transcript+json',
  recognise: (source) => {
    const documents = documentsIn(source);
    return documents.length > 0 && documents.every(isTranscript);
  },
  read: (source, options) => {
    const conversations = documentsIn(source)
      .filter(isTranscript)
      .map((document) => readTranscript(document, options));
    if (conversations.every(({ completeness }) => completeness.read === 0))
      throw new AppError('unreadable', `${source.fileName} has no turn with words in it.`);
    return conversations;
  },
};

function documentsIn({ json, jsonLines }: Source): readonly JsonObject[] {
  return json === undefined ? objectsIn(jsonLines) : objectsIn([json]);
}

function isTranscript(document: JsonObject): boolean {
  const { turns, participants, speakers } = document;
  return Array.isArray(turns) && (Array.isArray(participants) || Array.isArray(speakers)) && turns.every(isTurnLike);
}

/** A single broken turn is counted, it does not make the file another format. */
const isTurnLike = (turn: unknown): boolean => !isObject(turn) || 'text' in turn || 'speaker' in turn;

function readTranscript(document: JsonObject, options: ImportOptions): ImportedConversation {
  const items: readonly unknown[] = Array.isArray(document.turns) ? document.turns : [];
  const reasons: Partial<Record<UnreadableReason, number>> = {};
  const turns = items.map((item) => {
    const turn = readTurn(item);
    const reason =
      !isObject(item) || typeof item.text !== 'string' ? 'malformed' : turn.text.trim() === '' ? 'empty' : null;
    if (reason !== null) reasons[reason] = (reasons[reason] ?? 0) + 1;
    return turn;
  });
  const unreadable = Object.values(reasons).reduce((sum, count) => sum + count, 0);
  const participants = readParticipants(document, turns, options);
  const kind =
    ConversationKind.safeParse(document.kind).data ?? (turns.some(({ sentAt }) => sentAt != null) ? 'chat' : 'call');
  return {
    threadId: labelOf(document.id),
    kind,
    title: textOf(document.title),
    language: document.language === 'mixed' ? 'mixed' : languageOf(document.language),
    startedAt:
      instantOf(document.startedAt) ??
      instantOf(options.startedAt) ??
      turns.find(({ sentAt }) => sentAt)?.sentAt ??
      null,
    durationMs:
      millisToMs(document.durationMs) ??
      turns.reduce<number | null>((max, { endMs }) => (endMs == null ? max : Math.max(max ?? 0, endMs)), null),
    participants,
    turns,
    completeness: {
      unit: kind === 'chat' ? 'messages' : 'segments',
      total: turns.length,
      read: turns.length - unreadable,
      notices: 0,
      unreadable,
      reasons,
    },
    engine: engineOf(document.engine),
    notes: [],
  };
}

function readTurn(item: unknown): Turn {
  if (!isObject(item)) return { speaker: null, text: '' };
  const startMs = millisToMs(item.startMs);
  const endMs = millisToMs(item.endMs);
  return {
    speaker: labelOf(item.speaker),
    text: typeof item.text === 'string' ? item.text : '',
    startMs,
    endMs: startMs !== null && endMs !== null && endMs < startMs ? null : endMs,
    sentAt: instantOf(item.sentAt),
    confidence: confidenceOf(item.confidence),
    ...(item.unreliable === true ? { unreliable: true } : {}),
    ...(textOf(item.externalId) === null ? {} : { externalId: textOf(item.externalId) }),
  };
}

function readParticipants(document: JsonObject, turns: readonly Turn[], options: ImportOptions): Participant[] {
  const listed = objectsIn(Array.isArray(document.participants) ? document.participants : document.speakers);
  const participants = new Map<string, Participant>();
  for (const one of listed) {
    const id = labelOf(one.id);
    if (id === null || participants.has(id)) continue;
    const channel = channelOf(one.channel);
    const identity = { ...texts(one), channel, exportSide: Side.safeParse(one.side).data };
    const participant = makeParticipant(id, identity, options);
    const confidence = confidenceOf(one.sideConfidence ?? one.confidence);
    participants.set(
      id,
      participant.sideSource === 'export' && confidence !== null
        ? { ...participant, sideConfidence: confidence }
        : participant,
    );
  }
  // A speaker that the list forgot is a participant nevertheless.
  for (const { speaker } of turns)
    if (speaker !== null && !participants.has(speaker))
      participants.set(speaker, makeParticipant(speaker, {}, options));
  return [...participants.values()];
}

function texts(one: JsonObject) {
  return {
    name: textOf(one.name),
    title: textOf(one.title),
    phone: labelOf(one.phone),
    email: textOf(one.email),
    externalId: labelOf(one.externalId),
  };
}

/** An instant with its offset; a time without one is nobody's time and is left out. */
function instantOf(value: unknown): string | null {
  const instant = Instant.safeParse(value).data;
  return instant !== undefined && !Number.isNaN(Date.parse(instant)) ? instant : null;
}

function engineOf(engine: unknown): ImportedConversation['engine'] {
  const name = isObject(engine) ? textOf(engine.name) : null;
  const model = isObject(engine) ? textOf(engine.model) : null;
  return name === null ? { name: 'imported', model: 'vouch-json' } : { name, model };
}
