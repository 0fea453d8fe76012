import type { Evidence, Insights, ScriptFit, Summary, Transcript } from '../domain/index.js';
import { cite } from '../domain/index.js';
import { loadRules, type Rules } from '../rules/load.js';
import { asksAnything } from './questions.js';
import { says, shorten } from './says.js';
import { detectLanguage, fold, voice } from './text.js';
import { moneyText, personText } from './wording.js';

type Speaking = { readonly rules: Rules; readonly voice: 'zh' | 'en' };
type Sentence = Summary['sentences'][number];

const QUOTE_UNITS = 48;
const ANSWER_UNITS = 64;
/** A good colleague's note: no more than this. */
const AT_MOST = 9;
const AT_LEAST = 3;
/** How much of a turn stands for it. */
const PLAIN_UNITS = 200;
const WORRIES_AT_MOST = 3;

/**
 * What they want, money, who decides, worries and how they were met, what was promised, what is next:
 * each sentence words an Insight and cites its evidence; nothing else is in it.
 * `rules` say how it is worded; without them the shipped ones do.
 */
export function summarize(transcript: Transcript, insights: Insights, _scriptFit: ScriptFit, rules?: Rules): Summary {
  const speaking: Speaking = {
    rules: rules ?? loadRules(),
    voice: voice(transcript.language ?? detectLanguage(transcript.turns)),
  };
  const before = [...wants(speaking, insights), ...money(speaking, insights), ...people(speaking, insights)];
  const after = [...promises(speaking, insights), ...next(speaking, insights)];
  const room = Math.max(1, Math.min(WORRIES_AT_MOST, AT_MOST - before.length - after.length));
  const sentences = [...before, ...worries(speaking, insights, room), ...after].slice(0, AT_MOST);
  if (sentences.length < AT_LEAST) sentences.unshift(...plainly(speaking, transcript, AT_LEAST - sentences.length));
  return { headline: headline(speaking, insights, sentences), sentences };
}

const quoted = ({ quote }: Evidence, units = QUOTE_UNITS): string => shorten(quote, units);

function wants(speaking: Speaking, { pains }: Insights): Sentence[] {
  const [first, second] = pains;
  if (!first) return [];
  if (!second)
    return [{ text: says(speaking, 'summary.wants', { quote: quoted(first.evidence[0]) }), evidence: first.evidence }];
  const text = says(speaking, 'summary.wants_two', {
    quote: quoted(first.evidence[0]),
    second: quoted(second.evidence[0]),
  });
  return [{ text, evidence: [...first.evidence, ...second.evidence] }];
}

function money(speaking: Speaking, { budgets }: Insights): Sentence[] {
  return budgets.slice(0, 1).map((budget) => {
    const amount = moneyText(speaking, budget);
    const values = { amount, stance: says(speaking, `summary.${budget.stance}`), quote: quoted(budget.evidence[0]) };
    return {
      text: says(speaking, amount === '' ? 'summary.no_money' : 'summary.money', values),
      evidence: budget.evidence,
    };
  });
}

function people(speaking: Speaking, { stakeholders, competitors }: Insights): Sentence[] {
  const said = (role: string, key: string): Sentence[] =>
    stakeholders
      .filter((person) => person.role === role)
      .slice(0, 1)
      .map((person) => ({
        text: says(speaking, key, { who: personText(speaking, person), quote: quoted(person.evidence[0]) }),
        evidence: person.evidence,
      }));
  const rival = competitors[0];
  const compared = rival
    ? [
        {
          text: says(speaking, 'summary.rivals', { who: rival.name, quote: quoted(rival.evidence[0]) }),
          evidence: rival.evidence,
        },
      ]
    : [];
  return [...said('decision_maker', 'summary.decides'), ...said('approver', 'summary.approves'), ...compared];
}

