import type { Budget } from '../../domain/index.js';
import { stanceOf } from '../amounts/amount-roles.js';
import { amountsIn, type Clause, has, type Reading, type TurnReading } from '../reading/reading.js';
import { replyOf } from '../reading/replies.js';
import { citeClauses, sentenceAround } from '../reading/spans.js';
import { budgetAt } from './budgets.js';

/**
 * Budgets that a plain answer tells without an amount of its own: the rep names a figure and the customer confirms it,
 * there is none, or it is not approved yet. In the order in which they are said.
 */
export function answeredBudgets(reading: Reading): Budget[] {
  return reading.turns.flatMap((turn): Budget[] => {
    if (turn.side !== 'customer' || turn.unreliable || namesMoney(turn)) return [];
    const before = reading.turns[turn.index - 1];
    const asked = before?.side === 'rep' && !before.unreliable ? before : undefined;
    const told =
      (asked && (confirmed(reading, asked, turn) ?? denied(reading, asked, turn))) ?? awaited(reading, turn, asked);
    return told ? [told] : [];
  });
}

const namesMoney = (turn: TurnReading): boolean =>
  turn.clauses.some((clause) => amountsIn(clause).some(({ unit }) => unit === 'money'));

/** “So is the budget forty thousand?” “Yes, exactly.” */
function confirmed(reading: Reading, asked: TurnReading, answer: TurnReading): Budget | null {
  if (replyOf(answer) !== 'yes' || !SEEKS_A_YES.test(asked.folded.slice(-TAIL))) return null;
  const named = asked.clauses.flatMap((clause, at) =>
    amountsIn(clause).flatMap((amount) => (amount.unit === 'money' ? [{ at, amount }] : [])),
  );
  const [only] = named;
  if (!only || named.length > 1 || only.amount.scale < 1000) return null;
  const clause = asked.clauses[only.at] as Clause;
  const spoken = sentenceAround(asked, only.at, 2);
  if (!spoken.some(speaksOfBudget) || has(clause, 'budgets.earlier')) return null;
  const made = budgetAt(reading, asked, only.at, only.amount, stanceOf(asked, only.at, only.amount));
  return { ...made, evidence: [made.evidence[0], ...citeClauses(reading, answer, answer.clauses.slice(0, 1))] };
}

/** It asks whether it is so: 对吧, 是吗, "right?", or by its form. */
const SEEKS_A_YES = /(?:[?？]|对吧|是吧|对吗|对不对|是吗|没错吧|right|correct)[\s。.!！]*$/;
const TAIL = 16;

/** “Is there a budget for it?” “None, I'm afraid.” */
function denied(reading: Reading, asked: TurnReading, answer: TurnReading): Budget | null {
  if (replyOf(answer) !== 'no' || answer.clauses.length > SHORT) return null;
  const at = asked.clauses.findLastIndex((clause) => clause.asks !== 'no');
  const question = asked.clauses[at];
  if (!question || at < asked.clauses.length - 2) return null;
  const whether =
    ASKS_WHETHER.test(question.text) && (speaksOfBudget(question) || has(question, 'budgets.asks_budget'));
  return whether ? budgetAt(reading, answer, 0, null, 'none') : null;
}

const ASKS_WHETHER =
  /有没有|有.{0,12}(?:吗|么|没有)|(?:留|列|准备|安排|做)了?.{0,8}(?:吗|么|没有)|\b(?:do|have|has|is|are|did) (?:you|there|they|we|it|anyone|your)\b|\bany\b/;
/** More than so many clauses say more than no. */
const SHORT = 3;

/** “Our budget is still pending approval”, or to the question whether it is approved: “Not yet.” */
function awaited(reading: Reading, turn: TurnReading, asked: TurnReading | undefined): Budget | null {
  const question = asked?.clauses.findLast((clause) => clause.asks !== 'no');
  const whether = question !== undefined && ASKS_APPROVAL.test(question.text);
  const about = whether || (question !== undefined && speaksOfBudget(question));
  const at = turn.clauses.findIndex(
    (clause, n) =>
      clause.asks === 'no' &&
      (has(clause, 'budgets.awaited')
        ? sentenceAround(turn, n, 1).some(speaksOfBudget) || (about && n < SHORT)
        : whether && n === 0 && NOT_YET.test(clause.text)),
  );
  return at < 0 ? null : budgetAt(reading, turn, at, null, 'pending');
}

const ASKS_APPROVAL =
  /(?:预算|经费|费用|资金|钱|项目|这块|这笔|^).{0,6}(?:批|定)(?:下来|好|准)?了?(?:吗|没有|没)|(?:预算|经费|钱|款).{0,4}下来了(?:吗|没)|\b(?:budget|funding|money|spend|spending|it|that) (?:been |already |now |all )*(?:approved|signed off|come through|gone through)\b/;
const NOT_YET = /^(?:no,? )?not yet\b|^(?:嗯|呃)?[,， ]?还?没(?:有|呢|批|下来)?[,，。.!！ ]*$/;

const speaksOfBudget = (clause: Clause): boolean => BUDGET.test(clause.text);
const BUDGET = /预算|经费|拨款|\b(?:budget|funding|funds|capex|money)\b/;
