import { AppError } from '../domain/index.js';

/** How a server that somebody configured is called in messages, and the settings that may be wrong. */
export interface RemoteServer {
  /** "speech server": what follows "The". */
  readonly name: string;
  readonly urlSetting: string;
  readonly keySetting: string;
  readonly modelSetting: string;
}

/** What an answer that is not a success means; repeats neither the key nor the answer. */
export function refusal(server: RemoteServer, status: number, retryAfter: string | null): AppError {
  const { name, urlSetting, keySetting, modelSetting } = server;
  if (status >= 300 && status < 400)
    return new AppError(
      'invalid_input',
      `The ${name} redirects, which is not followed: set ${urlSetting} to where it is.`,
    );
  const details = { retryAfterMs: waitOf(retryAfter) };
  if (status === 429)
    return new AppError('rate_limited', `The ${name} takes no more requests for now (HTTP 429).`, { details });
  if (status >= 500) return new AppError('unavailable', `The ${name} failed (HTTP ${status}).`, { details });
  if (status === 401 || status === 403)
    return new AppError('forbidden', `The ${name} refused the key (HTTP ${status}): check ${keySetting}.`);
  return new AppError(
    'invalid_input',
    `The ${name} refused the request (HTTP ${status}): check ${urlSetting} and ${modelSetting}.`,
  );
}

/** Retry-After in seconds or as a date (RFC 9110, 10.2.3). */
function waitOf(retryAfter: string | null): number {
  if (retryAfter === null) return 0;
  const seconds = Number(retryAfter);
  const waitMs = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(retryAfter) - Date.now();
  return Number.isFinite(waitMs) ? Math.max(waitMs, 0) : 0;
}

/** How long the server that refused wants to be left alone; 0 where it said nothing. */
export const askedWaitMs = (error: Error): number =>
  error instanceof AppError ? Number(error.details['retryAfterMs'] ?? 0) : 0;

/** The whole answer as text. @throws AppError `unreadable` with `message` where it is larger */
export async function limitedText(
  body: AsyncIterable<unknown> | null,
  largestBytes: number,
  message: string,
): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body ?? []) {
    if (!(chunk instanceof Uint8Array)) continue;
    bytes += chunk.length;
    if (bytes > largestBytes) throw new AppError('unreadable', message);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** Undefined where the text is no JSON: the parser's error would repeat what people said. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
