import { setTimeout } from 'node:timers/promises';

import pRetry from 'p-retry';
import { fetch, FormData } from 'undici';
import { z } from 'zod';

import { AppError } from '../../domain/index.js';
import {
  LONGEST_STRETCH_MS,
  type Recognition,
  type RecogniseOptions,
  SAMPLE_RATE,
  type SpeechEngine,
} from '../engine.js';
import { withoutLoops } from '../loops.js';
import { joinWords } from '../writing.js';
import { hearsNobody, judge } from './guards.js';
import { cancelled, checkStretch, closed, isSilent, NOTHING_SAID } from './stretch.js';
import { type Piece, wordsOf } from './text.js';
import { toWav } from './wav.js';

export interface RemoteSettings {
  /** The server, to which `/v1/audio/transcriptions` is added. */
  readonly url: string;
  readonly key: string | null;
  readonly model: string;
  /** For one attempt. */
  readonly timeoutMs?: number;
  readonly attempts?: number;
  /** The first wait between attempts; it doubles. A server's Retry-After counts where it is longer, up to a minute. */
  readonly waitMs?: number;
}

const Seconds = z.number();
const Answer = z.object({
  language: z.string().nullish(),
  text: z.string(),
  words: z
    .array(z.object({ word: z.string(), start: Seconds, end: Seconds, probability: z.number().nullish() }))
    .nullish(),
  segments: z
    .array(
      z.object({
        text: z.string(),
        start: Seconds,
        end: Seconds,
        avg_logprob: z.number().nullish(),
        no_speech_prob: z.number().nullish(),
      }),
    )
    .nullish(),
});
type Answer = z.infer<typeof Answer>;

const LONGEST_WAIT_MS = 60_000;
/** Answers about 28 s are some kilobytes. */
const LARGEST_ANSWER_BYTES = 4 * 1024 * 1024;

/**
 * Any server that speaks OpenAI's `/v1/audio/transcriptions` with `verbose_json`. What people said leaves this
 * machine for that server and no other: redirects are refused, and errors repeat neither the key nor an answer.
 */
export function openRemoteEngine(settings: RemoteSettings): SpeechEngine {
  const { model, timeoutMs = 60_000, attempts = 4, waitMs = 500 } = settings;
  const closing = new AbortController();
  const recognise = async (samples: Float32Array, options: RecogniseOptions): Promise<Recognition> => {
    const signal = AbortSignal.any([closing.signal, ...(options.signal ? [options.signal] : [])]);
    const wav = toWav(samples);
    try {
      const answer = await pRetry(
        () => attempt(settings, wav, options, AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)])),
        {
          retries: attempts - 1,
          minTimeout: waitMs,
          factor: 2,
          signal,
          shouldRetry: ({ error }) => error instanceof AppError && error.retryable,
          onFailedAttempt: ({ error, retriesLeft }) => (retriesLeft > 0 ? waitAsAsked(error, signal) : undefined),
        },
      );
      return toRecognition(answer, options.language, (samples.length * 1000) / SAMPLE_RATE);
    } catch (error) {
      if (options.signal?.aborted) throw cancelled();
      if (closing.signal.aborted) throw closed(model);
      throw error;
    }
  };
  return {
    name: 'remote',
    model,
    warning: null,
    recognise: async (samples, options) => {
      checkStretch(samples, LONGEST_STRETCH_MS);
      if (closing.signal.aborted) throw closed(model);
      if (options.signal?.aborted) throw cancelled();
      return isSilent(samples) ? NOTHING_SAID : recognise(samples, options);
    },
    close: () => {
      closing.abort();
      return Promise.resolve();
    },
  };
}

async function attempt(
  { url, key, model }: RemoteSettings,
  wav: Buffer,
  { language }: RecogniseOptions,
  signal: AbortSignal,
): Promise<Answer> {
  const form = new FormData();
  form.append('file', new Blob([new Uint8Array(wav)], { type: 'audio/wav' }), 'speech.wav');
  form.append('model', model);
  form.append('response_format', 'verbose_json');
  form.append('timestamp_granularities[]', 'word');
  form.append('timestamp_granularities[]', 'segment');
  form.append('temperature', '0');
  if (language === 'zh' || language === 'en') form.append('language', language);
  let text: string;
  try {
    const response = await fetch(`${url.replace(/\/+$/, '')}/v1/audio/transcriptions`, {
      method: 'POST',
      body: form,
      headers: key === null ? {} : { authorization: `Bearer ${key}` },
      redirect: 'manual',
      signal,
    });
    if (!response.ok) {
      await response.body?.cancel();
      throw refusal(response.status, response.headers.get('retry-after'));
    }
    text = await limitedText(response.body);
  } catch (error) {
    if (error instanceof AppError) throw error;
    if (signal.reason instanceof DOMException && signal.reason.name === 'TimeoutError')
      throw new AppError('timeout', 'The speech server did not answer in time (VOUCH_SPEECH_URL).', { cause: error });
    throw new AppError('unavailable', 'The speech server could not be reached (VOUCH_SPEECH_URL).', { cause: error });
  }
  const parsed = Answer.safeParse(parseJson(text));
  // The parser's error repeats what it could not read, which is what people said: it is not kept.
  if (!parsed.success)
    throw new AppError(
      'unreadable',
      'The speech server answered with something that is not verbose_json of a transcription.',
    );
  return parsed.data;
}

