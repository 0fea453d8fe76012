import type { CommitmentCategory } from '../../domain/index.js';
import { type Clause, has, type Reading, type TurnReading } from '../reading/reading.js';
import { after, before, findPledge, opens, pledgeHits, saysPledge } from './words.js';

/**
 * Whether the words of `turn.clauses[at]` promise nothing after all: they refuse, repeat what somebody else said or
 * wants, wish, tell of the past, or say how long it takes people as a rule.
 */
export function isWithheld(reading: Reading, turn: TurnReading, at: number, category: CommitmentCategory): boolean {
  const clause = turn.clauses[at] as Clause;
  const [next] = after(turn, at, 1);
  const [last] = before(turn, at, 1);
  if (refusesIn(reading, clause, category)) return true;
  if (next && fallsThrough(reading, next)) return true;
  if (saysPledge(reading, clause, 'wishes') || (last && opens(reading, last, 'wishes'))) return true;
  if (saysPledge(reading, clause, 'speaks-of')) return true;
  if (isOthers(reading, turn, at, category)) return true;
  if (isTold(reading, turn, at)) return true;
  return category === 'deadline' && !has(clause, 'clauses.absolute') && saysPledge(reading, clause, 'unsure');
}

/** “不能保证”, "nobody can guarantee": unable and what one is unable to, with hardly a word between. */
export function refusesIn(reading: Reading, clause: Clause, category: CommitmentCategory | null): boolean {
  if (opens(reading, clause, 'if')) return false;
  // “做不到退一半” says what follows, and refuses nothing.
  if (!has(clause, 'clauses.otherwise') && saysPledge(reading, clause, 'refuses')) return true;
  const hits = pledgeHits(reading, clause);
  // Who promises exclusivity promises to give nothing to others.
  const granting = category === 'exclusivity' ? [] : ['pledges.granting'];
  const ideas: Readonly<Record<string, readonly string[]>> = {
    'pledges.unable': ['pledges.promising', ...granting],
    'pledges.reluctant': ['pledges.promising'],
  };
  return hits.some((unable) =>
    hits.some(
      ({ concept, start }) =>
        ideas[unable.concept]?.includes(concept) === true &&
        start >= unable.end &&
        isClose(clause.text.slice(unable.end, start)),
    ),
  );
}

/** Between unable and promise: a few words, and nobody else who acts. */
const isClose = (between: string): boolean =>
  between.length <= (/\p{Script=Han}/u.test(between) ? CLOSE_HAN : CLOSE) &&
  !/[,:;]|\b(?:we|i|you'll|but|and|if)\b|我|就|不/.test(between);
const CLOSE = 24;
const CLOSE_HAN = 8;

/** "…, but I can't": cut short, and nothing else is offered instead. */
function fallsThrough(reading: Reading, next: Clause): boolean {
  const hit = findPledge(reading, next, 'falls-through');
  if (!hit || saysPledge(reading, next, 'accepts')) return false;
  return hit.start <= FROM_THE_START && next.text.slice(hit.end).trim().length <= LITTLE_MORE && !/\d/.test(next.text);
}
const FROM_THE_START = 6;
const LITTLE_MORE = 16;

/** In somebody else's words: the customer's, another seller's. */
export function isOthers(reading: Reading, turn: TurnReading, at: number, category: CommitmentCategory): boolean {
  const clause = turn.clauses[at] as Clause;
  const theirs = opensFor(reading, clause, 'theirs');
  // “不给同行”, "lower than any vendor" speak of others and promise all the same.
  const others =
    category !== 'exclusivity' && opensFor(reading, clause, 'others') && !/我们|咱们|\bwe\b/.test(clause.text);
  if (!theirs && !others) return false;
  const [next] = turn.clauses.slice(at + 1, at + 2);
  return !saysPledge(reading, clause, 'accepts') && !(next && saysPledge(reading, next, 'accepts'));
}

/** Opens the clause, and not as a matter of comparison or condition: "as you asked", “按您说的”. */
function opensFor(reading: Reading, clause: Clause, idea: string): boolean {
  return pledgeHits(reading, clause).some(({ concept, start }) => {
    if (concept !== `pledges.${idea}`) return false;
    const ahead = clause.text.slice(0, start);
    return ahead.length <= LATEST_OPENING && !/[按照跟和给对向为让替比]$/.test(ahead) && !LEADS_ELSEWHERE.test(ahead);
  });
}
const LATEST_OPENING = 24;
const LEADS_ELSEWHERE =
  /\b(?:as|if|what\w*|when\w*|because|since|like|way|every\w*|any\w*|all|how|where\w*|which|before|until|unless|than|from|we|we'll|i'll|we'd|for|give|get)\b/;

/** A story: it speaks of the past, here or in the clauses before it, and of nothing ahead. */
function isTold(reading: Reading, turn: TurnReading, at: number): boolean {
  const clause = turn.clauses[at] as Clause;
  const around = [clause, ...before(turn, at, STORY)];
  const past = around.some((one) => has(one, 'clauses.past') || saysPledge(reading, one, 'told'));
  if (/从来?(?:没有?|未)[^,，]{0,6}过/.test(clause.text) && !/保证|承诺/.test(clause.text)) return true;
  if (!past) return false;
  if (/\p{Script=Han}/u.test(clause.text))
    return (
      /(?:了|过)[\s\p{P}]*$|了(?:一次|一笔|钱|款|\d|[一二三四五六七八九十百]+[万千百天折])|过一次|过机/u.test(
        clause.text,
      ) && !/给您|给你|保证/.test(clause.text)
    );
  return (
    /\b(?:has|have|had)(?: \w+)? never\b|\b(?:has|have) been\b|\b(?:got|went|saved|took|cut|doubled|gave|received|paid|saw|delivered|finished|had|was|were|did)\b/.test(
      clause.text,
    ) && !/\b(?:will|'ll|can|could|going to|guarantee|promise|would)\b|'ll\b|'d\b/.test(clause.text)
  );
}
const STORY = 3;

/** How long it takes people as a rule, said to nobody in particular: it names nobody's day. */
export const isUsual = (reading: Reading, clause: Clause): boolean =>
  !has(clause, 'clauses.absolute') && saysPledge(reading, clause, 'usual') && !saysPledge(reading, clause, 'to-you');
