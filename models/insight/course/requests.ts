import { tells } from './course.js';
import { findTimes } from '../dates/dates.js';
import { type Clause, has, type Reading, type TurnReading } from '../reading/reading.js';

/** What the customer asks the rep for, and where the rep takes it. */
export interface Request {
  readonly turn: TurnReading;
  readonly at: number;
  /** The clause in which the rep takes it; null where nobody answered, or not with yes. */
  readonly accepted: { readonly turn: TurnReading; readonly clause: Clause } | null;
}

/** The answer follows within so many turns: the customer may add a day first. */
const ANSWER_TURNS = 3;
/** It is taken with the first words of the answer. */
const FIRST_CLAUSES = 2;

/** The first thing that the customer asks the rep for in each turn. */
export function requestsIn(reading: Reading): Request[] {
  return reading.turns.flatMap((turn): Request[] => {
    if (turn.side !== 'customer' || turn.unreliable) return [];
    const at = turn.clauses.findIndex((clause) => isRequest(reading, turn, clause));
    return at < 0 ? [] : [{ turn, at, accepted: acceptance(reading, turn) }];
  });
}

/** Whether the customer asks for something to be sent or done in a clause. */
export function isRequest(reading: Reading, turn: TurnReading, clause: Clause): boolean {
  return tells(reading, turn, clause, 'requests.asks') && !tells(reading, turn, clause, 'requests.asks_not');
}

function acceptance(reading: Reading, { index }: TurnReading): Request['accepted'] {
  const answer = reading.turns
    .slice(index + 1, index + 1 + ANSWER_TURNS)
    .find(({ side, unreliable }) => side === 'rep' && !unreliable);
  const first = answer?.clauses.slice(0, FIRST_CLAUSES) ?? [];
  if (!answer || first.some((clause) => has(clause, 'clauses.refusal') || clause.asks === 'asks')) return null;
  const clause = first.find((one) => tells(reading, answer, one, 'requests.accepts'));
  return clause ? { turn: answer, clause } : null;
}

/** What has gone out is no step to come. */
export function isDelivered(reading: Reading, turn: TurnReading, clause: Clause): boolean {
  return tells(reading, turn, clause, 'requests.delivered') && !tells(reading, turn, clause, 'requests.ahead');
}

/** Words that say that something is sent or done, and not what. */
const ZH_BARE =
  /之前|以前|之内|以内|下班|[前内]|[今明后]天|[上中下]午|晚上|早上|[上下本这]?周[一二三四五六日天末]?|[月号日]|[一二两三四五六七八九十]+|没问题|可以|收到|好的?|一定|过去|过来|一下|邮箱|微信|明白|肯定|直接|马上|稍后|尽快|[我你您们就给把发送寄传交的了吧哈啊呢嘞行到上去来会先那也都能让再这点半看]/g;
const EN_BARE =
  /\b(?:i|we|you|ll|d|m|re|ve|s|will|can|it|that|them|those|this|these|over|have|has|get|got|send|sending|sent|email|mail|forward|to|the|by|for|on|at|in|of|then|so|well|okay|ok|sure|thing|do|done|no|problem|course|yes|yeah|yep|thanks|thank|and|just|let|me|across|be|today|absolutely|certainly|right|away|as|soon|possible|asap|great|perfect|good|noted|happy|consider|going|gonna|up|there|with|your|inbox|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|half|past|noon|am|pm|clock|o)\b/g;

/** Whether the words of a step do not tell what is done: "明天发您", "I'll send that tomorrow", "Will do". */
export function saysNothing(folded: string): boolean {
  let rest = folded;
  for (const { start, end } of findTimes(folded, null))
    rest = rest.slice(0, start) + ' '.repeat(end - start) + rest.slice(end);
  return !/\p{L}/u.test(rest.replace(ZH_BARE, ' ').replace(EN_BARE, ' '));
}
