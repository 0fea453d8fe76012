import type { Evidence, Stakeholder, StakeholderRole } from '../../domain/index.js';
import { called, isNamesake, mentionsIn, type Mention, samePerson } from '../people/people.js';
import { type Clause, has, type Reading, type TurnReading } from '../reading/reading.js';
import { ruleName, says, shorten } from '../says.js';
import { citeClauses } from '../reading/spans.js';
import { isOthers } from '../people/whose.js';
import { personText } from '../wording.js';

/** What speaks for a role, and how much a cue counts against the others that somebody may carry. */
const CUES: readonly { readonly role: StakeholderRole; readonly concept: string; readonly weight: number }[] = [
  { role: 'decision_maker', concept: 'stakeholders.decides', weight: 5 },
  { role: 'blocker', concept: 'stakeholders.blocks', weight: 4.5 },
  { role: 'approver', concept: 'stakeholders.approves', weight: 4 },
  { role: 'champion', concept: 'stakeholders.champions', weight: 3 },
  { role: 'influencer', concept: 'stakeholders.influences', weight: 2 },
  { role: 'user', concept: 'stakeholders.uses', weight: 1 },
];

/** Nobody's decision chain is longer; a pasted address book is none. */
const AT_MOST = 40;

interface Known {
  name: string | null;
  title: string | null;
  role: StakeholderRole;
  weight: number;
  evidence: [Evidence, ...Evidence[]];
  readonly participant: string | null;
}

/** People on the customer side who shape the decision: those who are named with what they do, and those who speak. */
export function stakeholders(reading: Reading): Stakeholder[] {
  const known: Known[] = [];
  for (const turn of reading.turns) {
    if (turn.side !== 'customer' || turn.unreliable) continue;
    let spokenOf: Mention | null = null;
    turn.clauses.forEach((clause, at) => {
      const cue = cueIn(clause);
      const mentions = mentionsIn(turn, clause).filter((mention) => !isOthers(reading, turn, at, mention));
      const named = mentions.length > 0 ? mentions : spokenOf && has(clause, 'stakeholders.someone') ? [spokenOf] : [];
      if (mentions.length > 0) spokenOf = mentions.at(-1) ?? null;
      if (!cue || clause.asks === 'asks') return;
      const ofSelf = mentions.length === 0 && has(clause, 'stakeholders.self') && !has(clause, 'stakeholders.someone');
      if (named.length > 0 && !ofSelf)
        for (const mention of named.slice(0, 3)) learn(known, reading, turn, [clause], mention, cue);
      else if (has(clause, 'stakeholders.self')) learnSelf(known, reading, turn, clause, cue);
    });
  }
  for (const speaker of speakers(reading, known)) known.push(speaker);
  return known.map((person) => present(reading, person));
}

function cueIn(clause: Clause): (typeof CUES)[number] | undefined {
  const negated = has(clause, 'clauses.negation');
  const cue = CUES.find(({ concept }) => has(clause, concept));
  if (!cue || !negated) return cue;
  if (cue.role === 'decision_maker' && has(clause, 'stakeholders.self'))
    return { role: 'influencer', concept: cue.concept, weight: 2.5 };
  return cue;
}

function learn(
  known: Known[],
  reading: Reading,
  turn: TurnReading,
  clauses: readonly Clause[],
  mention: Mention,
  cue: (typeof CUES)[number],
): void {
  const participant = reading.transcript.participants.find(
    (one) => one.side === 'customer' && called(one, mention) && !isNamesake(one, mention),
  );
  const earlier = known.find(
    (person) => samePerson(person, mention) || (participant !== undefined && person.participant === participant.id),
  );
  if (earlier) {
    earlier.title ??= mention.title;
    earlier.name ??= mention.name;
    if (cue.weight > earlier.weight)
      Object.assign(earlier, { role: cue.role, weight: cue.weight, evidence: citeClauses(reading, turn, clauses) });
    return;
  }
  if (known.length >= AT_MOST) return;
  known.push({
    name: participant?.name ?? mention.name,
    title: participant?.title ?? mention.title,
    role: cue.role,
    weight: cue.weight,
    evidence: citeClauses(reading, turn, clauses),
    participant: participant?.id ?? null,
  });
}

