import { type ConversationKind, type Retention } from '../../models/domain/index.js';
import { sweepRetention } from '../../pipeline/retention.js';
import { countExpired, cutOff, type ExpiredCounts, readRetention } from '../../storage/repositories/retention.js';
import { readConfig } from '../config.js';
import { withRuntime } from '../runtime.js';
import { print, say } from '../terminal.js';

/** `vouch retention`: what is kept for how long and what is too old now; with `--delete` that goes at once. */
export async function retention(options: { delete?: boolean; json?: boolean }): Promise<void> {
  await withRuntime(readConfig(), async ({ database: { db }, store, log }) => {
    const now = new Date();
    const set = await readRetention(db);
    const counts = await countExpired(db, set, now);
    if (!options.json) report(set, counts, now);
    if (options.delete !== true) {
      if (options.json) print(JSON.stringify({ retention: set, tooOld: counts }));
      else say('Nothing was deleted: --delete does it.');
      return;
    }
    const deleted = await sweepRetention({ db, store, log, now: () => new Date() });
    if (options.json) print(JSON.stringify({ retention: set, tooOld: counts, deleted }));
    else print(`Deleted: ${deleted.conversations} conversations, the sound of ${deleted.sound} recordings.`);
    if (deleted.failed > 0) {
      say(`${deleted.failed} could not be deleted; run it again, with VOUCH_LOG_LEVEL=warn to see why.`);
      process.exitCode = 1;
    }
  });
}

function report({ conversations, sound }: Retention, counts: ExpiredCounts, now: Date): void {
  const line = (name: string, days: number | null, count: string): void =>
    print(`  ${name.padEnd(9)} ${days === null ? 'kept for ever' : `${days} days: ${count} ${dayOf(days, now)}`}`);
  print('Kept:');
  for (const [kind, days] of Object.entries(conversations) as [ConversationKind, number | null][])
    line(`${kind}s`, days, `${counts[kind]} are from before`);
  line('sound', sound, `${counts.sound} recordings of conversations that stay are from before`);
  if (counts.held > 0) print(`  ${counts.held} that are older are held, and stay.`);
}

const dayOf = (days: number, now: Date): string => cutOff(days, now)?.toISOString().slice(0, 10) ?? '';
