import type { Readable } from 'node:stream';

import type { Language, Participant, Side, TranscriptEngine, Turn } from '../domain/index.js';

/** A recording to be put into words. */
export interface AudioSource {
  /** The recording's SHA-256: engines may keep what they made under it. */
  readonly sha256: string;
  readonly fileName: string;
  readonly durationMs: number | null;
  readonly channels: number | null;
  /** Where it lies on this machine, if it does: spares a copy. */
  readonly path?: string;
  /** The bytes from their beginning; every call reads them anew. */
  open(): Promise<Readable>;
}

export interface TranscribeOptions {
  readonly language: Language | 'auto';
  /** Which side speaks on which channel, from 0, where the source says so. */
  readonly channelSides?: Readonly<Record<number, Side>>;
  /** Aborted when the worker stops or has lost its lease. */
  readonly signal: AbortSignal;
  /** 0 to 1, as often as it likes. */
  readonly onProgress: (fraction: number) => void;
}

/** The words of a recording, with the voices in it. */
export interface Transcription {
  readonly language: Language;
  readonly durationMs: number;
  readonly engine: TranscriptEngine;
  /** What a person should know before relying on it; null for none. */
  readonly warning: { readonly zh: string; readonly en: string } | null;
  readonly participants: Participant[];
  readonly turns: Turn[];
}

/** Puts a recording into words. @throws AppError `unreadable`, `timeout`, `unavailable`, `no_transcript`, `cancelled` */
export interface Transcriber {
  transcribe(source: AudioSource, options: TranscribeOptions): Promise<Transcription>;
}
