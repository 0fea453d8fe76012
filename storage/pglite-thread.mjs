// PGlite in a thread of its own, for pglite-thread.ts: `{ id, bytes }` is what connection `id` sends, in
// PostgreSQL's wire protocol, and what goes back to it; without bytes the connection has ended; `null` asks
// the database to close. What is thrown here ends the thread, and with it all connections.
import { parentPort, workerData } from 'node:worker_threads';

import { PGlite } from '@electric-sql/pglite';

const ROLLBACK = Buffer.from([0x51, 0, 0, 0, 13, ...Buffer.from('rollback\0')]);
const READY = 0x5a;
const IDLE = 0x49;

const database = await PGlite.create(workerData.folder);
/** What was sent and not answered yet, in order. */
const waiting = [];
/** The connection whose transaction is open: the one session is its own until the end of it. */
let owner = null;
/** The answer to the first connection's greeting; the session has one beginning, whoever comes later. */
let greeting;
let working = false;

parentPort.on('message', (message) => {
  waiting.push(message);
  if (!working) void work();
});
parentPort.postMessage('ready');

async function work() {
  working = true;
  for (let next = take(); next !== undefined; next = take())
    if (next === null) {
      await database.close();
      parentPort.close();
    } else await answer(next);
  working = false;
}

function take() {
  if (owner === null) return waiting.shift();
  const own = waiting.findIndex((message) => message?.id === owner);
  return own < 0 ? undefined : waiting.splice(own, 1)[0];
}

async function answer({ id, bytes }) {
  if (bytes === undefined) {
    if (owner === id) await database.execProtocolRaw(ROLLBACK);
    owner = null;
    return;
  }
  if (bytes[0] === 0) {
    // A view of PGlite's own buffer, which must not be given away.
    greeting ??= (await database.execProtocolRaw(bytes)).slice();
    parentPort.postMessage({ id, bytes: greeting });
    return;
  }
  const own = await database.execProtocolRaw(bytes);
  // An answer ends with ReadyForQuery: its name, its length, the state of the transaction.
  if (own.at(-6) === READY) owner = own.at(-1) === IDLE ? null : id;
  if (own.length > 0) parentPort.postMessage({ id, bytes: own }, [own.buffer]);
}
