import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';

/** An HTTP proxy before a real server that fails on command. */
export interface BusyProxy {
  readonly endpoint: string;
  /** Requests answered 503 or let through since the start. */
  readonly seen: { busy: number; passed: number };
  /** The next `times` requests get a 503 without reaching the server. */
  answer503(times: number): void;
  /** The next answer is cut off after `bytes` of its body. */
  cutNextAnswer(bytes: number): void;
  close(): Promise<void>;
}

export async function startBusyProxy(target: string): Promise<BusyProxy> {
  const seen = { busy: 0, passed: 0 };
  let busyTimes = 0;
  let cutAfter: number | undefined;
  const server = http.createServer((request, response) => {
    if (busyTimes > 0) {
      busyTimes--;
      seen.busy++;
      request.resume();
      response.writeHead(503, { 'content-type': 'application/xml' });
      response.end('<Error><Code>SlowDown</Code><Message>Reduce your request rate.</Message></Error>');
      return;
    }
    seen.passed++;
    const cut = cutAfter;
    cutAfter = undefined;
    // The Host header stays as it came: the signature covers it.
    const onward = http.request(
      new URL(request.url ?? '/', target),
      { method: request.method, headers: request.headers },
      (answer) => {
        response.writeHead(answer.statusCode ?? 500, answer.headers);
        if (cut === undefined) {
          answer.pipe(response);
          return;
        }
        let sent = 0;
        answer.on('data', (chunk: Buffer) => {
          response.write(chunk.subarray(0, Math.max(0, cut - sent)), () => {
            if (sent >= cut) response.destroy();
          });
          sent += chunk.length;
        });
      },
    );
    onward.on('error', () => response.destroy());
    response.on('close', () => onward.destroy());
    request.pipe(onward);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    answer503: (times) => {
      busyTimes = times;
    },
    cutNextAnswer: (bytes) => {
      cutAfter = bytes;
    },
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
