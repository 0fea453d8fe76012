import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';

/** What a client asked in one request. */
export interface Asked {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  readonly body: {
    readonly model: string;
    readonly temperature?: number;
    readonly seed?: number;
    readonly max_tokens?: number;
    readonly response_format?: { readonly type: string; readonly json_schema?: Record<string, unknown> };
    readonly messages: readonly { readonly role: string; readonly content: string }[];
  };
}

export interface Answered {
  readonly status?: number;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Answers after so long; Infinity: never. */
  readonly afterMs?: number;
}

export interface LlmServer {
  readonly url: string;
  readonly asked: readonly Asked[];
  close(): Promise<void>;
}

/** A server of chat completions on a free port of this machine. `answer` says what a request gets; `n` counts from 1. */
export async function startLlmServer(answer: (n: number, asked: Asked) => Answered): Promise<LlmServer> {
  const asked: Asked[] = [];
  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString('utf8');
      const one: Asked = { path: request.url ?? '', headers: request.headers, text, body: JSON.parse(text || '{}') };
      asked.push(one);
      const { status = 200, body = '', headers = {}, afterMs = 0 } = answer(asked.length, one);
      const send = (): void => void response.writeHead(status, headers).end(body);
      if (afterMs === 0) send();
      else if (Number.isFinite(afterMs)) setTimeout(send, afterMs).unref();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** A completion whose content is this text. */
export const completion = (content: string, totalTokens?: number): Answered => ({
  body: JSON.stringify({
    choices: [{ message: { role: 'assistant', content } }],
    ...(totalTokens !== undefined && { usage: { total_tokens: totalTokens } }),
  }),
});

const said = { confidence: 0.9, reason: '' };
export const NOTHING = {
  budgets: [],
  stakeholders: [],
  objections: [],
  commitments: [],
  nextSteps: [],
  pains: [],
  competitors: [],
};

/** A well-formed extraction with some lists filled; each item gets a confidence and a reason. */
export const extraction = (lists: Partial<Record<keyof typeof NOTHING, readonly object[]>>): Answered =>
  completion(
    JSON.stringify({
      ...NOTHING,
      ...Object.fromEntries(
        Object.entries(lists).map(([kind, items]) => [kind, items.map((item) => ({ ...said, ...item }))]),
      ),
    }),
  );

export const isSummary = ({ body }: Asked): boolean => body.messages[0]?.content.includes("colleague's note") ?? false;
