import { cite, type Evidence, type Summary } from '../../domain/index.js';
import { dayText } from '../script/moments.js';
import type { Clause, Reading, TurnReading } from '../reading/reading.js';
import { says, shorten } from '../says.js';
import { weigh, weightOf } from '../reading/text.js';

export type Sentence = Summary['sentences'][number];

/** What the writer of a summary keeps in mind. */
export interface Telling {
  readonly reading: Reading;
  /** The days on which it took place, where a chat lasted several; else empty. */
  readonly days: readonly string[];
  /** Words that stand in the summary already: nothing is quoted twice. */
  readonly told: Evidence[];
}

/** A quote as the summary shows it, and the words that it shows. */
export interface Quote {
  readonly text: string;
  readonly evidence: Evidence;
}

/** About what fits on two lines with the sentence around it, by the script of the words. */
const UNITS = { zh: 46, en: 104 } as const;
/** Fewer words than this are quoted with what stands around them in their sentence. */
const ENOUGH_WORDS = 6;
/** Fewer than this tell nothing: then the next sentence is quoted too. */
const TELLS_NOTHING = 2;
/** Words before the point: they are left out. */
const LEAD =
  /^(?:(?:um+|uh+|er|so|well|oh|yeah|yep|ok|okay|right|and|but|or|also|like|you know|i mean|honestly|look|hi|hey)\b[\s,.…-]*|(?:嗯+|啊|哦|噢|呃|额|唉|哎|诶|那个|就是说|就是|然后|但是|但|不过|可是|而且|另外|反正)[\s,，。…、]*)+/i;

export const startTelling = (reading: Reading): Telling => ({ reading, days: daysOf(reading), told: [] });

/** The days of a chat that lasted several. */
function daysOf({ transcript }: Reading): string[] {
  const days = new Set(transcript.turns.flatMap(({ sentAt }) => (sentAt ? [sentAt.slice(0, 10)] : [])));
  return days.size > 1 ? [...days].sort() : [];
}

/** The words of an Insight, with enough around them to be understood, without a lead-in, cut at the end of a clause. */
export function quote(
  telling: Telling,
  evidence: Evidence,
  units?: { readonly zh: number; readonly en: number },
): Quote {
  const { reading, told } = telling;
  const turn = reading.turns[evidence.turn];
  const { han, words } = weigh(evidence.quote);
  const room = (units ?? UNITS)[han > words ? 'zh' : 'en'];
  const { start, end } = turn ? withItsSentence(telling, turn, evidence, room) : evidence;
  const text = reading.transcript.turns[evidence.turn]?.text ?? evidence.quote;
  const lead = LEAD.exec(text.slice(start, end))?.[0].length ?? 0;
  const from = start + lead < end && weightOf(text.slice(start + lead, end)) >= 2 ? start + lead : start;
  const shown = cite(reading.transcript.turns, evidence.turn, from, end);
  told.push(shown);
  return { text: shorten(shown.quote, room), evidence: shown };
}

/** "Good", "嗯": one word that stands for what was said before it. */
export function tellsNothing(text: string): boolean {
  const { han, words } = weigh(text);
  return han < 2 && words < 2 && !/\d/.test(text);
}

/** Whether the words stand in the summary already. */
export const isTold = ({ told }: Telling, { turn, start, end }: Pick<Evidence, 'turn' | 'start' | 'end'>): boolean =>
  told.some((one) => one.turn === turn && one.start < end && start < one.end);

/** Clauses of the same sentence are added, what follows before what precedes, as long as there is room and need. */
function withItsSentence(
  telling: Telling,
  turn: TurnReading,
  { start, end }: Evidence,
  units: number,
): { start: number; end: number } {
  if (weightOf(turn.text.slice(start, end)) >= ENOUGH_WORDS) return { start, end };
  const inside = turn.clauses.findIndex((clause) => clause.end > start);
  let [first, last] = [inside, turn.clauses.findLastIndex((clause) => clause.start < end)];
  const [whole] = turn.clauses.slice(inside, inside + 1);
  if (!whole) return { start, end };
  const span = (): { start: number; end: number } => ({
    start: Math.min(start, turn.clauses[first]?.start ?? start),
    end: Math.max(end, turn.clauses[last]?.end ?? end),
  });
  const fits = (clause: Clause | undefined): boolean =>
    clause !== undefined &&
    (clause.sentence === whole.sentence || weightOf(turn.text.slice(span().start, span().end)) < TELLS_NOTHING) &&
    !isTold(telling, { turn: turn.index, start: clause.start, end: clause.end }) &&
    Math.max(span().end, clause.end) - Math.min(span().start, clause.start) <= units;
  while (weightOf(turn.text.slice(span().start, span().end)) < ENOUGH_WORDS) {
    if (fits(turn.clauses[last + 1])) last += 1;
    else if (fits(turn.clauses[first - 1])) first -= 1;
    else break;
  }
  return span();
}

/** Who speaks, as a colleague would say it: by name where several speak for a side. */
export function speakerOf({ reading }: Telling, { turn }: Evidence): string {
  const { side = 'unknown', speaker = null } = reading.turns[turn] ?? {};
  const its = reading.transcript.participants.filter((one) => one.side === side);
  const name = its.length > 1 ? its.find(({ id }) => id === speaker)?.name : null;
  return name ?? says(reading, `summary.who_${side}`);
}

/** "3 March" of words from a chat of several days; '' otherwise. */
export const dayOf = ({ reading, days }: Telling, { sentAt }: Evidence): string =>
  days.length === 0 || sentAt === undefined ? '' : dayText(reading, sentAt);

/** Sentences as they are read: a capital first, and the day before it where it is another than the sentence before told. */
export function asRead(telling: Telling, sentences: readonly Sentence[]): Sentence[] {
  let latest = '';
  return sentences.map(({ text, evidence }) => {
    const days = [...new Set(evidence.map((one) => dayOf(telling, one)))];
    const [day = ''] = days;
    const isNew = days.length === 1 && day !== '' && day !== latest;
    latest = days.length === 1 ? day : '';
    const dated = isNew ? says(telling.reading, 'summary.on_day', { day, text }) : text;
    return { text: capital(telling, dated), evidence };
  });
}

/** A capital at the start, unless somebody's name is written without one. */
export function capital({ reading }: Telling, text: string): string {
  const named = reading.transcript.participants.some(
    ({ name }) => name != null && name !== '' && text.startsWith(name),
  );
  return named ? text : `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

/** "A", "A and B", "A, B and C". */
export function listed({ reading }: Telling, parts: readonly string[]): string {
  const last = parts.at(-1) ?? '';
  if (parts.length < 2) return last;
  const [comma, and] = reading.voice === 'zh' ? ['、', '和'] : [', ', ' and '];
  return `${parts.slice(0, -1).join(comma)}${and}${last}`;
}

/** Several statements in one sentence: "A, B, and C", "A，B，C". */
export function joined({ reading }: Telling, parts: readonly string[]): string {
  if (reading.voice === 'zh') return parts.join('，');
  return parts.length < 3 ? parts.join(' and ') : `${parts.slice(0, -1).join(', ')}, and ${parts.at(-1)}`;
}
