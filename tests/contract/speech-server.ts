import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';

/** What a client sent in one request. */
export interface Asked {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** The multipart body, byte for byte. */
  readonly body: string;
}

export interface Answered {
  readonly status: number;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Never answers. */
  readonly never?: boolean;
}

/** A speech server on a free port of this machine. `answer` says what the nth request gets. */
export async function startSpeechServer(
  answer: (n: number) => Answered,
): Promise<{ readonly url: string; readonly asked: readonly Asked[]; close(): Promise<void> }> {
  const asked: Asked[] = [];
  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      asked.push({
        path: request.url ?? '',
        headers: request.headers,
        body: Buffer.concat(chunks).toString('latin1'),
      });
      const { status, body = '', headers = {}, never = false } = answer(asked.length);
      if (!never) response.writeHead(status, headers).end(body);
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

/** What OpenAI's server gives for verbose_json with words. */
export const verboseJson = {
  task: 'transcribe',
  language: 'english',
  duration: 3.2,
  text: 'We can hold the price until Friday.',
  words: ['We', 'can', 'hold', 'the', 'price', 'until', 'Friday'].map((word, n) => ({
    word,
    start: n * 0.4,
    end: n * 0.4 + 0.3,
  })),
  segments: [
    {
      id: 0,
      start: 0,
      end: 3.2,
      text: ' We can hold the price until Friday.',
      avg_logprob: -0.2,
      compression_ratio: 1.1,
      no_speech_prob: 0.01,
    },
  ],
};
