import { readConfig } from '../config.js';
import { withRuntime } from '../runtime.js';
import { say } from '../terminal.js';

/** `vouch migrate`: opening the runtime brings the database up to date. */
export async function migrate(): Promise<void> {
  await withRuntime(readConfig(), ({ database }) =>
    say(`The ${database.kind === 'pglite' ? 'embedded database' : 'database'} is up to date.`),
  );
}
