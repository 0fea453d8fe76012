import { StakeholderRole } from '../../domain/index.js';
import { hashOf, mix } from '../reading/hash.js';
import type { Reading } from '../reading/reading.js';
import { fold, isHan } from '../reading/text.js';
import { type Features, Found, known } from './features.js';
import { logit, probabilities, type Task } from './model.js';
import type { Person } from './people.js';

/** What one place says of a person: how likely it tells of a part in the decision at all, and of which (they sum to 1). */
export interface Told {
  readonly tells: number;
  /** In the order of `StakeholderRole.options`. */
  readonly roles: readonly number[];
}

const ROLES = StakeholderRole.options;

/** What a place tells by the classifier's two questions about places. */
export function toldAt(tells: Task, roles: Task, features: Features): Told {
  return {
    tells: probabilities(tells, features)[0] as number,
    roles: shares(Array.from(probabilities(roles, features))),
  };
}

/** Probabilities of answers of which one is right, made to sum to 1. */
export function shares(each: readonly number[]): number[] {
  const sum = each.reduce((total, p) => total + p, 1e-9);
  return each.map((p) => p / sum);
}

/** Everything that was told of one person in a conversation: of a part at all, and of each role in turn. */
export interface Part {
  readonly places: number;
  /** The surest place. */
  readonly best: readonly number[];
  /** How likely any place at all tells of it. */
  readonly any: readonly number[];
  /** How many places tell of it, each as likely as it does. */
  readonly sum: readonly number[];
}

export function partOf(told: readonly Told[]): Part {
  const each = told.map(({ tells, roles }) => [tells, ...roles.map((role) => tells * role)]);
  const over = (add: (so: number, p: number) => number, first: number): number[] =>
    Array.from({ length: ROLES.length + 1 }, (_, n) => each.reduce((so, row) => add(so, row[n] as number), first));
  return {
    places: told.length,
    best: over(Math.max, 0),
    any: over((none, p) => none * (1 - p), 1).map((none) => 1 - none),
    sum: over((sum, p) => sum + p, 0),
  };
}

/**
 * What somebody is called: runs of up to four characters of each word of their title, how they are addressed (王总, 孙姐,
 * Dr Osei), and how fully. Names themselves tell nothing: nobody decides by being called Dana.
 */
export function calledFeatures({ title, name }: Pick<Person, 'title' | 'name'>): Features {
  const found = new Found();
  for (const word of fold(title ?? '').split(/\s+/)) {
    const padded = ` ${word} `;
    for (let start = 0; start < padded.length; start += 1)
      for (let end = start + 1; end <= Math.min(padded.length, start + LONGEST_RUN); end += 1)
        found.add(mix(TITLE, hashOf(padded.slice(start, end))));
  }
  const words = (name ?? '').split(/\s+/).filter((word) => word !== '');
  const [first = '', last = ''] = [words[0], words.at(-1)];
  const han = isHan(last.charCodeAt(0));
  if (han) found.add(mix(ADDRESSED, hashOf(fold(last.slice(-1)))));
  const before = HONORIFIC.exec(first)?.[1];
  if (before !== undefined) found.add(mix(ADDRESSED, hashOf(before.toLowerCase())));
  const length = Math.min(LONGEST_NAME, han ? last.length : words.length);
  found.add(known(`called by ${title === null ? 'no' : 'a'} title and a name of ${length}`));
  return found.features();
}

const TITLE = hashOf('title of');
const ADDRESSED = hashOf('addressed as');
const HONORIFIC = /^(dr|mr|mrs|ms|miss|prof|professor|sir|madam|rev|father|sister)\.?$/i;
const LONGEST_RUN = 4;
/** Of words, or of Han characters: longer ones are one. */
const LONGEST_NAME = 6;

/**
 * All that is known of somebody, as numbers: what their places tell of them, and the others' of the others ("the last word
 * has Dana" makes it less likely that somebody else has it), how much they speak, and for each role how likely it is by
 * what they are called (`called`).
 */
export function partNumbers(
  reading: Reading,
  { participant, places }: Pick<Person, 'participant' | 'places'>,
  called: readonly number[],
  part: Part,
  others: readonly Part[],
): number[] {
  const customers = reading.turns.filter(({ side }) => side === 'customer');
  const own = participant ? customers.filter(({ speaker }) => speaker === participant.id).length : 0;
  const most = part.best[0] as number;
  return [
    ...part.any.map(logit),
    ...part.sum.map(Math.log1p),
    ...shares(part.sum.slice(1)),
    ...part.best.map((_, n) => others.reduce((top, { best }) => Math.max(top, best[n] as number), 0)),
    Math.log1p(others.filter(({ best }) => (best[0] as number) > most).length),
    Math.log1p(others.length),
    Math.log1p(part.places),
    (places[0]?.turn.index ?? reading.turns.length) / Math.max(1, reading.turns.length),
    participant ? 1 : 0,
    own / Math.max(1, customers.length),
    own > 0 && own === customers.length ? 1 : 0,
    ...called.map(logit),
  ];
}
