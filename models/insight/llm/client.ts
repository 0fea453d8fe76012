import { setTimeout } from 'node:timers/promises';

import pRetry from 'p-retry';
import { fetch } from 'undici';
import { z } from 'zod';

import { AppError } from '../../domain/index.js';
import { askedWaitMs, limitedText, parseJson, refusal, type RemoteServer } from '../../remote/server-answer.js';
import { tokensOf } from './tokens.js';

export interface LlmSettings {
  /** Of any server that speaks OpenAI's chat completions: `http://127.0.0.1:11434/v1`. */
  readonly url: string;
  readonly key: string | null;
  readonly model: string;
  /** For one question, its repetitions and the waits between them included. */
  readonly timeoutMs: number;
  /** For one conversation: what is sent and what is answered, all questions together. */
  readonly tokens: number;
  /** The first wait between attempts; it doubles. */
  readonly waitMs?: number;
}

export interface Question {
  readonly system: string;
  /** What is asked about; data, and never part of the instructions. */
  readonly data: unknown;
  /** Name and shape of the answer. */
  readonly name: string;
  readonly schema: z.ZodType;
  readonly maxAnswerTokens: number;
  readonly signal?: AbortSignal | undefined;
}

export interface Answer {
  /** JSON as the model wrote it, or undefined where it wrote none: nothing is known about its shape. */
  readonly value: unknown;
  /** Spent on it, by the server's count where it gives one. */
  readonly tokens: number;
}

export interface LlmClient {
  readonly model: string;
  /** @throws AppError with a message that names neither the key nor an answer */
  ask(question: Question): Promise<Answer>;
}

/**
 * How much a server is asked for, from what most know to what all know: a JSON schema that it must keep, a JSON
 * object, or words only. A server that refuses one (HTTP 400, 415, 422 or 501) is asked for the next.
 */
const MANNERS = ['schema', 'object', 'words'] as const;

const ATTEMPTS = 4;
const WAIT_MS = 500;
/** An answer has thousands of characters, not millions. */
const LARGEST_ANSWER_BYTES = 2 * 1024 * 1024;
const SERVER: RemoteServer = {
  name: 'LLM server',
  urlSetting: 'VOUCH_LLM_URL',
  keySetting: 'VOUCH_LLM_API_KEY',
  modelSetting: 'VOUCH_LLM_MODEL',
};
/** Any number, always the same one: the same question should get the same answer. */
const SEED = 20260301;

const OTHER_MANNER = new Set([400, 415, 422, 501]);
/** One that a question in another manner may get past. */
class Refused extends Error {}

/**
 * Any server that speaks OpenAI's `/chat/completions`: Ollama, vLLM, hosted ones. What is sent goes to that server and
 * no other: redirects are refused.
 */
export function openLlmClient(settings: LlmSettings): LlmClient {
  const endpoint = endpointOf(settings.url);
  /** The first manner that was not refused so far. */
  let known = 0;
  return {
    model: settings.model,
    async ask(question) {
      const signal = AbortSignal.any([
        AbortSignal.timeout(settings.timeoutMs),
        ...(question.signal ? [question.signal] : []),
      ]);
      const until = performance.now() + settings.timeoutMs;
      const inManner = (manner: (typeof MANNERS)[number]): Promise<Answer> => {
        const request = requestFor(settings, question, manner);
        return pRetry(() => attempt(endpoint, settings.key, request, signal), {
          retries: ATTEMPTS - 1,
          minTimeout: settings.waitMs ?? WAIT_MS,
          factor: 2,
          signal,
          shouldRetry: ({ error }) => error instanceof AppError && error.retryable,
          onFailedAttempt: ({ error, retriesLeft }) =>
            retriesLeft > 0 ? waitAsAsked(error, until, signal) : undefined,
        });
      };
      try {
        for (const [at, manner] of MANNERS.entries()) {
          if (at < known) continue;
          try {
            const answer = await inManner(manner);
            known = Math.max(known, at);
            return answer;
          } catch (error) {
            if (!(error instanceof Refused)) throw error;
          }
        }
        throw new AppError(
          'invalid_input',
          'The LLM server refused the request: check VOUCH_LLM_MODEL, and that its context holds 8,000 tokens.',
        );
      } catch (error) {
        question.signal?.throwIfAborted();
        if (error instanceof AppError) throw error;
        if (signal.aborted)
          throw new AppError('timeout', 'The LLM server did not answer in time (VOUCH_LLM_TIMEOUT_MS).');
        throw new AppError('unavailable', 'The LLM server could not be reached (VOUCH_LLM_URL).', { cause: error });
      }
    },
  };
}

