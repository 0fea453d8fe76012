/**
 * A sweep in a process of its own that can be killed: it says `in remove` on standard output when it is about to remove
 * the first object, and stays there. Its argument is JSON: the place, and what time it is.
 */
import { sweepRetention } from '../../../pipeline/retention.js';
import { openPlace, type Place } from './place.js';

const { place, now } = JSON.parse(process.argv[2] ?? '') as { place: Place; now: string };
const { database, store, log } = await openPlace(place);
await sweepRetention({
  db: database.db,
  store: {
    ...store,
    remove: () => {
      process.stdout.write('in remove\n');
      return new Promise(() => {});
    },
  },
  log,
  now: () => new Date(now),
});
