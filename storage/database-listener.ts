import { setTimeout as delay } from 'node:timers/promises';

import pg from 'pg';

import { codingErrors } from './database-errors.js';

type Callback = (payload: string) => void;
type Query = (statement: string) => Promise<unknown>;

const FIRST_RETRY_MS = 100;
const LONGEST_RETRY_MS = 5_000;

/** Who listens to which channel, whatever the connection. */
export class Listening {
  readonly #callbacks = new Map<string, Set<Callback>>();

  /** Has the server send what it notifies; returns how to stop. `query` sends a statement to it. */
  async listen(query: Query, channel: string, callback: Callback): Promise<() => Promise<void>> {
    const callbacks = this.#callbacks.get(channel) ?? new Set();
    this.#callbacks.set(channel, callbacks.add(callback));
    await query(`listen ${pg.escapeIdentifier(channel)}`);
    return async () => {
      callbacks.delete(callback);
      if (callbacks.size > 0 || this.#callbacks.get(channel) !== callbacks) return;
      this.#callbacks.delete(channel);
      await query(`unlisten ${pg.escapeIdentifier(channel)}`);
    };
  }

  /** Listens on a new connection to everything that is listened to. */
  async resume(client: pg.ClientBase): Promise<void> {
    client.on('notification', ({ channel, payload }) => {
      for (const callback of this.#callbacks.get(channel) ?? []) callback(payload ?? '');
    });
    for (const channel of this.#callbacks.keys()) await client.query(`listen ${pg.escapeIdentifier(channel)}`);
  }

  clear(): void {
    this.#callbacks.clear();
  }
}

/**
 * LISTEN on one connection of its own, made when the first callback comes and kept until `close`.
 * When it is lost it is made again, with back-off and jitter, and every channel is listened to again.
 */
export class PostgresListener {
  readonly #listening = new Listening();
  readonly #closing = new AbortController();
  /** The connection while there is one; while it is being made again, `#first` is resolved and this is undefined. */
  #client: pg.Client | undefined;
  #first: Promise<void> | undefined;

  constructor(private readonly connection: pg.ClientConfig) {}

  /**
   * Resolves when the server listens, or, while a lost connection is being made again, at once: the
   * channel is then part of what is listened to again.
   * @throws what `AppError.from` knows as `unavailable` when the first connection cannot be made
   */
  async listen(channel: string, callback: Callback): Promise<() => Promise<void>> {
    this.#first ??= this.#connect();
    try {
      await this.#first;
    } catch (error) {
      this.#first = undefined;
      throw error;
    }
    return this.#listening.listen((statement) => this.#tell(statement), channel, callback);
  }

  async close(): Promise<void> {
    this.#closing.abort();
    this.#listening.clear();
    await this.#client?.end();
  }

  async #tell(statement: string): Promise<void> {
    const client = this.#client;
    try {
      await client?.query(statement);
    } catch (error) {
      // A connection lost just now is made again, with the channels of that moment; any other failure is a bug.
      if (this.#client === client) throw error;
    }
  }

  async #connect(): Promise<void> {
    const client = new pg.Client(this.connection);
    client.on('error', () => undefined); // `end` follows, and that is what counts
    await codingErrors(client.connect.bind(client))();
    client.on('end', () => {
      if (this.#client === client) void this.#reconnect();
    });
    await this.#listening.resume(client);
    this.#client = client;
    if (this.#closing.signal.aborted) await client.end();
  }

  async #reconnect(): Promise<void> {
    this.#client = undefined;
    for (let attempt = 0; this.#client === undefined && !this.#closing.signal.aborted; attempt++) {
      const longest = Math.min(FIRST_RETRY_MS * 2 ** attempt, LONGEST_RETRY_MS);
      try {
        await delay(longest * (0.5 + Math.random() / 2), undefined, { signal: this.#closing.signal, ref: false });
        await this.#connect();
      } catch {
        // Still away (or closing, which ends the loop): the next round waits longer.
      }
    }
  }
}
