import { join } from 'node:path';
import { Duplex } from 'node:stream';
import { Worker } from 'node:worker_threads';

import { packageRoot } from './package-root.js';

type Callback = (error?: Error | null) => void;
interface Message {
  readonly id: number;
  readonly bytes: Uint8Array;
}

/**
 * PGlite in a thread of its own, where its WebAssembly holds up nobody's requests and can be ended when it
 * hangs. It is spoken to through streams that `pg` takes for sockets to a server; they share one session,
 * in which one transaction is open at a time. After it ended, the next connection starts it anew.
 * The protocol: https://www.postgresql.org/docs/current/protocol.html
 */
export class PgliteThread {
  readonly #streams = new Map<number, ThreadStream>();
  #next = 0;
  #running: Promise<Worker> | undefined;
  #exited: Promise<void> = Promise.resolve();

  /**
   * `before` is awaited before each start; what it throws is what the connection fails with. `meanwhile` is
   * called once, when the thread first begins to open the folder.
   */
  constructor(
    private readonly folder: string,
    private readonly before: () => Promise<void> = () => Promise.resolve(),
    private meanwhile?: () => void,
  ) {}

  /** A connection, for the option `stream` of `pg`. */
  connection(): Duplex {
    const stream = new ThreadStream(
      this.#next++,
      () => (this.#running ??= this.#start()),
      () => this.#streams.delete(stream.id),
    );
    this.#streams.set(stream.id, stream);
    return stream;
  }

  /** Closes the database in good order; nothing uses the folder afterwards. */
  async close(): Promise<void> {
    const running = this.#running;
    this.#running = undefined;
    await running?.then(
      (worker) => worker.postMessage(null),
      () => undefined, // it did not start
    );
    await this.#exited;
  }

  /** Ends it as it stands; what was committed is safe. All connections fail with `reason`. */
  kill(reason: Error): void {
    const running = this.#running;
    this.#running = undefined;
    void running?.then(
      (worker) => worker.terminate(),
      () => undefined,
    );
    for (const stream of this.#streams.values()) stream.destroy(reason);
  }

  async #start(): Promise<Worker> {
    try {
      await this.#exited;
      await this.before();
      const file = join(packageRoot, 'storage', 'pglite-thread.mjs');
      const worker = new Worker(file, { workerData: { folder: this.folder }, execArgv: [] });
      this.#exited = new Promise((resolve) => worker.once('exit', () => resolve()));
      const ready = new Promise((resolve, reject) => worker.once('message', resolve).once('error', reject));
      this.meanwhile?.();
      this.meanwhile = undefined;
      await ready;
      worker.on('message', ({ id, bytes }: Message) => this.#streams.get(id)?.push(bytes));
      worker.on('error', (error) => this.kill(error));
      return worker;
    } catch (error) {
      this.#running = undefined;
      throw error;
    }
  }
}

/** One connection. */
class ThreadStream extends Duplex {
  #worker: Worker | undefined;

  constructor(
    readonly id: number,
    private readonly start: () => Promise<Worker>,
    private readonly forget: () => void,
  ) {
    super();
  }

  /** As net.Socket's: emits `connect` when the database is open, `error` when it cannot be opened. */
  connect(): this {
    this.start().then(
      (worker) => {
        this.#worker = worker;
        this.emit('connect');
      },
      (error: Error) => this.destroy(error),
    );
    return this;
  }

  /** Whole messages, in one piece: PGlite then answers a query once, not message by message. */
  override _writev(chunks: { readonly chunk: Buffer }[], callback: Callback): void {
    const bytes = new Uint8Array(chunks.reduce((sum, { chunk }) => sum + chunk.length, 0));
    let at = 0;
    for (const { chunk } of chunks) {
      bytes.set(chunk, at);
      at += chunk.length;
    }
    this.#worker?.postMessage({ id: this.id, bytes }, [bytes.buffer]);
    callback();
  }

  override _read(): void {
    // The thread sends when it has something.
  }

  override _final(callback: Callback): void {
    this.push(null);
    callback();
  }

  override _destroy(error: Error | null, callback: Callback): void {
    this.#worker?.postMessage({ id: this.id });
    this.forget();
    callback(error);
  }

  // What `pg` asks of a socket besides; a thread has nothing of it.
  setNoDelay(): this {
    return this;
  }
  setKeepAlive(): this {
    return this;
  }
  ref(): this {
    return this;
  }
  unref(): this {
    return this;
  }
}
