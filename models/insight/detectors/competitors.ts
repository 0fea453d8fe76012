import type { Competitor, Insights } from '../../domain/index.js';
import { mentionsIn, properNames } from '../people/people.js';
import { type Clause, clausesIn, has, type Reading, type TurnReading } from '../reading/reading.js';
import { ruleName, says, shorten } from '../says.js';
import { citeClauses } from '../reading/spans.js';
import { fold } from '../reading/text.js';

/** Chinese firms are named before 那边, 家, 的; the name is what stands between a stop and that. */
const ZH_RIVAL =
  /(?:^|[,，。\s]|用(?:过|的是|了)?|上(?:过|了)|和|跟|比|找了?|试(?:过|了)?|看了?)([\u4e00-\u9fffa-z]{2,6}?)(?:那边|他们家|家的|他们也|他们|的报价|的方案)(?:才|也|给|报|就|便宜|来)/;
const NOT_A_FIRM =
  /[我你您他她它这那哪谁啥]|领导|老板|财务|同事|一家|两家|别家|别的|其他|另外|对面|上面|总部|客户|供应商|隔壁|之前|现在|银行|市场|网上|朋友/;

/** Rivals by name, from the customer's words beside words of comparing. Nobody named: nothing claimed. */
export function competitors(reading: Reading): Competitor[] {
  const { company } = reading.rules;
  const found = new Map<string, Competitor>();
  const people = new Set(
    reading.transcript.participants.flatMap(({ name }) => (name ? name.toLowerCase().split(/\s+/) : [])),
  );
  for (const turn of reading.turns) {
    if (turn.side !== 'customer' || turn.unreliable) continue;
    for (const { name, clause } of namedByCompany(reading, turn)) {
      if (found.has(fold(name))) continue;
      const evidence = citeClauses(reading, turn, [clause]);
      found.set(fold(name), {
        ...{ name, confidence: 0.9, rule: company?.rule ?? '', evidence },
        because: says(reading, 'competitors.listed', { quote: shorten(evidence[0].quote) }),
      });
    }
    for (const clause of turn.clauses) {
      if (!has(clause, 'competitors.rival')) continue;
      for (const name of namesIn(turn, clause)) {
        const key = fold(name);
        if (
          NO_FIRM.test(name) ||
          found.has(key) ||
          company?.products.has(key) ||
          isListed(company, key) ||
          key.split(/\s+/).some((word) => people.has(word))
        )
          continue;
        const evidence = citeClauses(reading, turn, [clause]);
        const quote = shorten(evidence[0].quote);
        found.set(key, {
          name,
          confidence: 0.45,
          because: says(reading, 'competitors.because', { quote }),
          rule: ruleName(reading, 'competitors', 'competitor'),
          evidence,
        });
      }
    }
  }
  return [...found.values()];
}

/** Rivals of the company's lexicon in one turn, each with the clause that names it. */
function namedByCompany({ rules: { company } }: Reading, turn: TurnReading): { name: string; clause: Clause }[] {
  return (company?.competitors.scan(turn.folded) ?? []).flatMap(({ concept: name, start, end }) =>
    clausesIn(turn, { start, end })
      .slice(0, 1)
      .map((clause) => ({ name, clause })),
  );
}

/** The name, in another writing, of a rival that the lexicon lists: it is found under the lexicon's name. */
const isListed = (company: Reading['rules']['company'], folded: string): boolean =>
  (company?.competitors.scan(folded) ?? []).some(({ start, end }) => start === 0 && end === folded.length);

function namesIn(turn: TurnReading, clause: Clause): string[] {
  const chinese = ZH_RIVAL.exec(clause.text)?.[1];
  if (chinese && !NOT_A_FIRM.test(chinese)) {
    const at = clause.start + clause.text.indexOf(chinese);
    return [turn.text.slice(at, at + chinese.length)];
  }
  if (
    !/quoted|quote|looking at|looked at|talk|compar|versus|vs|demo|evaluat|cheaper|offer|pitch|switch|came in|bid|shortlist|incumbent|trial|pilot|proposal|had/.test(
      clause.text,
    )
  )
    return [];
  return properNames(turn, clause)
    .filter(
      (name) =>
        !/\s(?:[A-Z][a-z]+)$/.test(name) ||
        /(?:Energy|Systems|Software|Labs|Tech|Cloud|Group|Solutions|Health|Works|Data)$/.test(name),
    )
    .map((name) => whole(turn, clause, name));
}

