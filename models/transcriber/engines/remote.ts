import { setTimeout } from 'node:timers/promises';

import pRetry from 'p-retry';
import { fetch, FormData } from 'undici';

import { AppError } from '../../domain/index.js';
import { askedWaitMs, limitedText, parseJson, refusal, type RemoteServer } from '../../remote/server-answer.js';
import {
  LONGEST_STRETCH_MS,
  type Recognition,
  type RecogniseOptions,
  SAMPLE_RATE,
  type SpeechEngine,
} from '../engine.js';
import { Answer, toRecognition } from './remote-answer.js';
import { cancelled, checkStretch, closed, isSilent, NOTHING_SAID } from './stretch.js';
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

const LONGEST_WAIT_MS = 60_000;
/** Answers about 28 s are some kilobytes. */
const LARGEST_ANSWER_BYTES = 4 * 1024 * 1024;
const SERVER: RemoteServer = {
  name: 'speech server',
  urlSetting: 'VOUCH_SPEECH_URL',
  keySetting: 'VOUCH_SPEECH_KEY',
  modelSetting: 'VOUCH_SPEECH_MODEL',
};

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
      throw refusal(SERVER, response.status, response.headers.get('retry-after'));
    }
    text = await limitedText(
      response.body,
      LARGEST_ANSWER_BYTES,
      'The speech server answered with more than a transcription.',
    );
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

async function waitAsAsked(error: Error, signal: AbortSignal): Promise<void> {
  const waitMs = Math.min(askedWaitMs(error), LONGEST_WAIT_MS);
  if (waitMs > 0) await setTimeout(waitMs, undefined, { signal });
}