async function limitedText(body: AsyncIterable<unknown> | null): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body ?? []) {
    if (!(chunk instanceof Uint8Array)) continue;
    bytes += chunk.length;
    if (bytes > LARGEST_ANSWER_BYTES)
      throw new AppError('unreadable', 'The speech server answered with more than a transcription.');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function refusal(status: number, retryAfter: string | null): AppError {
  if (status >= 300 && status < 400)
    return new AppError(
      'invalid_input',
      'The speech server redirects, which is not followed: set VOUCH_SPEECH_URL to where it is.',
    );
  if (status === 429)
    return new AppError('rate_limited', 'The speech server takes no more requests for now.', {
      details: { retryAfterMs: waitOf(retryAfter) },
    });
  if (status >= 500)
    return new AppError('unavailable', `The speech server failed (HTTP ${status}).`, {
      details: { retryAfterMs: waitOf(retryAfter) },
    });
  if (status === 401 || status === 403)
    return new AppError('forbidden', `The speech server refused the key (HTTP ${status}): check VOUCH_SPEECH_KEY.`);
  return new AppError(
    'invalid_input',
    `The speech server refused the request (HTTP ${status}): check VOUCH_SPEECH_URL and VOUCH_SPEECH_MODEL.`,
  );
}

/** Retry-After in seconds or as a date (RFC 9110, 10.2.3). */
function waitOf(retryAfter: string | null): number {
  if (retryAfter === null) return 0;
  const seconds = Number(retryAfter);
  const waitMs = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(retryAfter) - Date.now();
  return Math.min(Math.max(Number.isFinite(waitMs) ? waitMs : 0, 0), LONGEST_WAIT_MS);
}

async function waitAsAsked(error: Error, signal: AbortSignal): Promise<void> {
  const waitMs = error instanceof AppError ? Number(error.details['retryAfterMs'] ?? 0) : 0;
  if (waitMs > 0) await setTimeout(waitMs, undefined, { signal });
}

/** Servers that do not say how sure they are: below what is given to clear speech, above where they guess. */
const UNKNOWN_CONFIDENCE = 0.75;
/** OpenAI names languages in English, others by code. */
const LANGUAGES: Readonly<Record<string, 'zh' | 'en'>> = {
  zh: 'zh',
  cmn: 'zh',
  chinese: 'zh',
  mandarin: 'zh',
  en: 'en',
  english: 'en',
};

function toRecognition(answer: Answer, asked: RecogniseOptions['language'], durationMs: number): Recognition {
  const segments = answer.segments ?? [];
  const all = wordsOf(piecesOf(answer, durationMs), durationMs);
  const { words, dropped } = withoutLoops(all);
  const known = segments.flatMap(({ avg_logprob: value }) => (value == null ? [] : [value]));
  const averageLogProbability =
    known.length > 0 ? known.reduce((a, b) => a + b, 0) / known.length : Math.log(UNKNOWN_CONFIDENCE);
  const noSpeech = Math.max(0, ...segments.map(({ no_speech_prob: value }) => value ?? 0));
  const text = joinWords(words.map((word) => word.text));
  const verdict = judge({ text, averageLogProbability, noSpeech });
  if (words.length === 0 || verdict === 'silence') return NOTHING_SAID;
  const named = answer.language?.toLowerCase().split(/[-_]/)[0];
  const told = named ? (LANGUAGES[named] ?? null) : /\p{Script=Han}/u.test(text) ? 'zh' : 'en';
  const language = asked === 'zh' || asked === 'en' ? asked : told;
  return {
    language,
    text,
    words,
    confidence: Math.min(1, Math.exp(averageLogProbability)),
    reliable: language !== null && verdict === 'good' && dropped <= 0.5 && !hearsNobody(noSpeech),
  };
}

/** Words where the server gives times for them, else its segments, else the whole text over the whole stretch. */
function piecesOf({ words, segments, text }: Answer, durationMs: number): Piece[] {
  const confidenceAt = (second: number): number => {
    const within = segments?.find(({ start, end }) => second >= start && second <= end);
    return within?.avg_logprob == null ? UNKNOWN_CONFIDENCE : Math.min(1, Math.exp(within.avg_logprob));
  };
  if (words && words.length > 0)
    return words.map(({ word, start, end, probability }) => ({
      // Some servers give words with the space before them, some without.
      text: ` ${word.trim()}`,
      startMs: start * 1000,
      endMs: end * 1000,
      confidence: probability ?? confidenceAt((start + end) / 2),
    }));
  if (segments && segments.length > 0)
    return segments.map(({ text: said, start, end }) => ({
      text: ` ${said.trim()}`,
      startMs: start * 1000,
      endMs: end * 1000,
      confidence: confidenceAt((start + end) / 2),
    }));
  return [{ text, startMs: 0, endMs: durationMs, confidence: UNKNOWN_CONFIDENCE }];
}
