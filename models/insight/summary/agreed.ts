import type { Commitment, Evidence, Insights, NextStep } from '../../domain/index.js';
import { dayText } from '../script/moments.js';
import { type About, aboutOf, sharedWords, shareTopic } from '../promises/about.js';
import { says, shorten } from '../says.js';
import { fold } from '../reading/text.js';
import { dayOf, isTold, joined, listed, quote, type Sentence, speakerOf, type Telling } from './telling.js';

const TOGETHER = 3;
const STEPS = 3;

/** What we promised: first what the policy forbids, then what leaves no way out, then what was offered with one. */
export function promises(telling: Telling, { commitments, nextSteps }: Insights, atMost: number): Sentence[] {
  const weighty = commitments.filter(({ risk, allowed }) => risk !== 'low' || allowed === false);
  const moved = changes(telling, weighty);
  const left = weighty.filter((one) => !moved.some((pair) => pair.includes(one)));
  const against = left.filter(({ allowed }) => allowed === false);
  const firm = left.filter(({ allowed, risk }) => allowed !== false && risk === 'high');
  // What was quoted as an answer, and what will be told as a next step, is not told a second time.
  const isNews = ({ evidence: [place] }: Commitment): boolean =>
    !isTold(telling, place) && !nextSteps.some(({ evidence }) => overlap(evidence[0], place));
  const offers = left.filter(({ allowed, risk }) => allowed !== false && risk !== 'high');
  return [
    ...moved.slice(0, 1).map((pair) => changed(telling, pair)),
    ...together(telling, against, 'against'),
    ...together(telling, firm, 'firm'),
    ...together(telling, offers.filter(isNews).slice(0, 2), 'offered'),
  ].slice(0, atMost);
}

type Pair = readonly [Commitment, Commitment];

/** The same thing promised twice with another date or another share: the first and the last of it. */
function changes({ reading }: Telling, commitments: readonly Commitment[]): Pair[] {
  const kinds = new Map<string, Commitment[]>();
  for (const one of commitments) {
    if (one.due === null && one.amount === null) continue;
    const kind = `${one.category} ${one.amount?.unit ?? 'due'}`;
    const alike = kinds.get(kind);
    if (alike) alike.push(one);
    else kinds.set(kind, [one]);
  }
  return [...kinds.values()].flatMap((alike): Pair[] => {
    const last = alike.at(-1) as Commitment;
    const first = alike.find((one) => one.evidence[0].turn < last.evidence[0].turn && isAbout(reading, one, last));
    if (!first) return [];
    const differs = first.amount ? first.amount.value !== last.amount?.value : first.due !== last.due;
    return differs ? [[first, last]] : [];
  });
}

/** Whether two promises are surely about one thing: only then is the later one a change of the earlier. */
function isAbout({ rules }: Telling['reading'], a: Commitment, b: Commitment): boolean {
  const [left, right] = [a, b].map(({ evidence: [{ quote: words }] }) => aboutOf(rules.ledger, fold(words))) as [
    About,
    About,
  ];
  return shareTopic(left.topics, right.topics) ?? (sharedWords(left.words, right.words) ?? 0) >= SAME_WORDS;
}
const SAME_WORDS = 0.5;

function changed(telling: Telling, [first, last]: Pair): Sentence {
  const [before, after] = [quote(telling, first.evidence[0]), quote(telling, last.evidence[0])];
  const isAgainst = first.allowed === false || last.allowed === false;
  const [rep, other] = [first, last].map(({ evidence: [place] }) => speakerOf(telling, place)) as [string, string];
  const key = rep === other ? 'changed' : 'changed_by';
  const text = says(telling.reading, `summary.${key}${isAgainst ? '_against' : ''}`, {
    rep,
    other,
    first: withDue(telling, first, before.text),
    last: withDue(telling, last, after.text),
  });
  return { text, evidence: [before.evidence, after.evidence] };
}

