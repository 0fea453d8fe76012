import type { Clause, Reading, TurnReading } from '../reading/reading.js';
import { after, before, findPledge, pledgeHits, saysPledge } from './words.js';

/** A stretch of a turn; offsets are into the turn's text. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** The condition of a promise, and whether the clause that it was looked for in holds nothing else. */
export interface Condition extends Stretch {
  readonly clause: Clause;
}

/** The "if" of the promise that `turn.clauses[at]` makes: in its own words, else just before it, else just after it; null: none. */
export function conditionOf(reading: Reading, turn: TurnReading, at: number): Condition | null {
  const clause = turn.clauses[at];
  if (!clause) return null;
  const own = ifPart(reading, clause);
  if (own && !isWhole(clause, own)) return stretch(clause, own);
  return ahead(reading, turn, at) ?? behind(reading, turn, at);
}

/** Whether the clause is the condition of another: “只要贵司周五前给到文档，…”. */
export function isCondition(reading: Reading, turn: TurnReading, at: number): boolean {
  const clause = turn.clauses[at] as Clause;
  const own = ifPart(reading, clause);
  if (own) return isWhole(clause, own);
  const [next] = after(turn, at, 1);
  return next !== undefined && isTheirPart(reading, clause, next);
}

/** The "if" within one clause; offsets are into the clause. */
function ifPart(reading: Reading, clause: Clause): Stretch | null {
  const { text } = clause;
  const dones = pledgeHits(reading, clause).filter(
    ({ concept, end }) => concept === 'pledges.if-done' && !/(?:刚才|说过|之前)的话$/.test(text.slice(0, end)),
  );
  const done = dones.at(-1);
  const opener = pledgeHits(reading, clause).find(
    ({ concept, start }) => concept === 'pledges.if' && !isAskedFor(text, start),
  );
  if (opener) {
    const leads = LEADING.exec(text.slice(0, opener.start)) !== null;
    const main = leads ? mainFrom(text, opener.end) : text.length;
    const closed = dones.find(({ end }) => end > opener.end && text.slice(0, end).endsWith('的话'));
    return { start: leads ? openingOf(text) : opener.start, end: leads && closed ? closed.end : main };
  }
  if (!done) return forSo(text) ?? null;
  // “付款之后” ends there; “本周内付” goes on: “本周内付定金”.
  const end = /(?:后|起|的话|就)$/.test(text.slice(0, done.end)) ? done.end : mainFrom(text, done.end - 3);
  return { start: openingOf(text), end };
}

/** "What if", "as if": no condition. */
const isAskedFor = (text: string, start: number): boolean =>
  /\b(?:what|as|even|see|check|wonder\w*|know) $/.test(text.slice(0, start));

/** "For 500 units or more, …" */
function forSo(text: string): Stretch | null {
  const match =
    /^\s*(?:for|from|at) (?:orders? (?:of|over|above) )?[\d,]+ [a-z]+(?: or more| and more| and up| upwards)?(?=,|$)/.exec(
      text,
    );
  return match && /or more|and more|and up|upwards|orders?/.test(match[0])
    ? { start: openingOf(text), end: match[0].length }
    : null;
}

const openingOf = (text: string): number => /^[\s,，]*(?:(?:那|and|but|so)\b ?)?/.exec(text)?.[0].length ?? 0;

/** Only small words stand before it. */
const LEADING = /^(?:[\s,.:;，。]|and\b|but\b|so\b|well\b|then\b|yes\b|okay\b|那么?|但是?|不过|可是?|而且|您|你|也)*$/;

/** Where what holds then begins, in a clause that opens with its condition; its end where nothing does. */
function mainFrom(text: string, from: number): number {
  const least = from + 3;
  const en =
    /\s(?:then )?(?:we|i|you)(?:'ll|'d| will| can| could| would| get| have| give| guarantee| deliver| ship| refund| pay)\b/.exec(
      text.slice(least),
    );
  const zh =
    /(?:那)?(?:我们|我|咱们)?(?:就|可以|给您|给你|保证|免费|全额|包您)|(?<![给到把跟和帮让对为由])我们(?!的)/.exec(
      text.slice(least),
    );
  const starts = [en?.index, zh?.index].filter((index) => index !== undefined);
  return starts.length === 0 ? text.length : least + Math.min(...starts);
}

const isWhole = (clause: Clause, part: Stretch): boolean =>
  clause.text.slice(0, part.start).replace(/[\s,.:;，。]|\b(?:and|but|so|well|then)\b|但是?|那/g, '').length === 0 &&
  clause.text.slice(part.end).replace(/[\s\p{P}]/gu, '') === '';

const stretch = (clause: Clause, { start, end }: Stretch): Condition => ({
  clause,
  start: clause.start + start,
  end: clause.start + end,
});

/** Before it: “如果月底前签，我可以…”, "sign by Friday and I'll …". */
function ahead(reading: Reading, turn: TurnReading, at: number): Condition | null {
  const clause = turn.clauses[at] as Clause;
  for (const [n, other] of before(turn, at, REACH).entries()) {
    const part = ifPart(reading, other);
    // What the customer is told they may do is no condition of what follows.
    if (part && isWhole(other, part) && !saysPledge(reading, other, 'courtesy')) return stretch(other, part);
    if (n === 0 && isTheirPart(reading, other, clause))
      return stretch(other, { start: openingOf(other.text), end: other.text.length });
    if (part) return null;
  }
  return null;
}
const REACH = 2;

/** What the customer does first, and what we do then. */
function isTheirPart(reading: Reading, clause: Clause, next: Clause): boolean {
  const part = findPledge(reading, clause, 'their-part');
  if (!part || part.start > openingOf(clause.text) + 2) return false;
  if (/\p{Script=Han}/u.test(clause.text))
    return (
      /^[\s,，]*(?:我们|我|咱们|就)/.test(next.text) &&
      !/[?？吗]\s*$/.test(clause.text) &&
      !/我们|给您|给你/.test(clause.text.replace(/给我们|把.*给我们/g, ''))
    );
  return /^\s*and (?:i|we)(?:'ll|'d| will| can)\b/.test(next.text);
}

/** After it: "… if you sign this week", "…, but only if you take all three", “…，前提是首付到账”. */
function behind(reading: Reading, turn: TurnReading, at: number): Condition | null {
  const clause = turn.clauses[at] as Clause;
  const [next, more] = after(turn, at, 2);
  if (!next || clause.endsSentence) return null;
  const part = ifPart(reading, next);
  if (!part || !isWhole(next, part) || saysPledge(reading, next, 'courtesy')) return null;
  const words = next.text.slice(part.start);
  // “两周上线，要是有问题…”: Chinese says what holds after its condition.
  if (/\p{Script=Han}/u.test(next.text)) {
    if (/^(?:前提|条件|除非|只要)/.test(words)) return stretch(next, part);
    return more ? null : stretch(next, part);
  }
  // "…, and if anything breaks, we fix it": the condition of what follows.
  if (/^\s*(?:and|so)\b/.test(next.text) && !/\bonly if\b/.test(next.text)) return null;
  if (more && !/^\s*(?:and|or)\b/.test(more.text) && STATES.test(more.text)) return null;
  return stretch(next, part);
}

/** Something is stated of somebody, or asked of the customer. */
const STATES = /^\s*(?:then )?(?:we|i|you|he|she|it|they|this|that|there|our|your|the|my|just|please|simply|feel)\b/;
