import type { Clause, Reading, TurnReading } from '../reading/reading.js';
import { after, before, saysPledge } from './words.js';

/** How soon, in units of service: minutes, hours, a working day. */
const SOON =
  /(?:\d+|[一两二三四五六七八九十半]+)\s*个?(?:小时|钟头|分钟|工作日|秒)|\b(?:\d+|an?|one|two|three|four|five|six|eight|ten|twelve|fifteen|twenty|thirty|twenty-four|forty-eight|the same|half an)(?: business| working)?[- ](?:minutes?|mins?|hours?|hrs?|days?|seconds?)\b/;
/** Several days are a delivery's time, and no service's. */
const DAYS =
  /\b(?:[3-9]|\d\d+|three|four|five|six|ten)(?: business| working)? days\b|(?:[3-9]|\d\d|[三四五六七八九十])个?工作日/;

/** A standing service: how soon somebody answers, comes or repairs, whenever it is needed. Not “两小时内给您回复”, which is said of once. */
export function isService(reading: Reading, turn: TurnReading, at: number): boolean {
  const clause = turn.clauses[at] as Clause;
  if (!SOON.test(clause.text) || DAYS.test(clause.text) || !saysPledge(reading, clause, 'service')) return false;
  return [clause, ...before(turn, at, 2), ...after(turn, at, 2)].some((one) => saysPledge(reading, one, 'standing'));
}