/** What rivals do, and what belongs to them, behind the name. */
const DOES =
  /^(?:'s|’s)? ?(?:,? ?(?:people|folks|crowd|mob|lot|man|guy|fella|fellow|chap|lad|lady|gentleman|rep|dealer|agent|ones?|licen[cs]e|quote|stack|card)\b|(?:has|have|had|is|are|was|were|said|says|told|quoted|quoting|gave|gives|offered|offers|offering|did|does|do|came|come|comes|threw|throws?|charges?|wants?|will|would|won|already|won't|been)\b|at [$£€]?\d|[,，]? ?(?:的|家|那边|那家|自己|给|报|是|也|他们))/;
/** What customers do with rivals, before the name. */
const WITH =
  /(?:\b(?:with|use|uses|used|using|got|than|called|versus|vs|against|over|about|like|by|try|tried|have|has|had|we're on|(?:switch|moved|talked|talking) to|look(?:ed|ing) at)(?: the| that)? |(?:用|找|有|跟|和|比|看|叫)(?:的|过|了)? ?)$/;
/** A place is where a rival sits, not what it is called. */
const PLACE = /\b(?:in|from|at|near|of|for|via) $/;
/** Written with a capital, and no firm. */
const NO_FIRM = /^(?:Theirs|Ours|Yours|Mine|Sept|Part|[A-Z][a-z]+ing)$/;

/** Rivals by name where an objection compares us with one: beside what they do, or what the customer does with them. */
export function rivalsNamed(
  reading: Reading,
  { objections, stakeholders, competitors }: Pick<Insights, 'objections' | 'stakeholders' | 'competitors'>,
): Competitor[] {
  const { company } = reading.rules;
  const people = new Set(
    [...reading.transcript.participants, ...stakeholders].flatMap(({ name }) => fold(name ?? '').split(' ')),
  );
  const known = new Set(competitors.map(({ name }) => fold(name)));
  const found: Competitor[] = [];
  for (const { category, confidence, evidence } of objections) {
    const turn = category === 'competitor' ? reading.turns[evidence[0].turn] : undefined;
    if (!turn) continue;
    for (const { name, clause } of turn.clauses.flatMap((one) => firmsIn(turn, one))) {
      const key = fold(name);
      if (known.has(key) || company?.products.has(key) || isListed(company, key)) continue;
      if (key.split(' ').some((word) => people.has(word))) continue;
      known.add(key);
      const place = citeClauses(reading, turn, [clause]);
      found.push({
        ...{ name, confidence, rule: ruleName(reading, 'competitors', 'named'), evidence: place },
        because: says(reading, 'competitors.because', { quote: shorten(place[0].quote) }),
      });
    }
  }
  return found;
}

/** Names that stand where a rival's would. */
function firmsIn(turn: TurnReading, clause: Clause): { name: string; clause: Clause }[] {
  return mentionsIn(turn, clause).flatMap(({ name, title, by, start }) => {
    if (name === null || title !== null || (by !== 'capital' && by !== 'start') || !/^[A-Z]/.test(name)) return [];
    const firm = wholeAt(turn.text, start, name);
    const before = turn.text.slice(Math.max(0, start - 24), start);
    if (NO_FIRM.test(firm) || PLACE.test(before)) return [];
    const acts = DOES.test(turn.text.slice(start + firm.length)) || (by === 'capital' && WITH.test(before));
    return acts ? [{ name: firm, clause }] : [];
  });
}

/** Firms write capitals in the middle: RouteKing, where people's names end. */
const whole = (turn: TurnReading, clause: Clause, name: string): string =>
  wholeAt(turn.text, turn.text.indexOf(name, clause.start), name);

function wholeAt(text: string, start: number, name: string): string {
  let end = start + name.length;
  while (/\w/.test(text.charAt(end))) end += 1;
  return text.slice(start, end);
}
