import { createServer, type IncomingMessage, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';

export interface Answered {
  readonly status?: number;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Answers after so long; Infinity: never. */
  readonly afterMs?: number;
}

export interface AnsweringServer<Asked> {
  readonly url: string;
  readonly asked: readonly Asked[];
  close(): Promise<void>;
}

/**
 * A server on a free port of this machine that answers what a test wants and keeps what it was asked.
 * @param read makes of a request what the test looks at
 * @param answer says what a request gets; `n` counts from 1
 */
export async function startAnsweringServer<Asked>(
  read: (request: IncomingMessage, body: Buffer) => Asked,
  answer: (n: number, asked: Asked) => Answered,
): Promise<AnsweringServer<Asked>> {
  const asked: Asked[] = [];
  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const one = read(request, Buffer.concat(chunks));
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