/** A base URL without a path is taken for that of a server whose API stands under /v1, as all do. */
function endpointOf(base: string): string {
  const url = new URL(base);
  const path = url.pathname.replace(/\/+$/, '');
  url.pathname = `${path === '' ? '/v1' : path}/chat/completions`;
  return url.href;
}

function requestFor(settings: LlmSettings, question: Question, manner: (typeof MANNERS)[number]): string {
  const { $schema: _, ...schema } = z.toJSONSchema(question.schema);
  const system =
    manner === 'schema'
      ? question.system
      : `${question.system}\n\nAnswer with one JSON object that fits this JSON schema, and nothing else:\n${JSON.stringify(schema)}`;
  return JSON.stringify({
    model: settings.model,
    messages: [
      { role: 'system', content: system },
      { role: 'user', content: JSON.stringify(question.data) },
    ],
    stream: false,
    ...(manner !== 'words' && { temperature: 0, seed: SEED, max_tokens: question.maxAnswerTokens }),
    ...(manner === 'schema' && {
      response_format: { type: 'json_schema', json_schema: { name: question.name, strict: true, schema } },
    }),
    ...(manner === 'object' && { response_format: { type: 'json_object' } }),
  });
}

const Completion = z.object({
  choices: z.array(z.object({ message: z.object({ content: z.string().nullish() }) })).min(1),
  usage: z.object({ total_tokens: z.number().int().positive() }).nullish().catch(null),
});

async function attempt(endpoint: string, key: string | null, request: string, signal: AbortSignal): Promise<Answer> {
  let text: string;
  try {
    const response = await fetch(endpoint, {
      method: 'POST',
      body: request,
      headers: { 'content-type': 'application/json', ...(key !== null && { authorization: `Bearer ${key}` }) },
      redirect: 'manual',
      signal,
    });
    if (!response.ok) {
      await response.body?.cancel();
      if (OTHER_MANNER.has(response.status)) throw new Refused();
      throw refusal(SERVER, response.status, response.headers.get('retry-after'));
    }
    text = await limitedText(
      response.body,
      LARGEST_ANSWER_BYTES,
      'The LLM server answered with more than an analysis can be.',
    );
  } catch (error) {
    if (error instanceof AppError || error instanceof Refused) throw error;
    signal.throwIfAborted();
    throw new AppError('unavailable', 'The LLM server could not be reached (VOUCH_LLM_URL).', { cause: error });
  }
  const completion = Completion.safeParse(parseJson(text));
  // The parser's error repeats what it could not read, which is what people said: it is not kept.
  if (!completion.success)
    throw new AppError('unreadable', 'The LLM server answered with something that is not a chat completion.');
  const content = completion.data.choices[0]?.message.content ?? '';
  return {
    value: jsonIn(content),
    tokens: completion.data.usage?.total_tokens ?? tokensOf(request) + tokensOf(content),
  };
}

/** The JSON object of an answer, also where a model wraps it in thoughts or a fence. */
function jsonIn(content: string): unknown {
  const said = content.replace(/^\s*<think>[\s\S]*?<\/think>/, '');
  return parseJson(said) ?? parseJson(said.slice(said.indexOf('{'), said.lastIndexOf('}') + 1));
}

/** A server that wants to be left alone for longer than there is time gets no further request. */
async function waitAsAsked(error: Error, until: number, signal: AbortSignal): Promise<void> {
  const waitMs = askedWaitMs(error);
  if (performance.now() + waitMs >= until) throw error;
  if (waitMs > 0) await setTimeout(waitMs, undefined, { signal });
}