/** Promises of one weight in one sentence; each place is quoted once. */
function together(telling: Telling, commitments: readonly Commitment[], key: string): Sentence[] {
  const quoted: { readonly text: string; readonly evidence: Evidence }[] = [];
  for (const commitment of commitments) {
    const [place] = commitment.evidence;
    if (quoted.length === TOGETHER || quoted.some(({ evidence }) => overlap(evidence, place))) continue;
    const said = quote(telling, place);
    quoted.push({ text: withDue(telling, commitment, said.text), evidence: said.evidence });
  }
  const [first, ...rest] = quoted;
  if (!first) return [];
  const evidence: Sentence['evidence'] = [first.evidence, ...rest.map((one) => one.evidence)];
  const texts = withDays(telling, quoted);
  const bySpeaker = new Map<string, string[]>();
  quoted.forEach((one, n) => {
    const who = speakerOf(telling, one.evidence);
    bySpeaker.set(who, [...(bySpeaker.get(who) ?? []), texts[n] ?? '']);
  });
  if (bySpeaker.size > 1) return [{ text: bySeveral(telling, bySpeaker, key), evidence }];
  const number = rest.length === 0 ? key : `${key}_all`;
  const values = { rep: speakerOf(telling, first.evidence), quotes: listed(telling, texts) };
  return [{ text: says(telling.reading, `summary.${number}`, values), evidence }];
}

/** "Ann promised A and Tom promised B": what each of several said is theirs. */
function bySeveral(telling: Telling, bySpeaker: ReadonlyMap<string, readonly string[]>, key: string): string {
  const verb = key === 'offered' ? 'offered_by' : 'promised_by';
  const parts = [...bySpeaker].map(([rep, texts]) =>
    says(telling.reading, `summary.${verb}`, { rep, quotes: listed(telling, texts) }),
  );
  return says(telling.reading, `summary.${key}_several`, { parts: joined(telling, parts) });
}

const withDue = ({ reading }: Telling, { due }: { due: string | null }, text: string): string => {
  const said = says(reading, 'summary.words', { quote: text });
  return due === null ? said : says(reading, 'summary.due', { text: said, day: dayText(reading, due) });
};

/** Quotes from different days of a chat, each with its day. */
function withDays(telling: Telling, quoted: readonly { text: string; evidence: Evidence }[]): string[] {
  const days = quoted.map(({ evidence }) => dayOf(telling, evidence));
  if (new Set(days).size < 2) return quoted.map(({ text }) => text);
  return quoted.map(({ text }, n) => says(telling.reading, 'summary.said_on', { text, day: days[n] ?? '' }));
}

/** Who does what next: what has a day first, the latest of what has none, told in the order of the talk. */
export function next(telling: Telling, { nextSteps }: Insights): Sentence[] {
  const chosen = nextSteps
    .filter((step) => isAhead(telling, step))
    .filter(({ evidence: [place] }, n, all) => !(all[n + 1] && overlap((all[n + 1] as NextStep).evidence[0], place)))
    .map((step, n) => ({ step, n }))
    .toSorted((a, b) => Number(b.step.due !== null) - Number(a.step.due !== null) || b.n - a.n)
    .slice(0, STEPS)
    .toSorted((a, b) => a.n - b.n);
  const whose = new Map<NextStep['owner'], string[]>();
  const cited: Evidence[] = [];
  for (const { step } of chosen) {
    const { text, evidence } = stepText(telling, step);
    cited.push(...evidence);
    whose.set(step.owner, [...(whose.get(step.owner) ?? []), text]);
  }
  const [first, ...rest] = cited;
  if (!first) return [];
  const steps = [...whose]
    .map(([owner, what]) => says(telling.reading, `summary.next_${owner}`, { what: listed(telling, what) }))
    .join(telling.reading.voice === 'zh' ? '；' : '; ');
  return [{ text: says(telling.reading, 'summary.next', { steps }), evidence: [first, ...rest] }];
}

/** What is to be done, with the words that tell what it is about where its own do not. */
function stepText(telling: Telling, step: NextStep): { text: string; evidence: Evidence[] } {
  const [place, other] = step.evidence;
  const said = quote(telling, place);
  const isAbout = other !== undefined && step.action.includes(shorten(other.quote)) && !isTold(telling, other);
  if (!isAbout) return { text: withDue(telling, step, said.text), evidence: [said.evidence] };
  const about = quote(telling, other);
  const words = says(telling.reading, 'summary.words', { quote: said.text });
  const quoted = says(telling.reading, 'summary.quoted', { text: words, quote: about.text });
  const dated =
    step.due === null
      ? quoted
      : says(telling.reading, 'summary.due', { text: quoted, day: dayText(telling.reading, step.due) });
  return { text: dated, evidence: [said.evidence, about.evidence] };
}

/** In a chat of several days a step is next while its day is not past, or, without one, when it was spoken of last. */
function isAhead({ days }: Telling, { due, evidence: [{ sentAt }] }: NextStep): boolean {
  const last = days.at(-1);
  return last === undefined || (due === null ? sentAt?.slice(0, 10) === last : due >= last);
}

const overlap = (a: Evidence, b: Evidence): boolean => a.turn === b.turn && a.start < b.end && b.start < a.end;
