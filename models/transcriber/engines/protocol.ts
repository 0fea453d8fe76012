import { type ErrorCode } from '../../domain/index.js';
import { type Recognition, type RecogniseOptions, type SpeechEngine } from '../engine.js';

/** An engine that runs in a process of its own, as it is asked for: plain data, sent over. */
export type HostedSpec =
  | { readonly kind: 'bundled'; readonly model: string; readonly threads: number; readonly folder?: string }
  | { readonly kind: 'whisper'; readonly model: string; readonly folder: string; readonly threads: number }
  | {
      readonly kind: 'sherpa';
      readonly model: string;
      readonly folder: string;
      readonly threads: number;
      readonly family: 'sense-voice' | 'paraformer';
    };

export interface SentError {
  readonly code: ErrorCode;
  readonly message: string;
  /** Of the origin, for the log: a library's own words, never what people said. */
  readonly cause: string | null;
}

/** One stretch at a time. */
export type ToHost =
  | { readonly type: 'open'; readonly spec: HostedSpec }
  | { readonly type: 'recognise'; readonly samples: Float32Array; readonly language: RecogniseOptions['language'] }
  | { readonly type: 'abort' };

export type FromHost =
  | { readonly type: 'open'; readonly engine: Pick<SpeechEngine, 'name' | 'model' | 'warning'> }
  | { readonly type: 'not-open'; readonly error: SentError }
  | { readonly type: 'recognised'; readonly recognition: Recognition; readonly rssBytes: number }
  | { readonly type: 'failed'; readonly error: SentError };