/** The unanswered ones first: they are what a colleague must know. */
function worries(speaking: Speaking, { objections }: Insights, atMost: number): Sentence[] {
  const sorted = [...objections].sort((a, b) => Number(a.handled) - Number(b.handled));
  return sorted.slice(0, atMost).map((objection) => {
    const response = objection.response[0];
    const values = {
      category: says(speaking, `objections.${objection.category}`),
      quote: quoted(objection.evidence[0]),
      response: response ? quoted(response, ANSWER_UNITS) : '',
    };
    return response
      ? { text: says(speaking, 'summary.met', values), evidence: [objection.evidence[0], response] }
      : { text: says(speaking, 'summary.unmet', values), evidence: objection.evidence };
  });
}

function promises(speaking: Speaking, { commitments }: Insights): Sentence[] {
  const weighty = commitments
    .filter(({ risk }) => risk !== 'low')
    .sort((a, b) => Number(b.risk === 'high') - Number(a.risk === 'high'));
  return weighty.slice(0, 2).map(({ category, risk, evidence }) => ({
    text: says(speaking, risk === 'high' ? 'summary.promised_high' : 'summary.promised', {
      category: says(speaking, `commitments.${category}`),
      quote: quoted(evidence[0]),
    }),
    evidence,
  }));
}

function next(speaking: Speaking, { nextSteps }: Insights): Sentence[] {
  const steps = nextSteps.slice(-2);
  const [first, ...rest] = steps.map(({ evidence: [only] }) => only);
  if (!first) return [];
  const parts = steps.map(({ owner, due, evidence }) =>
    says(speaking, `summary.next_${owner}`, {
      quote: quoted(evidence[0]),
      due: due === null ? '' : says(speaking, 'summary.due', { date: due }),
    }),
  );
  return [
    {
      text: says(speaking, 'summary.next', { steps: parts.join(speaking.voice === 'zh' ? '；' : '; ') }),
      evidence: [first, ...rest],
    },
  ];
}

/** Where little was found, the conversation's own words: how it begins, what was asked, how it ends. */
function plainly(speaking: Speaking, { turns }: Transcript, wanted: number): Sentence[] {
  const spoken = turns.flatMap((turn, index) => (turn.text.trim() === '' || turn.unreliable === true ? [] : [index]));
  const first = spoken[0];
  const last = spoken.at(-1);
  if (first === undefined || last === undefined) return [];
  const asked = spoken.find(
    (index) => index !== first && index !== last && asksAnything(fold(turns[index]?.text.slice(0, 400) ?? '')),
  );
  const choices: (readonly [string, number | undefined])[] = [
    ['summary.started', first],
    ['summary.asked', asked],
    ['summary.ended', last === first ? undefined : last],
  ];
  return choices
    .flatMap(([key, index]): Sentence[] => {
      if (index === undefined) return [];
      const text = turns[index]?.text ?? '';
      const from = text.length - text.trimStart().length;
      const evidence = cite(turns, index, from, Math.min(text.length, from + PLAIN_UNITS));
      return [{ text: says(speaking, key, { quote: quoted(evidence) }), evidence: [evidence] }];
    })
    .slice(0, wanted);
}

function headline(speaking: Speaking, insights: Insights, sentences: readonly Sentence[]): string {
  const budget = insights.budgets[0];
  const amount = budget ? moneyText(speaking, budget) : '';
  const decider = insights.stakeholders.find(({ role }) => role === 'decision_maker');
  const unanswered = insights.objections.filter(({ handled }) => !handled).length;
  const risky = insights.commitments.filter(({ risk }) => risk === 'high').length;
  const due = insights.nextSteps.findLast((step) => step.due !== null)?.due ?? null;
  const parts = [
    ...(amount === '' ? [] : [says(speaking, 'summary.headline_money', { amount })]),
    ...(decider ? [says(speaking, 'summary.headline_decides', { who: personText(speaking, decider) })] : []),
    ...(unanswered === 0 ? [] : [says(speaking, 'summary.headline_worries', { count: String(unanswered) })]),
    ...(risky === 0 ? [] : [says(speaking, 'summary.headline_risky', { count: String(risky) })]),
    ...(due === null ? [] : [says(speaking, 'summary.headline_next', { date: due })]),
  ];
  if (parts.length > 0) return parts.join(speaking.voice === 'zh' ? '，' : ', ');
  const only = sentences[0]?.evidence[0];
  return only ? quoted(only) : '';
}
