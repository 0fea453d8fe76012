import { setTimeout as delay } from 'node:timers/promises';

/** A problem (RFC 9457) as the API answers it. */
export interface ProblemBody {
  status: number;
  code: string;
  title: string;
  detail: string;
  instance: string;
  requestId: string;
}

export interface AcceptedBody {
  recording: { sha256: string; bytes: number; format: string };
  conversations: { id: string; created: boolean; extended: boolean; reason?: string }[];
}

export interface ConversationBody {
  id: string;
  title: string | null;
  durationMs: number | null;
  customerId: string | null;
  headline: string | null;
  publishedAt: string | null;
  notes: string[];
  run: { state: string; steps: { name: string; state: string; attempt: number }[] } | null;
}

export interface TranscriptBody {
  participants: { id: string; name: string | null; side: string }[];
  turns: { speaker: string | null; text: string; startMs?: number; endMs?: number; sentAt?: string }[];
  completeness: { total: number; read: number; unreadable: number } | null;
}

/** How a program talks to a running Vouch. */
export interface Client {
  request(path: string, init?: RequestInit): Promise<Response>;
  /** The JSON of a GET. @throws Error with the answer when it is no 200 */
  get<T>(path: string): Promise<T>;
  /** POST /v1/recordings with these files and fields. */
  send(
    files: Record<string, { name: string; content: Uint8Array | string }>,
    fields?: Record<string, string>,
  ): Promise<Response>;
  /** The conversation when its run has ended, followed by server-sent events; how many steps were told on the way. */
  ended(conversationId: string): Promise<{ conversation: ConversationBody; told: { step: string; state: string }[] }>;
}

export function clientOf(url: string, key?: string): Client {
  const request = (path: string, init: RequestInit = {}): Promise<Response> =>
    fetch(new URL(path, url), {
      ...init,
      headers: { ...(key === undefined ? {} : { authorization: `Bearer ${key}` }), ...init.headers },
    });
  const get = async <T>(path: string): Promise<T> => {
    const response = await request(path);
    if (response.status !== 200) throw new Error(`GET ${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as T;
  };
  return {
    request,
    get,
    send: (files, fields = {}) => {
      const form = new FormData();
      for (const [name, value] of Object.entries(fields)) form.set(name, value);
      for (const [part, { name, content }] of Object.entries(files)) form.set(part, new Blob([content]), name);
      return request('/v1/recordings', { method: 'POST', body: form });
    },
    ended: async (conversationId) => {
      const told: { step: string; state: string }[] = [];
      for await (const { event, data } of eventsOf(await request(`/v1/conversations/${conversationId}/events`)))
        if (event === 'step') told.push(JSON.parse(data) as { step: string; state: string });
        else if (event === 'end') break;
      return { conversation: await get<ConversationBody>(`/v1/conversations/${conversationId}`), told };
    },
  };
}

/** Server-sent events as they come. @throws Error when the stream ends by itself */
export async function* eventsOf(response: Response): AsyncGenerator<{ event: string; data: string }, void, undefined> {
  if (response.status !== 200 || response.body === null)
    throw new Error(`no events: ${response.status} ${await response.text()}`);
  let text = '';
  for await (const piece of response.body.pipeThrough(new TextDecoderStream()) as unknown as AsyncIterable<string>) {
    text += piece;
    const blocks = text.split('\n\n');
    text = blocks.pop() ?? '';
    for (const block of blocks) {
      const field = (name: string): string =>
        block
          .split('\n')
          .filter((line) => line.startsWith(`${name}: `))
          .map((line) => line.slice(name.length + 2))
          .join('\n');
      if (field('event') !== '') yield { event: field('event'), data: field('data') };
    }
  }
}

/** Asks until the answer is `true`. @throws Error after `timeoutMs` */
export async function until(what: string, isTrue: () => Promise<boolean>, timeoutMs = 60_000): Promise<void> {
  for (const deadline = Date.now() + timeoutMs; !(await isTrue()); await delay(50))
    if (Date.now() > deadline) throw new Error(`${what}: not within ${timeoutMs / 1000} s`);
}
