import http from 'node:http';
import https from 'node:https';

import type { ClientOptions } from 'minio';

type Transport = NonNullable<ClientOptions['transport']>;

/** How long the server may be silent before it answers. */
const SILENCE_MS = 60_000;

/** The server answered, and asked to be asked again later. */
export class BusyError extends Error {
  override readonly name = 'BusyError';
  constructor(readonly httpStatus: number) {
    super(`the S3 store answered ${httpStatus}`);
  }
}

/**
 * What `minio` sends its requests with. It turns "try again later" answers into BusyErrors (minio makes
 * plain Errors of them that only their text tells apart, and logs to the console), and a server that
 * says nothing into ETIMEDOUT.
 */
export function s3Transport(endpoint: URL): Transport {
  const { request } = endpoint.protocol === 'https:' ? https : http;
  return {
    request: (options: http.RequestOptions, onResponse: (response: http.IncomingMessage) => void) => {
      const sent = request(options, (response) => {
        const status = response.statusCode ?? 0;
        if (BUSY.has(status)) {
          sent.destroy(new BusyError(status));
          return;
        }
        sent.setTimeout(0); // a slow reader of the answer is no silent server
        onResponse(response);
      });
      sent.setTimeout(SILENCE_MS, () => {
        sent.destroy(Object.assign(new Error('the S3 store did not answer in time'), { code: 'ETIMEDOUT' }));
      });
      return sent;
    },
  } as Transport;
}
const BUSY = new Set([408, 429, 500, 502, 503, 504, 520]);
