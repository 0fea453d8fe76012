import { type Budget, cite, type Evidence, type Insights, type Stakeholder, type Turn } from '../../domain/index.js';
import { budgetHistory } from '../classifier/judge-budgets.js';
import { tells } from '../course/course.js';
import { claimsOf } from '../extract.js';
import { clausesIn, has } from '../reading/reading.js';
import { says } from '../says.js';
import { citeClauses } from '../reading/spans.js';
import { isSeveral, moneyText, personText } from '../wording.js';
import { dayOf, isTold, joined, listed, quote, type Sentence, speakerOf, type Telling } from './telling.js';

/** The note begins with a need that is likelier one than not, or with none. */
const TOLD_FROM = 0.5;
/** How much of the first and the last message stands for the time they were sent at. */
const END_UNITS = 80;

/** What the customer wants and what hurts them today: the surest of each, or the two surest where they told of one only. */
export function wants(telling: Telling, { goals, pains }: Insights): Sentence[] {
  const [[goal, nextGoal], [pain, nextPain]] = [surestFirst(goals), surestFirst(pains)];
  const first = goal ?? pain;
  const second = goal ? (pain ?? nextGoal) : nextPain;
  if (!first) return [];
  const one = quote(telling, first.evidence[0]);
  const who = speakerOf(telling, first.evidence[0]);
  if (second && speakerOf(telling, second.evidence[0]) !== who) {
    const told = says(telling.reading, `summary.${goal ? 'goal' : 'pain'}`, { who, quote: one.text });
    return [{ text: told, evidence: [one.evidence] }, ...ofAnother(telling, second, goals)];
  }
  const other = second && !isTold(telling, second.evidence[0]) ? quote(telling, second.evidence[0]) : null;
  const kind = goal ? 'goal' : 'pain';
  const key = other === null ? kind : goal && pain ? 'goal_and_pain' : `${kind}s`;
  const values = { who, quote: one.text, second: other?.text ?? '' };
  return [
    {
      text: says(telling.reading, `summary.${key}`, values),
      evidence: other ? [one.evidence, other.evidence] : [one.evidence],
    },
  ];
}

/** What another of them wants, or what hurts them. */
function ofAnother(telling: Telling, need: Insights['goals'][number], goals: Insights['goals']): Sentence[] {
  if (isTold(telling, need.evidence[0])) return [];
  const said = quote(telling, need.evidence[0]);
  const key = goals.includes(need) ? 'goal' : 'pain';
  const values = { who: speakerOf(telling, need.evidence[0]), quote: said.text };
  return [{ text: says(telling.reading, `summary.${key}`, values), evidence: [said.evidence] }];
}

const surestFirst = (found: Insights['goals']): Insights['goals'] =>
  found.filter(({ confidence }) => confidence >= TOLD_FROM).sort((a, b) => b.confidence - a.confidence);

/** What they can spend, and what they had said of it before. */
export function money(telling: Telling, { budgets }: Insights): Sentence[] {
  return budgets.slice(0, 2).flatMap((budget, n): Sentence[] => {
    const amount = moneyText(telling.reading, budget);
    const said = quote(telling, budget.evidence[0]);
    const key = `summary.${n === 0 ? '' : 'also_'}${budget.stance}${amount === '' ? '_unnamed' : ''}`;
    const sentence: Sentence = {
      text: says(telling.reading, key, { amount, quote: said.text }),
      evidence: [said.evidence],
    };
    const before = n === 0 && budgets.length === 1 ? earlier(telling, budget) : null;
    return before ? [sentence, before] : [sentence];
  });
}

/** Another figure for it that was named before. */
function earlier(telling: Telling, budget: Budget): Sentence | null {
  const [{ turn }] = budget.evidence;
  const other = budgetHistory(telling.reading, () => claimsOf(telling.reading)).findLast(
    (one) =>
      one.evidence[0].turn < turn &&
      differs(one, budget) &&
      !isTold(telling, one.evidence[0]) &&
      !isSpent(telling, one.evidence[0]),
  );
  if (!other) return null;
  const said = quote(telling, other.evidence[0]);
  const values = { amount: moneyText(telling.reading, other), quote: said.text };
  const key = dayOf(telling, said.evidence) === '' ? 'money_before' : 'money_before_dated';
  return { text: says(telling.reading, `summary.${key}`, values), evidence: [said.evidence] };
}

/** What they spend today, or are asked to tell of it, is no budget. */
function isSpent({ reading }: Telling, place: Evidence): boolean {
  const turn = reading.turns[place.turn];
  if (!turn) return false;
  const clauses = clausesIn(turn, place);
  if (clauses.some((clause) => has(clause, 'budgets.budget') || has(clause, 'budgets.approved'))) return false;
  const question = reading.turns[place.turn - 1]?.clauses.at(-1);
  const asked = question?.asks === 'asks' ? question.text : '';
  return clauses.some(({ text }) => SPENDS.test(text)) || ASKS_SPENT.test(asked);
}
const SPENDS =
  /\b(?:spend|spending|spent|pay|paying|paid|costs?|costing)\b|花了|花掉|付(?:了|着|的|给|十|\d|[一二三四五六七八九两])|用掉|开销|开支/;
