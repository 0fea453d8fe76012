import { createHash } from 'node:crypto';
import { json } from 'node:stream/consumers';

import type { Checkpoint } from '../models/transcriber/checkpoint.js';
import type { Recognition } from '../models/transcriber/engine.js';
import { type ObjectStore, removeBelow, transcriptionFolder } from '../storage/object-store.js';

/** Names of engines and languages hold characters that keys may not. */
const folderOf = (sha256: string, engine: string): string =>
  `${transcriptionFolder(sha256)}${createHash('sha256').update(engine).digest('hex').slice(0, 16)}`;

/**
 * Keeps the finished stretches of a recording in the object store, one object each, below
 * `transcription/<sha256 of the recording>/`, so that any worker may go on where another was killed. They hold
 * what people said and are removed when the recording is done, when it is deleted, or by the sweeper.
 */
export function checkpointIn(store: ObjectStore): Checkpoint {
  return {
    async load(sha256, engine) {
      const kept = new Map<string, Recognition>();
      const folder = `${folderOf(sha256, engine)}/`;
      for await (const { key } of store.list(folder))
        kept.set(key.slice(folder.length), (await json(await store.read(key))) as Recognition);
      return kept;
    },
    async save(sha256, engine, stretch, recognition) {
      await store.put(`${folderOf(sha256, engine)}/${stretch}`, Buffer.from(JSON.stringify(recognition)));
    },
    async clear(sha256, engine) {
      await removeBelow(store, `${folderOf(sha256, engine)}/`);
    },
  };
}
