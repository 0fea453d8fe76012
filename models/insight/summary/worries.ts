import type { Evidence, Insights, Objection } from '../../domain/index.js';
import { says } from '../says.js';
import { dayOf, isTold, listed, quote, type Sentence, speakerOf, type Telling, tellsNothing } from './telling.js';

const UNANSWERED_AT_ONCE = 3;
/** An answer may be longer than a worry. */
const ANSWER_UNITS = { zh: 60, en: 130 } as const;

/** What the customer doubted in one breath: often the same words are about two things. */
interface Worry {
  readonly categories: readonly string[];
  readonly objection: Objection;
}

/** What the customer doubted and how it was met, in the order of the talk; what nobody answered comes last, together. */
export function worries(telling: Telling, { objections }: Insights, atMost: number): Sentence[] {
  const all = distinct(telling, objections);
  const open = all.filter(({ objection }) => !isMet(objection));
  const room = Math.max(0, atMost - (open.length > 0 ? 1 : 0));
  const met = byAnswer(
    telling,
    all.filter(({ objection }) => isMet(objection)),
  )
    .toSorted((a, b) => sureness(b) - sureness(a))
    .slice(0, room)
    .toSorted(([a], [b]) => turnOf(a) - turnOf(b));
  return [...met.map((together, n) => answered(telling, together, n > 0)), ...unanswered(telling, open)];
}

const isMet = ({ handled, response }: Objection): boolean => handled && response.length > 0;
const sureness = (together: readonly Worry[]): number =>
  Math.max(...together.map(({ objection }) => objection.confidence));
const turnOf = ({ objection }: Worry): number => objection.evidence[0].turn;

/** One for each breath and each category: what was said last of it counts. */
function distinct({ reading }: Telling, objections: readonly Objection[]): Worry[] {
  const latest = new Map(objections.map((objection) => [objection.category, objection]));
  const breaths = new Map<string, Objection[]>();
  for (const objection of latest.values()) {
    const [{ turn, start }] = objection.evidence;
    const key = `${turn} ${reading.turns[turn]?.clauses.find((clause) => clause.end > start)?.sentence ?? start}`;
    breaths.set(key, [...(breaths.get(key) ?? []), objection]);
  }
  return [...breaths.values()].map((together) => {
    const [first] = together as [Objection, ...Objection[]];
    return { categories: together.map(({ category }) => says(reading, `summary.worry_${category}`)), objection: first };
  });
}

type Together = readonly [Worry, ...Worry[]];

/** Those of one day and of one person that one answer met. */
function byAnswer(telling: Telling, met: readonly Worry[]): Together[] {
  const answers = new Map<string, [Worry, ...Worry[]]>();
  for (const worry of met) {
    const { response, evidence } = worry.objection;
    const answer = `${response[0]?.turn} ${dayOf(telling, evidence[0])} ${speakerOf(telling, evidence[0])}`;
    const known = answers.get(answer);
    if (known) known.push(worry);
    else answers.set(answer, [worry]);
  }
  return [...answers.values()];
}

function answered(telling: Telling, together: Together, isNext: boolean): Sentence {
  const { reading } = telling;
  const [{ objection }] = together;
  const [doubt] = objection.evidence;
  const reply = objection.response[0] as Evidence;
  const { text: worry, cited } = named(telling, together);
  const met = quote(telling, reply, ANSWER_UNITS);
  const [on, later] = [dayOf(telling, doubt), dayOf(telling, reply)];
  const values = {
    who: speakerOf(telling, doubt),
    worry,
    rep: speakerOf(telling, reply),
    answer: met.text,
    day: later,
  };
  const key = on === later ? (isNext ? 'met_too' : 'met') : 'met_later';
  const text = says(reading, `summary.${key}`, values);
  const dated = key === 'met_later' ? says(reading, 'summary.on_day', { day: on, text }) : text;
  const [first, ...rest] = cited;
  return { text: dated, evidence: [first, ...rest, met.evidence] };
}

function unanswered(telling: Telling, open: readonly Worry[]): Sentence[] {
  const [first, ...rest] = open.slice(0, UNANSWERED_AT_ONCE);
  if (!first) return [];
  const { text, cited } = named(telling, [first, ...rest]);
  const key = rest.length === 0 && first.categories.length === 1 ? 'unmet' : 'unmet_all';
  return [{ text: says(telling.reading, `summary.${key}`, { worries: text }), evidence: cited }];
}

/** Doubts by what they are about, each with its words, unless these stand in the summary already. */
function named(telling: Telling, together: Together): { text: string; cited: [Evidence, ...Evidence[]] } {
  const cited: Evidence[] = [];
  const parts = together.map(({ categories, objection: { evidence } }) => {
    const said = isTold(telling, evidence[0]) ? null : quote(telling, evidence[0]);
    cited.push(said?.evidence ?? evidence[0]);
    const worry = listed(telling, categories);
    return said && !tellsNothing(said.text)
      ? says(telling.reading, 'summary.quoted', { text: worry, quote: said.text })
      : worry;
  });
  return { text: listed(telling, parts), cited: cited as [Evidence, ...Evidence[]] };
}
