import { join } from 'node:path';
import { Duplex } from 'node:stream';
import { Worker } from 'node:worker_threads';

import { packageRoot } from './package-root.js';

type Callback = (error?: Error | null) => void;
interface Chunk {
  readonly chunk: Buffer;
}

/**
 * What `pg` takes for a socket to a server, and is PGlite in a thread: its WebAssembly holds up nobody's
 * requests there, and can be ended when it hangs. One stream opens `folder` once, after `before` resolved.
 * The protocol: https://www.postgresql.org/docs/current/protocol.html
 */
export class PgliteStream extends Duplex {
  #worker: Worker | undefined;
  #exited: Promise<void> = Promise.resolve();

  constructor(
    private readonly folder: string,
    private readonly before: () => Promise<void>,
  ) {
    super();
  }

  /** Resolves when nothing of this uses the folder any more. */
  get exited(): Promise<void> {
    return this.#exited;
  }

  /** As net.Socket's: emits `connect` when the database is open, `error` when it cannot be opened. */
  connect(): this {
    this.before().then(
      () => this.#open(),
      (error: Error) => this.destroy(error),
    );
    return this;
  }

  #open(): void {
    if (this.destroyed) return;
    const file = join(packageRoot, 'storage', 'pglite-worker.mjs');
    const worker = new Worker(file, { workerData: { folder: this.folder }, execArgv: [] });
    this.#worker = worker;
    this.#exited = new Promise((resolve) => worker.once('exit', () => resolve()));
    worker.on('message', (message: Uint8Array | 'ready') => {
      if (message === 'ready') this.emit('connect');
      else this.push(message);
    });
    worker.once('error', (error) => this.destroy(error));
    worker.once('exit', () => this.push(null));
  }

  /** Whole messages, in one piece: PGlite answers a query once, not message by message. */
  override _writev(chunks: Chunk[], callback: Callback): void {
    const message = new Uint8Array(chunks.reduce((bytes, { chunk }) => bytes + chunk.length, 0));
    let at = 0;
    for (const { chunk } of chunks) {
      message.set(chunk, at);
      at += chunk.length;
    }
    this.#worker?.postMessage(message, [message.buffer]);
    callback();
  }

  override _read(): void {
    // The thread sends when it has something.
  }

  /** Closes the database; what was written before is done first. */
  override _final(callback: Callback): void {
    this.#worker?.postMessage(null);
    void this.#exited.then(() => callback());
  }

  override _destroy(error: Error | null, callback: Callback): void {
    const ended = this.#worker?.terminate() ?? Promise.resolve(0);
    void ended.then(() => callback(error));
  }

  // What `pg` asks of a socket besides; a thread has nothing of it.
  setNoDelay(): this {
    return this;
  }
  setKeepAlive(): this {
    return this;
  }
  ref(): this {
    this.#worker?.ref();
    return this;
  }
  unref(): this {
    this.#worker?.unref();
    return this;
  }
}
