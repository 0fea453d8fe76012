import {
  AppError,
  Instant,
  type ConversationKind,
  type ImportedConversation,
  type Language,
  type Turn,
  type UnreadableReason,
} from '../../models/domain/index.js';
import type { ImportOptions, Source } from '../importer.js';
import { type Identity, makeParticipant } from '../sides.js';
import { joinText } from './join-text.js';

/** A stretch of speech as a transcript has it: a cue, a sentence, an utterance. */
export interface Segment {
  /** Key in `Spoken.speakers`; null where the source names nobody. */
  readonly speaker: string | null;
  readonly text: string;
  readonly startMs: number | null;
  readonly endMs: number | null;
  readonly confidence?: number | null;
  readonly unreliable?: boolean;
}

/** What an importer of speech found in its source. */
export interface Spoken {
  /** The importer's name. */
  readonly format: string;
  readonly kind: ConversationKind;
  readonly unit: 'cues' | 'segments';
  readonly segments: readonly Segment[];
  /** Who the speakers are, by their key. */
  readonly speakers?: ReadonlyMap<string, Identity & { readonly title?: string | null }>;
  /** Units that were read, where that is not the number of segments with words (a cue may hold two voices). */
  readonly read?: number;
  /** Units that could not be read; segments without words are added here as `empty`. */
  readonly unreadable?: Readonly<Partial<Record<UnreadableReason, number>>>;
  readonly threadId?: string | null;
  readonly language?: Language | null;
  readonly durationMs?: number | null;
  readonly notes?: readonly string[];
}

/** Cues of one speaker that are at most this far apart are one Turn. */
const MERGE_GAP_MS = 2000;

/**
 * Conversations of segments: put in order of time, neighbours of the same speaker merged, sides
 * looked up, everything counted.
 * @throws AppError `unreadable` with the counts when no segment of any of them has words
 */
export function spokenConversations(
  source: Source,
  spoken: readonly Spoken[],
  options: ImportOptions,
): ImportedConversation[] {
  const conversations = spoken.map((one) => toConversation(one, options));
  if (conversations.every(({ completeness }) => completeness.read === 0)) throw nothingRead(source, conversations);
  return conversations;
}

function toConversation(spoken: Spoken, options: ImportOptions): ImportedConversation {
  const said = spoken.segments.filter(({ text }) => text.trim() !== '').map(withPossibleEnd);
  const reasons: Partial<Record<UnreadableReason, number>> = { ...spoken.unreadable };
  const blank = spoken.segments.length - said.length;
  if (blank > 0) reasons.empty = (reasons.empty ?? 0) + blank;
  const read = spoken.read ?? said.length;
  const unreadable = Object.values(reasons).reduce((sum, count) => sum + count, 0);
  const turns = mergeSegments(inOrder(said));
  const spokenUpTo = turns.reduce((max, { endMs, startMs }) => Math.max(max, endMs ?? startMs ?? 0), 0);
  return {
    threadId: spoken.threadId ?? null,
    kind: spoken.kind,
    title: null,
    language: spoken.language ?? null,
    startedAt: Instant.safeParse(options.startedAt).data ?? null,
    durationMs: spoken.durationMs ?? (spokenUpTo > 0 ? spokenUpTo : null),
    participants: [...new Set(turns.flatMap(({ speaker }) => speaker ?? []))].map((id) =>
      makeParticipant(id, spoken.speakers?.get(id) ?? {}, options),
    ),
    turns,
    completeness: { unit: spoken.unit, total: read + unreadable, read, notices: 0, unreadable, reasons },
    engine: { name: 'imported', model: spoken.format },
    notes: [...(spoken.notes ?? [])],
  };
}

function nothingRead(source: Source, conversations: readonly ImportedConversation[]): AppError {
  const reasons: Partial<Record<UnreadableReason, number>> = {};
  for (const { completeness } of conversations)
    for (const [reason, count] of Object.entries(completeness.reasons) as [UnreadableReason, number][])
      reasons[reason] = (reasons[reason] ?? 0) + count;
  const counts = Object.entries(reasons).map(([reason, count]) => `${count} ${reason}`);
  const unit = conversations[0]?.completeness.unit ?? 'segments';
  const why = counts.length === 0 ? `it has no ${unit}` : `unreadable ${unit}: ${counts.join(', ')}`;
  return new AppError('unreadable', `${source.fileName} has no words that can be read (${why}).`, {
    details: { reasons },
  });
}

/** An end before the start is no time. */
function withPossibleEnd(segment: Segment): Segment {
  const { startMs, endMs } = segment;
  return startMs !== null && endMs !== null && endMs < startMs ? { ...segment, endMs: null } : segment;
}

/** By start, stable; a segment without a time keeps its place behind the one before it. */
function inOrder(segments: readonly Segment[]): Segment[] {
  let last = 0;
  const keyed = segments.map((segment) => ({
    segment,
    at: segment.startMs === null ? last : (last = segment.startMs),
  }));
  return keyed.sort((a, b) => a.at - b.at).map(({ segment }) => segment);
}

/** Segments without a named speaker stay apart: that two of them are one person would be invented. */
function mergeSegments(segments: readonly Segment[]): Turn[] {
  const groups: Segment[][] = [];
  let endMs: number | null = null;
  for (const segment of segments) {
    const group = groups.at(-1);
    const before = group?.at(-1);
    const isSame: boolean =
      before !== undefined &&
      segment.speaker !== null &&
      segment.speaker === before.speaker &&
      (segment.unreliable ?? false) === (before.unreliable ?? false) &&
      endMs !== null &&
      segment.startMs !== null &&
      segment.startMs - endMs <= MERGE_GAP_MS;
    if (group && isSame) group.push(segment);
    else groups.push([segment]);
    endMs = isSame ? Math.max(endMs ?? 0, segment.endMs ?? 0) : segment.endMs;
  }
  return groups.map(toTurn);
}

function toTurn(group: readonly Segment[]): Turn {
  const first = group[0];
  const ends = group.flatMap(({ endMs }) => endMs ?? []);
  return {
    speaker: first?.speaker ?? null,
    text: joinText(group.map(({ text }) => text.trim())),
    startMs: first?.startMs ?? null,
    endMs: ends.length === 0 ? null : ends.reduce((max, end) => Math.max(max, end), 0),
    confidence: meanConfidence(group),
    ...(first?.unreliable ? { unreliable: true } : {}),
  };
}

/** Weighted by the length of the text; null unless every part has one. */
function meanConfidence(group: readonly Segment[]): number | null {
  let weighted = 0;
  let length = 0;
  for (const { confidence, text } of group) {
    if (confidence == null || !Number.isFinite(confidence)) return null;
    weighted += Math.min(1, Math.max(0, confidence)) * text.length;
    length += text.length;
  }
  return length === 0 ? null : Math.round((weighted / length) * 1e4) / 1e4;
}
