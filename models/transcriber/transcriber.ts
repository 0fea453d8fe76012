import type { Readable } from 'node:stream';

import type { Language, Participant, TranscriptEngine, Turn } from '../domain/index.js';

/** A recording to be put into words. */
export interface AudioSource {
  /** The recording's SHA-256: engines may keep what they made under it. */
  readonly sha256: string;
  readonly fileName: string;
  readonly durationMs: number | null;
  readonly channels: number | null;
  /** The bytes from their beginning; every call reads them anew. */
  open(): Promise<Readable>;
}

export interface TranscribeOptions {
  readonly language: Language | 'auto';
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
  readonly participants: Participant[];
  readonly turns: Turn[];
}

/** Puts a recording into words. @throws AppError `unreadable`, `timeout`, `unavailable`, `cancelled` */
export interface Transcriber {
  /** `name/model`, kept with the step. */
  readonly engine: string;
  transcribe(source: AudioSource, options: TranscribeOptions): Promise<Transcription>;
}
