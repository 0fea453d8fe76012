// PGlite in a thread of its own, for pglite-stream.ts: bytes of PostgreSQL's wire protocol come in, its
// answers go out, `null` asks it to close. What is thrown here ends the thread, and the stream fails.
import { parentPort, workerData } from 'node:worker_threads';

import { PGlite } from '@electric-sql/pglite';

const database = await PGlite.create(workerData.folder);
let last = Promise.resolve();
parentPort.on('message', (message) => {
  last = last.then(() => (message === null ? close() : answer(message)));
});
parentPort.postMessage('ready');

async function answer(message) {
  const bytes = await database.execProtocolRaw(message);
  if (bytes.length === 0) return;
  // The first answer is a view of PGlite's own buffer, which must not be given away.
  const own = bytes.byteLength === bytes.buffer.byteLength ? bytes : bytes.slice();
  parentPort.postMessage(own, [own.buffer]);
}

async function close() {
  await database.close();
  parentPort.close();
}
