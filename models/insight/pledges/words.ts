import type { Hit } from '../reading/lexicon.js';
import type { Clause, Reading, TurnReading } from '../reading/reading.js';

const known = new WeakMap<Clause, readonly Hit[]>();

/** What pledges.yaml knows in a clause, found once. Offsets are into the clause. */
export function pledgeHits({ rules }: Pick<Reading, 'rules'>, clause: Clause): readonly Hit[] {
  let hits = known.get(clause);
  if (!hits) known.set(clause, (hits = rules.pledges.scan(clause.text)));
  return hits;
}

/** The first place of a clause where an idea of pledges.yaml stands. */
export const findPledge = (reading: Reading, clause: Clause, idea: string): Hit | undefined =>
  pledgeHits(reading, clause).find(({ concept }) => concept === `pledges.${idea}`);

export const saysPledge = (reading: Reading, clause: Clause | undefined, idea: string): boolean =>
  clause !== undefined && findPledge(reading, clause, idea) !== undefined;

/** Words that open a clause and say nothing of it. */
const OPENING =
  /^(?:[\s,.:;"'，。：]|and\b|but\b|so\b|well\b|okay\b|ok\b|right\b|then\b|yes\b|oh\b|hi\b|now\b|actually\b|honestly\b|unfortunately\b|let me repeat\b|if i understand (?:you )?(?:right|correctly)\b|i (?:hear|understand|know|see) (?:that )?(?:you\b)?|那么?|所以|但是?|不过|可是?|而且|就是|其实|嗯|好的?|对|我(?:明白|知道|理解|记得)|现在|如果说)*$/;

/** Whether an idea opens the clause, but for small words. */
export function opens(reading: Reading, clause: Clause, idea: string): boolean {
  return pledgeHits(reading, clause).some(
    ({ concept, start }) => concept === `pledges.${idea}` && OPENING.test(clause.text.slice(0, start)),
  );
}

/** Small words that may stand beside others in a clause that holds nothing else. */
const SMALL =
  /[\s\p{P}]|\b(?:and|so|well|yes|you|know|that|it|then|on|this|again|a|i|we|for|too|my|absolutely)\b|[的了吧呢啊哦呀嘛都这个点您你我就也那们]/gu;

/** Whether a clause holds nothing but words of these ideas. */
export function holdsOnly(reading: Reading, clause: Clause, ...ideas: readonly string[]): boolean {
  const wanted = new Set(ideas.map((idea) => `pledges.${idea}`));
  const rest = Array.from(clause.text);
  const units = clause.text.split('');
  let any = false;
  for (const { concept, start, end } of pledgeHits(reading, clause)) {
    if (!wanted.has(concept)) continue;
    any = true;
    units.fill(' ', start, end);
  }
  return any && rest.length <= LONGEST_BARE && units.join('').replace(SMALL, '') === '';
}

const LONGEST_BARE = 80;

/** The clauses of the same sentence before one, nearest first, at most so many. */
export function before(turn: TurnReading, at: number, most: number): Clause[] {
  const sentence = turn.clauses[at]?.sentence;
  const found: Clause[] = [];
  for (let by = 1; by <= most; by += 1) {
    const other = turn.clauses[at - by];
    if (!other || other.sentence !== sentence) break;
    found.push(other);
  }
  return found;
}

/** The clauses of the same sentence after one, nearest first, at most so many. */
export function after(turn: TurnReading, at: number, most: number): Clause[] {
  const sentence = turn.clauses[at]?.sentence;
  const found: Clause[] = [];
  for (let by = 1; by <= most; by += 1) {
    const other = turn.clauses[at + by];
    if (!other || other.sentence !== sentence) break;
    found.push(other);
  }
  return found;
}
