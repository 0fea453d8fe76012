import type { Insights, Outcome } from '../../domain/index.js';
import { dayText } from '../script/moments.js';
import { says } from '../says.js';
import { isSeveral, moneyText, personText } from '../wording.js';
import { endingInShort } from './ending.js';
import { capital, quote, type Sentence, type Telling } from './telling.js';

/** The conversation in one line, how it ended first; where nothing was found, how it began. */
export function headline(
  telling: Telling,
  insights: Insights,
  outcome: Outcome | null,
  sentences: readonly Sentence[],
): string {
  const { reading } = telling;
  const budget = insights.budgets[0];
  const amount = budget ? moneyText(reading, budget) : '';
  const decider = insights.stakeholders.find(({ role }) => role === 'decision_maker');
  const who = decider ? personText(reading, { name: decider.name, title: decider.name ? null : decider.title }) : null;
  const due = insights.nextSteps.findLast((step) => step.due !== null)?.due ?? null;
  const against = insights.commitments.filter(({ allowed }) => allowed === false).length;
  const parts = [
    ...endingInShort(telling, outcome),
    ...(budget && (budget.stance === 'none' || budget.stance === 'frozen')
      ? [says(reading, `summary.headline_${budget.stance}`)]
      : amount === ''
        ? []
        : [says(reading, 'summary.headline_money', { amount })]),
    ...(who === null
      ? []
      : [says(reading, `summary.headline_decides${decider && isSeveral(decider) ? '_several' : ''}`, { who })]),
    ...counted(telling, 'worries', insights.objections.filter(({ handled }) => !handled).length),
    ...counted(telling, 'against', against),
    ...counted(telling, 'risky', against > 0 ? 0 : insights.commitments.filter(({ risk }) => risk === 'high').length),
    ...(due === null ? [] : [says(reading, 'summary.headline_next', { day: dayText(reading, due) })]),
  ];
  if (parts.length > 0) return capital(telling, parts.join(reading.voice === 'zh' ? '，' : ', '));
  const only = sentences[0]?.evidence[0];
  return only ? quote(telling, only).text : '';
}

const counted = ({ reading }: Telling, what: string, count: number): string[] =>
  count === 0 ? [] : [says(reading, `summary.headline_${what}${count === 1 ? '_one' : ''}`, { count: String(count) })];