function learnSelf(
  known: Known[],
  reading: Reading,
  turn: TurnReading,
  clause: Clause,
  cue: (typeof CUES)[number],
): void {
  const speaker = reading.transcript.participants.find(({ id }) => id === turn.speaker);
  if (!speaker || (speaker.name == null && speaker.title == null)) return;
  const weight = cue.role === 'approver' ? 1.5 : cue.weight;
  const role = cue.role === 'approver' ? 'influencer' : cue.role;
  const earlier = known.find((person) => person.participant === speaker.id);
  const evidence = citeClauses(reading, turn, [clause]);
  if (!earlier)
    known.push({
      name: speaker.name ?? null,
      title: speaker.title ?? null,
      role,
      weight,
      evidence,
      participant: speaker.id,
    });
  else if (weight > earlier.weight) Object.assign(earlier, { role, weight, evidence });
}

/** Who speaks at some length for the customer and claims no more weighs in: an influencer. */
function speakers(reading: Reading, known: readonly Known[]): Known[] {
  return reading.transcript.participants.flatMap((participant): Known[] => {
    if (participant.side !== 'customer' || (participant.name == null && participant.title == null)) return [];
    if (known.some((person) => person.participant === participant.id)) return [];
    const turns = reading.turns.filter(
      (turn) => turn.speaker === participant.id && !turn.unreliable && turn.text.trim() !== '',
    );
    const telling = turns.find((turn) => turn.clauses.some((clause) => has(clause, 'stakeholders.self'))) ?? turns[0];
    const clause = telling?.clauses.find((one) => has(one, 'stakeholders.self')) ?? telling?.clauses[0];
    if (!telling || !clause || turns.length < 2) return [];
    return [
      {
        name: participant.name ?? null,
        title: participant.title ?? null,
        role: 'influencer',
        weight: 0,
        evidence: citeClauses(reading, telling, [clause]),
        participant: participant.id,
      },
    ];
  });
}

/** A claim of somebody who is called otherwise as well. */
export function renamed(
  reading: Reading,
  claim: Stakeholder,
  { name, title }: Pick<Stakeholder, 'name' | 'title'>,
): Stakeholder {
  if (claim.name === name && claim.title === title) return claim;
  const [first, ...more] = claim.evidence;
  const { because } = present(reading, {
    name,
    title,
    role: claim.role,
    weight: 1,
    evidence: [first],
    participant: null,
  });
  return { ...claim, name, title, because, evidence: [first, ...more] };
}

/** The stakeholder that `turn.clauses[at]` makes of somebody, whoever found that it does; `asked` is the question it answers. */
export function stakeholderAt(
  reading: Reading,
  turn: TurnReading,
  at: number,
  { name, title }: Pick<Stakeholder, 'name' | 'title'>,
  role: StakeholderRole,
  asked?: { readonly turn: TurnReading; readonly at: number },
): Stakeholder {
  const evidence = citeClauses(reading, turn, turn.clauses.slice(at, at + 1));
  if (asked) evidence.push(...citeClauses(reading, asked.turn, asked.turn.clauses.slice(asked.at, asked.at + 1)));
  return present(reading, { name, title, role, weight: 1, evidence, participant: null });
}

function present(reading: Reading, { name, title, role, weight, evidence }: Known): Stakeholder {
  const who = personText(reading, { name, title });
  const quote = shorten(evidence[0].quote);
  return {
    name,
    title,
    role,
    confidence: weight === 0 ? 0.4 : Math.min(0.85, 0.5 + weight * 0.06),
    because: capitalised(
      says(reading, weight === 0 ? 'stakeholders.speaks' : 'stakeholders.because', {
        who,
        quote,
        role: says(reading, `stakeholders.${role}`),
      }),
    ),
    rule: ruleName(reading, 'stakeholders', `stakeholder-${role}`),
    evidence,
  };
}

const capitalised = (text: string): string => text.replace(/^the /, 'The ').replace(/^their /, 'Their ');
