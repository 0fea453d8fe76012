import type { Budget } from '../../domain/index.js';
import { namedInFull, rescale, weighAsBudget } from '../amounts/amount-roles.js';
import type { Amount } from '../amounts/amounts.js';
import { amountsIn, has, type Reading, type TurnReading } from '../reading/reading.js';
import { type Features, Found, known } from './features.js';
import { NamedAmounts } from './named-amounts.js';
import { addIdeas, addNear, addWords } from './near.js';
import { unitsAfter, unitsBefore, unitsOfTurn } from './units.js';

/** An amount that the customer names, or a clause about money without an amount. */
export interface MoneyPlace {
  readonly turn: TurnReading;
  /** Number of the clause within the turn. */
  readonly at: number;
  /** In whole units of its currency; null: the clause names none. */
  readonly amount: Amount | null;
  readonly features: Features;
}

/** A question about money keeps open for this many turns. */
const QUESTION_TURNS = 4;
/** The answer to it, if it names no amount, comes within this many. */
const ANSWER_TURNS = 2;
const BEFORE = 12;
const AFTER = 12;
/** Words of a clause without an amount, of the turns before, and of the one after. */
const CLAUSE = 40;
const EARLIER = 40;
const LATER = 24;
/** A turn that names more amounts than this is a list: the rest of them are not weighed. */
const MOST_AMOUNTS = 40;

/** "Anything over 50k goes to the board", 十万以上的付款要总部批: from where on somebody must agree, not what there is to spend. */
function isThreshold(text: string, { start, end }: Amount): boolean {
  const before = text.slice(Math.max(0, start - 16), start);
  const after = text.slice(end, end + 60);
  return (
    /^(?:元|块)?(?:以上|往上)的?.{0,8}(?:要|得|须|需|归|走|批|审|招标|付款|合同|采购)/.test(after) ||
    (/(?:超过|超|满)了?$/.test(before) &&
      /^.{0,6}(?:要|得|须|需|归|走).{0,10}(?:批|签|会|审|招标|总部|老板|老总)/.test(after)) ||
    (/\b(?:over|above|exceed(?:s|ing)|more than|north of|past)\b.{0,6}$/.test(before) &&
      /^.{0,24}\b(?:needs?|has to|have to|goes?|must|requires?|gets?)\b.{0,30}\b(?:board|approv|sign|committee|tender|procurement|quotes|cfo|ceo|vp|boss|head office|hq|corporate|council)/.test(
        after,
      ))
  );
}

/** Every place where the customer's words may tell what they can spend. */
export function moneyPlaces(reading: Reading, ruled: readonly Budget[]): MoneyPlace[] {
  const places: MoneyPlace[] = [];
  const ruledHere = (turn: TurnReading, amount: Amount | null): string =>
    ruled.find(
      (one) =>
        one.evidence[0].turn === turn.index &&
        (amount === null ? one.max === null && one.min === null : one.max === amount.max || one.min === amount.min),
    )?.stance ?? 'nothing';
  let askedAt = -Infinity;
  let namedAt = -Infinity;
  let scale = 1;
  const named = new NamedAmounts(reading);
  const inFull = namedInFull(reading);
  for (const turn of reading.turns) {
    if (turn.side === 'rep' && (asksForMoney(turn) || (turn.index - namedAt <= QUESTION_TURNS && repeatsBack(turn))))
      askedAt = turn.index;
    if (turn.unreliable) continue;
    let weighed = 0;
    turn.clauses.forEach((clause, at) => {
      const amounts = amountsIn(clause);
      if (turn.side === 'customer' && namesMoney(amounts)) namedAt = turn.index;
      for (const amount of amounts) {
        if (
          turn.side === 'customer' &&
          (weighed += 1) <= MOST_AMOUNTS &&
          amount.unit !== 'percent' &&
          amount.unit !== 'discount'
        ) {
          if (isThreshold(clause.text, amount)) continue;
          const asked = turn.index - askedAt <= QUESTION_TURNS;
          const scaled = rescale(amount, scale, clause.text, inFull);
          if (scaled)
            places.push({
              turn,
              at,
              amount: scaled,
              features: amountFeatures(
                reading,
                { turn, at, amount, scaled, asked, ruled: ruledHere(turn, scaled) },
                named,
              ),
            });
        }
        if (amount.unit === 'money' && amount.scale >= 1000)
          scale = amount.scale >= 1e4 && amount.scale < 1e5 ? 1e4 : amount.scale;
      }
      if (
        turn.side === 'customer' &&
        !namesMoney(amounts) &&
        (MONEY.some((idea) => has(clause, idea)) || (at === 0 && turn.index - askedAt <= ANSWER_TURNS))
      )
        places.push({ turn, at, amount: null, features: clauseFeatures(reading, turn, at, ruledHere(turn, null)) });
    });
  }
  return places;
}

