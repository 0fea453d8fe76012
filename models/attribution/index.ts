import type { Participant, Side, Transcript } from '../domain/index.js';
import { has, type Reading, readTranscript, type TurnReading } from '../insight/reading/reading.js';
import { loadRules, type Rules } from '../rules/load.js';
import { soundsLikeRep } from './speech-habits.js';
import { introducedAsStaff } from './staff.js';

export { staffRoles } from './staff.js';

/** Below this a side stays unknown: a wrong one turns every insight round. */
const SURE_ENOUGH = 0.75;
/** No single habit of speech decides alone. */
const MOST_PER_CUE = 3;
/** A name of the staff list may be somebody else's, too. */
const STAFF = 0.95;
/** Who is left over between two people, one of them known. */
const OTHER_OF_TWO = 0.9;

/**
 * Sides for participants that have none, from how they speak: who greets with a company, asks the
 * discovery questions, offers and quotes; who speaks of their own budget, boss and pain; and how all that
 * they say sounds; and from the staff list, where they say their name. What a person, the export, a staff
 * list or the channel says is never changed.
 * @param staff names of the rep's side
 */
export function attributeSides(
  given: Transcript,
  rules: Rules = loadRules(),
  { staff = [] }: { staff?: readonly string[] } = {},
): Participant[] {
  const transcript = { ...given, participants: withStaff(given, staff) };
  const fixed = (one: Participant): boolean =>
    one.side !== 'unknown' && one.sideSource !== 'attribution' && one.sideSource !== 'none';
  const open = transcript.participants.filter(
    (one) => !fixed(one) && (one.side === 'unknown' || one.sideSource === 'attribution'),
  );
  if (open.length === 0) return [...transcript.participants];
  const reading = readTranscript(transcript, rules);
  const said = turnsBySpeaker(reading);
  const talking = transcript.participants.filter(({ id }) => said.has(id));
  const guesses = new Map(open.map((one) => [one.id, guess(said, one, talking)]));
  return transcript.participants.map((one): Participant => {
    const found = guesses.get(one.id);
    if (!found) return one;
    const side: Side = found.confidence >= SURE_ENOUGH ? found.side : 'unknown';
    return {
      ...one,
      side,
      sideConfidence: side === 'unknown' ? 0 : found.confidence,
      sideSource: side === 'unknown' ? 'none' : 'attribution',
    };
  });
}

/** Who introduces themselves by a name on the staff list is a rep; two on one call may be. */
function withStaff(transcript: Transcript, staff: readonly string[]): Participant[] {
  const found = introducedAsStaff(transcript, staff);
  return transcript.participants.map((one): Participant =>
    found.has(one.id) && (one.side === 'unknown' || one.sideSource === 'attribution')
      ? { ...one, side: 'rep', sideConfidence: STAFF, sideSource: 'staff_list' }
      : one,
  );
}

type Said = ReadonlyMap<string, readonly TurnReading[]>;

function turnsBySpeaker(reading: Reading): Said {
  const said = new Map<string, TurnReading[]>();
  for (const turn of reading.turns) {
    if (turn.speaker === null || turn.unreliable || turn.text.trim() === '') continue;
    const own = said.get(turn.speaker);
    if (own) own.push(turn);
    else said.set(turn.speaker, [turn]);
  }
  return said;
}

function guess(said: Said, one: Participant, talking: readonly Participant[]): { side: Side; confidence: number } {
  const others = talking.filter(({ id }) => id !== one.id);
  const [other] = others;
  const own = evidence(said.get(one.id));
  if (others.length === 1 && other && other.side !== 'unknown' && other.sideSource !== 'attribution')
    return { side: other.side === 'rep' ? 'customer' : 'rep', confidence: OTHER_OF_TWO };
  const against = others.length === 1 && other ? own - evidence(said.get(other.id)) : own * 1.5;
  return {
    side: against > 0 ? 'rep' : 'customer',
    confidence: Math.round((1 / (1 + Math.exp(-Math.abs(against) / 2))) * 100) / 100,
  };
}

/** What the turns' sound weighs against the cues that are looked for. */
const SOUND_WEIGHT = 0.6;

/** Positive: a rep. */
const evidence = (turns: readonly TurnReading[] = []): number =>
  leaning(turns) + SOUND_WEIGHT * turns.reduce((sum, turn) => sum + soundsLikeRep(turn.text), 0);

/** Positive: speaks like a rep; negative: like a customer. */
function leaning(turns: readonly TurnReading[]): number {
  const counts = { opens: 0, asks: 0, offers: 0, sells: 0, buys: 0, objects: 0, spends: 0, suffers: 0 };
  for (const turn of turns) {
    if (turn.index <= 3 && opens(turn)) counts.opens += 2;
    for (const clause of turn.clauses) {
      if (clause.asks !== 'no' && DISCOVERS.some((topic) => has(clause, topic))) counts.asks += 0.7;
      if (OFFERS.some((concept) => has(clause, concept)) && has(clause, 'commitments.offer') && clause.asks === 'no')
        counts.offers += 0.7;
      if (has(clause, 'attribution.sells')) counts.sells += 0.8;
      if (has(clause, 'attribution.buys')) counts.buys += 1;
      if (OBJECTS.some((concept) => has(clause, concept))) counts.objects += 0.6;
      if (has(clause, 'budgets.budget') && clause.asks === 'no') counts.spends += 0.4;
      if (has(clause, 'needs.pain')) counts.suffers += 0.25;
    }
  }
  const capped = (value: number): number => Math.min(MOST_PER_CUE, value);
  const rep = capped(counts.opens) + capped(counts.asks) + capped(counts.offers) + capped(counts.sells);
  return rep - capped(counts.buys) - capped(counts.objects) - capped(counts.spends) - capped(counts.suffers);
}

const opens = (turn: TurnReading): boolean =>
  turn.clauses.some((clause) => has(clause, 'script.introduces')) &&
  turn.clauses.some((clause) => has(clause, 'script.greets'));
const DISCOVERS = [
  'script.need_topic',
  'script.impact_topic',
  'script.budget_topic',
  'script.authority_topic',
  'script.timeline_topic',
];
const OFFERS = [
  'commitments.price',
  'commitments.scope',
  'commitments.deliverable',
  'commitments.delivery',
  'commitments.refund',
];
const OBJECTS = [
  'objections.price',
  'objections.budget',
  'objections.trust',
  'objections.need',
  'objections.competitor',
  'objections.contract',
];
