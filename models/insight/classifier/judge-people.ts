import type { Stakeholder } from '../../domain/index.js';
import { renamed, stakeholderAt } from '../detectors/stakeholders.js';
import { samePerson } from '../people/people.js';
import { type Clause, find, has, type Reading, type TurnReading } from '../reading/reading.js';
import { hasRole, tellsOfNone } from './denied.js';
import type { Judgement } from './judgement.js';
import { likely, type Odds, probabilities, type Task } from './model.js';
import { calledFeatures, partNumbers, partOf, type Told, toldAt } from './part.js';
import { peopleOf, type Person, type Place } from './people.js';
import { unitsOf } from './units.js';
import { BARE, confidence, isShort } from './weigh.js';

/** The people of the customer's side who have a part in the decision, and which: one decision a person from all that was told. */
export function judgePeople({ reading, tasks, version }: Judgement, ruled: readonly Stakeholder[]): Stakeholder[] {
  const task = tasks.get('called') as Task;
  const people = peopleOf(reading).map((all) => {
    const isSelf = ({ turn }: Place): boolean => turn.speaker === all.participant?.id;
    const person = { ...all, places: all.places.filter((place) => isSelf(place) || !tellsOfNone(place)) };
    // Of whom something was denied only plain words tell that they have another part.
    const denied = person.places.length < all.places.length && all.participant === null;
    if (denied) person.places = person.places.filter(hasRole);
    const told = person.places.map(({ features }) =>
      toldAt(tasks.get('told') as Task, tasks.get('told role') as Task, features),
    );
    return {
      person,
      told,
      part: partOf(told),
      none: denied && person.places.length === 0 && person.answers.length === 0,
    };
  });
  return people.flatMap(({ person, told, part, none }): Stakeholder[] => {
    if (none) return [];
    const others = people.filter((other) => other.person !== person).map((other) => other.part);
    const called = Array.from(probabilities(task, calledFeatures(person)));
    const numbers = partNumbers(reading, person, called, part, others);
    const chances = (task.parts as readonly Odds[]).map((line, n) =>
      task.answers[n] === 'decision_maker' && deniesDeciding(person) ? 0 : likely(line, numbers),
    );
    if (hasGone(person, told)) return [];
    const [answered] = person.answers;
    const asked = answered ? task.answers.indexOf(answered.role) : -1;
    const likeliest = chances.indexOf(Math.max(...chances));
    // A short answer leaves the classifier little to weigh: what it is surer of stays.
    const open =
      likeliest === asked ||
      (chances[likeliest] as number) < (task.threshold[likeliest] as number) ||
      answered?.asked.turn === answered?.turn;
    const byAnswer = answered !== undefined && open && (chances[asked] as number) < BARE;
    if (byAnswer) chances[asked] = BARE;
    const own = ruled.find((one) => samePerson(person, one) && restsOn(one, person));
    // The rules take any speaker for an influencer, and are not sure of it.
    const claimed = own && own.confidence >= BARE ? own.role : null;
    const answer = chances.indexOf(Math.max(...chances));
    const role = task.answers[answer] as Stakeholder['role'];
    const least = role === claimed && person.places.every(isBare) ? BARE : 0;
    const p = Math.max(chances[answer] as number, least);
    if (p < (task.threshold[answer] as number)) return [];
    if (byAnswer && answer === asked) {
      const made = stakeholderAt(reading, answered.turn, answered.at, person, role, answered.asked);
      return [{ ...made, rule: `classifier@${version}`, confidence: confidence(p) }];
    }
    if (own?.role === role) return [{ ...renamed(reading, own, person), confidence: confidence(p) }];
    const place = strongest(person, told, answer) ?? firstWords(reading, person);
    if (!place) return [];
    const made = stakeholderAt(reading, place.turn, place.at, person, role);
    return [{ ...made, rule: `classifier@${version}`, confidence: confidence(p) }];
  });
}

/** Whether a claim's words stand where somebody is spoken of; that a speaker has no more to say stands anywhere. */
const restsOn = ({ confidence, evidence: [{ turn, start, end }] }: Stakeholder, { places }: Person): boolean =>
  confidence < BARE ||
  places.some((place) => {
    const clause = place.turn.clauses[place.at] as Clause;
    return place.turn.index === turn && clause.start <= start && end <= clause.end;
  });

/** “I can't decide that alone”: they have a part, and not the last word. */
const deniesDeciding = ({ participant, places }: Person): boolean =>
  places.some(
    ({ turn, at }) => turn.speaker === participant?.id && has(turn.clauses[at] as Clause, 'stakeholders.undecided'),
  );

/** Who is no longer there has no part, unless something else that was said of them after it tells of one. */
const hasGone = ({ participant, places }: Person, told: readonly Told[]): boolean =>
  participant === null &&
  places.some(
    (place, n) =>
      isGone(place) &&
      told.every(({ tells }, other) => other === n || tells < TELLS || isBefore(places[other] as Place, place)),
  );
const TELLS = 0.5;

/** “Max was our biggest fan, but he left the company”: in one breath, what was said first is over. */
const isBefore = (one: Place, gone: Place): boolean => one.turn === gone.turn && one.at <= gone.at;

/** “Mr Doyle retired two years ago”, and not “he's a retired banker” or 老冯明年退休. */
function isGone({ turn, at, called }: Place): boolean {
  const gone = find(turn.clauses[at] as Clause, 'stakeholders.gone');
  if (!gone || gone.start < called.end) return false;
  const between = turn.folded.slice(called.end, gone.start);
  if (BACK.test(turn.folded.slice(gone.end, (turn.clauses[at] as Clause).end))) return false;
  return between.length <= GONE_WITHIN && !STILL_THERE.test(between);
}
const GONE_WITHIN = 12;
/** 老冯退休了还在管, “retired but still signs”. */
const BACK = /[还仍]|返聘|\bstill\b/;
const STILL_THERE = /[明后]年|[快要会没不]|马上|\b(?:a|semi|not|never|nearly|almost|about|will|until|before|when|if)\b/;

/** Hardly more than the name and the rule's own words, which leaves the classifier nothing to weigh. */
const isBare = ({ turn, at }: Place): boolean =>
  isShort(turn) || unitsOf((turn.clauses[at] as Clause).text).length <= BARE_UNITS;
const BARE_UNITS = 6;

/** The place that speaks most for a role. */
function strongest({ places }: Person, told: readonly Told[], role: number): Place | undefined {
  const speaks = (n: number): number => (told[n] as Told).tells * ((told[n] as Told).roles[role] as number);
  return places.reduce<{ place: Place; n: number } | undefined>(
    (best, place, n) => (best && speaks(best.n) >= speaks(n) ? best : { place, n }),
    undefined,
  )?.place;
}

/** Where somebody who says nothing of themselves begins to speak. */
function firstWords(reading: Reading, { participant }: Person): { turn: TurnReading; at: number } | undefined {
  const turn = reading.turns.find(
    ({ speaker, unreliable, clauses }) => speaker === participant?.id && !unreliable && clauses.length > 0,
  );
  return turn && participant ? { turn, at: 0 } : undefined;
}