const asksForMoney = ({ clauses }: TurnReading): boolean =>
  clauses.some((clause) => has(clause, 'budgets.asks_budget'));

/** “Fifteen thousand?” after the customer named an amount: the answer is about the same. */
const repeatsBack = ({ folded, clauses }: TurnReading): boolean =>
  folded.includes('?') && clauses.slice(0, FIRST_CLAUSES).some((clause) => namesMoney(amountsIn(clause)));
const FIRST_CLAUSES = 8;

const namesMoney = (amounts: readonly Amount[]): boolean => amounts.some(({ unit }) => unit === 'money');

const MONEY = ['budgets.budget', 'budgets.none', 'budgets.frozen', 'budgets.pending', 'budgets.ceiling'];

/** An amount where it is said: as it is said and in whole units, whether we asked for it, and what the rules take it for. */
interface Said {
  readonly turn: TurnReading;
  readonly at: number;
  readonly amount: Amount;
  readonly scaled: Amount;
  readonly asked: boolean;
  readonly ruled: string;
}

function amountFeatures(
  reading: Reading,
  { turn, at, amount, scaled, asked, ruled }: Said,
  named: NamedAmounts,
): Features {
  const found = new Found();
  const clause = turn.clauses[at];
  if (!clause) return found.features();
  const start = clause.start + amount.start;
  const end = clause.start + amount.end;
  const units = unitsOfTurn(turn);
  addNear(found, unitsBefore(units, start, BEFORE), 'left', 2);
  addNear(found, unitsAfter(units, end, AFTER), 'right', 2);
  found.add(known(`the rules say ${ruled}`));
  found.add(known(`unit ${amount.unit}`));
  found.add(known(`bound ${amount.bound}`));
  found.add(known(`per ${amount.period}`));
  found.add(known(`range ${amount.min !== amount.max}`));
  found.add(known(`size ${Math.floor(Math.log10(Math.max(1, amount.max ?? amount.min ?? 1)))}`));
  found.add(known(`asked ${asked}`));
  const weight = Math.round(weighAsBudget(reading, turn, clause, at, amount, asked));
  for (let step = -4; step <= 6; step += 1) if (weight >= step) found.add(known(`the rules weigh ${step}`));
  named.addBeside(found, turn.index, amount, scaled.max ?? scaled.min ?? 0);
  common(found, reading, turn, at);
  return found.features();
}

function clauseFeatures(reading: Reading, turn: TurnReading, at: number, ruled: string): Features {
  const found = new Found();
  found.add(known('no amount'));
  found.add(known(`the rules say ${ruled}`));
  const clause = turn.clauses[at];
  const next = turn.clauses[at + 1];
  if (clause) {
    const to = next?.end ?? clause.end;
    const said = unitsAfter(unitsOfTurn(turn), clause.start, CLAUSE).filter(({ end }) => end <= to);
    addNear(found, said, 'clause', 2);
  }
  common(found, reading, turn, at);
  return found.features();
}

function common(found: Found, reading: Reading, turn: TurnReading, at: number): void {
  addIdeas(found, turn, at, { name: 'money', reach: 2, sentence: false });
  for (const by of [1, 2]) {
    const earlier = reading.turns[turn.index - by];
    if (earlier) addWords(found, unitsOfTurn(earlier).slice(-EARLIER), `${by} before ${earlier.side}`);
  }
  const later = reading.turns[turn.index + 1];
  if (later) addWords(found, unitsOfTurn(later).slice(0, LATER), `after ${later.side}`);
}