const ASKS_SPENT = /\b(?:spend|spending|pay|paying|costs?|costing)\b|(?:花|用|付|费用|开销).{0,4}多少|多少.{0,3}费用/;

const ofNote = (a: number | null, b: number | null): boolean =>
  a !== null && b !== null && Math.abs(a - b) > 0.02 * Math.max(a, b);
const differs = (a: Budget, b: Budget): boolean =>
  ofNote(a.max ?? a.min, b.max ?? b.min) && (a.period === b.period || a.period === null || b.period === null);

/** Who weighs how much, in the order in which one asks. */
const CHAIN_ROLES = ['decision_maker', 'approver', 'blocker', 'champion'] as const;

/** Who decides, who must approve, who is against and for it. */
export function people(telling: Telling, { stakeholders }: Insights): Sentence[] {
  const cited: Evidence[] = [];
  const parts = CHAIN_ROLES.flatMap((role) => {
    const its = stakeholders.filter((person) => person.role === role).slice(0, role === 'approver' ? 2 : 1);
    if (its.length === 0) return [];
    const named = its.map((person) => {
      const [place] = person.evidence;
      const said = tellsRole(telling, person) && !isTold(telling, place) ? quote(telling, place) : null;
      cited.push(said?.evidence ?? place);
      return { who: personText(telling.reading, person), said: said?.text ?? null };
    });
    const withQuote = (text: string, said: string | null): string =>
      said === null ? text : says(telling.reading, 'summary.quoted', { text, quote: said });
    const [only] = named;
    if (named.length === 1 && only)
      return [withQuote(says(telling.reading, keyOf(role, its[0]), { who: only.who }), only.said)];
    const who = listed(
      telling,
      named.map((one) => withQuote(one.who, one.said)),
    );
    return [says(telling.reading, 'summary.approvers', { who })];
  });
  const [first, ...rest] = cited;
  if (!first) return [];
  return [
    { text: says(telling.reading, 'summary.sentence', { text: joined(telling, parts) }), evidence: [first, ...rest] },
  ];
}

const keyOf = (role: (typeof CHAIN_ROLES)[number], person: Stakeholder | undefined): string =>
  `summary.${role}${person && isSeveral(person) ? '_several' : ''}`;

const ROLE_WORDS: Readonly<Record<Stakeholder['role'], string>> = {
  decision_maker: 'stakeholders.decides',
  approver: 'stakeholders.approves',
  blocker: 'stakeholders.blocks',
  champion: 'stakeholders.champions',
  influencer: 'stakeholders.influences',
  user: 'stakeholders.uses',
};

/** Whether the quote itself tells the role: else it is cited and not shown. */
function tellsRole({ reading }: Telling, { role, evidence: [place] }: Stakeholder): boolean {
  const turn = reading.turns[place.turn];
  if (!turn) return false;
  return clausesIn(turn, place).some(({ hits }) => hits.some(({ concept }) => concept === ROLE_WORDS[role]));
}

/** Whom the customer compares us with. */
export function rivals(telling: Telling, { competitors }: Insights): Sentence[] {
  const [first] = competitors;
  if (!first || isTold(telling, first.evidence[0])) return [];
  const said = quote(telling, first.evidence[0]);
  const values = { who: speakerOf(telling, first.evidence[0]), rival: first.name, quote: said.text };
  return [{ text: says(telling.reading, 'summary.rivals', values), evidence: [said.evidence] }];
}

/** From when to when a chat of several days went. */
export function period(telling: Telling): Sentence[] {
  const { reading, days } = telling;
  const turns = reading.transcript.turns.flatMap((turn, at) => (turn.sentAt && turn.text.trim() !== '' ? [at] : []));
  const [first, last] = [turns[0], turns.at(-1)];
  if (days.length === 0 || first === undefined || last === undefined) return [];
  const [start, end] = [first, last].map((at) => {
    const { text } = reading.transcript.turns[at] as Turn;
    return cite(reading.transcript.turns, at, 0, Math.min(text.length, END_UNITS));
  }) as [Evidence, Evidence];
  const values = { first: dayOf(telling, start), last: dayOf(telling, end) };
  return [{ text: says(reading, 'summary.period', values), evidence: [start, end] }];
}

/** More changes than these tell of a plan that nobody has made yet. */
const CHANGES_AT_MOST = 2;
const FIGURE =
  /\d|[一二两三四五六七八九十]|\b(?:january|february|march|april|may|june|july|august|september|october|november|december|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b/;

/** What the customer moved in a chat of several days: another day, another number. */
export function moved(telling: Telling): Sentence[] {
  if (telling.days.length === 0) return [];
  const { reading } = telling;
  const places = reading.turns
    .filter(({ side, unreliable }) => side === 'customer' && !unreliable)
    .flatMap((turn) =>
      turn.clauses
        .filter((clause) => FIGURE.test(clause.text) && tells(reading, turn, clause, 'outcomes.moves'))
        .flatMap((clause) => citeClauses(reading, turn, [clause])),
    )
    .filter((place) => !isTold(telling, place));
  return places.slice(-CHANGES_AT_MOST).map((place) => {
    const said = quote(telling, place);
    const values = { who: speakerOf(telling, said.evidence), quote: said.text };
    return { text: says(reading, 'summary.moved', values), evidence: [said.evidence] };
  });
}
