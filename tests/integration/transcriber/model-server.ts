import { createHash } from 'node:crypto';
import { createServer, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';

/** A model hub on a free port of this machine, which can be slow, break off, refuse and forget about ranges. */
export interface ModelServer {
  readonly url: string;
  readonly files: Map<string, Buffer>;
  readonly asked: { readonly path: string; readonly range: string | undefined }[];
  knowsRanges: boolean;
  compresses: boolean;
  /** The next `times` answers end after so many bytes. */
  breakAfter(path: string, bytes: number, times: number): void;
  refuse(path: string, status: number, times: number): void;
  /** So long between two pieces of 64 kB. */
  slow(path: string, waitMs: number): void;
  close(): Promise<void>;
}

const PIECE = 65_536;

export async function startModelServer(files: Map<string, Buffer>): Promise<ModelServer> {
  const breaks = new Map<string, { bytes: number; times: number }>();
  const refusals = new Map<string, { status: number; times: number }>();
  const waits = new Map<string, number>();
  const asked: ModelServer['asked'] = [];
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    const range = request.headers.range;
    asked.push({ path, range });
    const refused = refusals.get(path);
    if (refused && refused.times-- > 0) {
      response.writeHead(refused.status).end();
      return;
    }
    const file = files.get(path);
    if (!file) {
      response.writeHead(404).end();
      return;
    }
    const etag = `"${createHash('md5').update(file).digest('hex')}"`;
    const from =
      hub.knowsRanges && request.headers['if-range'] === etag ? Number(/bytes=(\d+)-/.exec(range ?? '')?.[1] ?? 0) : 0;
    // As hubs do: compressed for whoever does not refuse it.
    if (hub.compresses && request.headers['accept-encoding'] !== 'identity') {
      const zipped = gzipSync(file);
      response.writeHead(200, { etag, 'content-encoding': 'gzip', 'content-length': zipped.length }).end(zipped);
      return;
    }
    const bytes = file.subarray(from);
    response.writeHead(from > 0 ? 206 : 200, {
      etag,
      'content-length': bytes.length,
      ...(from > 0 && { 'content-range': `bytes ${from}-${file.length - 1}/${file.length}` }),
    });
    const broken = breaks.get(path);
    const breaksNow = broken !== undefined && broken.times-- > 0;
    void sendSlowly(response, breaksNow ? bytes.subarray(0, broken.bytes) : bytes, waits.get(path) ?? 0, breaksNow);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const hub: ModelServer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    files,
    asked,
    knowsRanges: true,
    compresses: false,
    breakAfter: (path, bytes, times) => void breaks.set(path, { bytes, times }),
    refuse: (path, status, times) => void refusals.set(path, { status, times }),
    slow: (path, waitMs) => void waits.set(path, waitMs),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return hub;
}

async function sendSlowly(response: ServerResponse, bytes: Buffer, waitMs: number, breaks: boolean): Promise<void> {
  for (let from = 0; from < bytes.length && !response.destroyed; from += PIECE) {
    await new Promise((resolve) => response.write(bytes.subarray(from, from + PIECE), resolve));
    if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs).unref());
  }
  if (breaks) response.destroy();
  else response.end();
}
