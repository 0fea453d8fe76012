import { type IncomingHttpHeaders } from 'node:http';

import { type Answered, type AnsweringServer, startAnsweringServer } from '../../services/answering-server.js';

export type { Answered };

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

export type LlmServer = AnsweringServer<Asked>;

/** A server of chat completions. `answer` says what a request gets; `n` counts from 1. */
export const startLlmServer = (answer: (n: number, asked: Asked) => Answered): Promise<LlmServer> =>
  startAnsweringServer(({ url = '', headers }, bytes) => {
    const text = bytes.toString('utf8');
    return { path: url, headers, text, body: JSON.parse(text || '{}') as Asked['body'] };
  }, answer);

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
  goals: [],
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
