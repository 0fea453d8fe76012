import type { Insights, ScriptFit, Summary, Transcript } from '../domain/index.js';
import { loadRules, type Rules } from '../rules/load.js';
import { outcomeOf } from './course/outcome.js';
import { readTranscript } from './reading/reading.js';
import { next, promises } from './summary/agreed.js';
import { ending, openDoubts } from './summary/ending.js';
import { headline } from './summary/headline.js';
import { plainly } from './summary/plain.js';
import { money, moved, people, period, rivals, wants } from './summary/situation.js';
import { asRead, capital, startTelling } from './summary/telling.js';
import { worries } from './summary/worries.js';

/** A good colleague's note: no more than this. */
const AT_MOST = 9;
const WORRIES_AT_MOST = 3;
/** Room that is kept for promises: what the policy forbids, and what it allows. */
const USUAL_PROMISES = 2;

/**
 * How it ended, where that was said, what they want, money, who decides, worries and how they were met, what was promised, what is next; of a chat of
 * several days with the days. Each sentence words Insights and cites its evidence; where little was found there are
 * few, and where nothing was found the conversation's own first and last words.
 * `rules` say how it is worded; without them the shipped ones do.
 */
export function summarize(transcript: Transcript, found: Insights, _scriptFit: ScriptFit, rules?: Rules): Summary {
  const telling = startTelling(readTranscript(transcript, rules ?? loadRules()));
  const outcome = outcomeOf(telling.reading, found);
  const insights = { ...found, objections: openDoubts(telling, found) };
  const before = [
    ...ending(telling, outcome),
    ...wants(telling, insights),
    ...money(telling, insights),
    ...people(telling, insights),
    ...rivals(telling, insights),
    ...moved(telling),
  ];
  const frame = period(telling);
  const weighty = insights.commitments.some(({ risk }) => risk !== 'low') ? USUAL_PROMISES : 0;
  const left = AT_MOST - frame.length - before.length - weighty - Math.min(1, insights.nextSteps.length);
  const doubts = worries(telling, insights, Math.min(WORRIES_AT_MOST, Math.max(1, left)));
  const taken = frame.length + before.length + doubts.length + Math.min(1, insights.nextSteps.length);
  const main = [...before, ...doubts, ...promises(telling, insights, Math.max(1, AT_MOST - taken))];
  const ahead = next(telling, insights).map(({ text, evidence }) => ({ text: capital(telling, text), evidence }));
  const told = [...frame, ...main, ...(main.length + ahead.length > 0 ? [] : plainly(telling))];
  const sentences = [...asRead(telling, told).slice(0, AT_MOST - ahead.length), ...ahead];
  const line = headline(telling, insights, outcome, sentences);
  return { headline: line, sentences, ...(outcome && { outcome }) };
}
