import type { Side } from '../../domain/index.js';
import { hashOf, mix } from '../reading/hash.js';
import type { TurnReading } from '../reading/reading.js';
import { type Unit, unitsOfTurn } from './units.js';

/** Features are counted in this many buckets (a power of two). */
export const BUCKETS = 2 ** 18;

/** Every run of one to three units of a turn, and every stem, hashed once: neighbours use the same ones. Shorter runs come first. */
interface Runs {
  readonly hash: Uint32Array;
  /** How many of them are of at most that many units; a stem counts as one. */
  readonly upTo: readonly number[];
  /** Which unit each run of one, and each stem, comes from. */
  readonly unit: Uint16Array;
}

/** What the classifier looks at in one turn. */
export interface TurnWords {
  readonly side: Side;
  readonly units: readonly Unit[];
  readonly runs: Runs;
  /** What the rules made of the turn (`objection price`), and the ideas they know in it, hashed. */
  readonly signals: readonly number[];
}

/** Features of one turn: buckets, each once. The first `own.length` come from the words of the turn itself. */
export interface Features {
  readonly buckets: Uint32Array;
  /** Which runs of the turn stand behind the first buckets. */
  readonly own: Uint32Array;
}

/** Fewer turns are an excerpt, or as good as one: much is said in them, and little stands around it. */
export const EXCERPT_TURNS = 12;
const LONGEST_RUN = 3;
/** The rep answers an objection within these next turns, or has not answered. */
export const ANSWER_TURNS = 4;

/** A neighbour of the turn: how far, in runs of up to how many units, under which name by side. */
const CONTEXT = (
  [
    [-1, 2, 'before'],
    [1, 2, 'after'],
    [-2, 1, 'before that'],
    [2, 1, 'after that'],
  ] as const
).map(([by, longest, name]) => ({
  by,
  longest,
  name: { rep: hashOf(`${name} rep`), customer: hashOf(`${name} customer`), unknown: hashOf(`${name} unknown`) },
}));
const OWN = hashOf('own');
const SIDE = { rep: hashOf('side rep'), customer: hashOf('side customer'), unknown: hashOf('side unknown') };
const LENGTH = Array.from({ length: 7 }, (_, fives) => hashOf(`length ${fives}`));
const OBJECTION = hashOf('objection');
const ANSWER = hashOf('answer');
const ANSWER_LATER = hashOf('answer later');

export function wordsOf(turn: TurnReading, signals: readonly number[]): TurnWords {
  const units = unitsOfTurn(turn);
  return { side: turn.side, units, runs: runsOf(units), signals };
}

/** `turns[at]` among its neighbours: runs of its own words, of theirs, whose they are, and what the rules say. */
export function turnFeatures(turns: readonly TurnWords[], at: number): Features {
  const turn = turns[at] as TurnWords;
  const found = new Found();
  for (let n = 0; n < turn.runs.hash.length; n += 1) found.own(mix(OWN, turn.runs.hash[n] as number), n);
  for (const signal of turn.signals) found.add(signal);
  for (const { by, longest, name } of CONTEXT) {
    const other = turns[at + by];
    if (!other) continue;
    addRuns(found, other.runs, longest, name[other.side]);
  }
  found.add(SIDE[turn.side]);
  if (turns.length === 1) found.add(known('alone'));
  else if (turns.length < EXCERPT_TURNS) found.add(known('excerpt'));
  found.add(LENGTH[Math.min(6, Math.floor(turn.units.length / 5))] as number);
  return found.features();
}

/** The objection in `turns[at]` and what the rep says in the next turns. */
export function answerFeatures(turns: readonly TurnWords[], at: number, signals: readonly string[]): Features {
  const found = new Found();
  addRuns(found, (turns[at] as TurnWords).runs, 1, OBJECTION);
  let answers = 0;
  let said = 0;
  for (const turn of turns.slice(at + 1, at + 1 + ANSWER_TURNS)) {
    if (turn.side !== 'rep') continue;
    answers += 1;
    said += turn.units.length;
    addRuns(found, turn.runs, 2, answers === 1 ? ANSWER : ANSWER_LATER);
  }
  found.add(known(`answers ${answers}`));
  for (const least of [3, 6, 10, 16, 25, 40, 60]) if (said >= least) found.add(known(`answered ${least}`));
  for (const signal of signals) found.add(signalHash(signal));
  return found.features();
}

/** Runs of up to `longest` units, and stems, under a name. */
export function addRuns(found: Found, { hash, upTo }: Runs, longest: number, name: number): void {
  const count = upTo[longest] as number;
  for (let n = 0; n < count; n += 1) found.add(mix(name, hash[n] as number));
}

export function runsOf(units: readonly Unit[]): Runs {
  const hash = new Uint32Array(units.length * (LONGEST_RUN + 2));
  const upTo = [0];
  const from = new Uint16Array(units.length * 3);
  let count = 0;
  const put = (value: number, unit: number): void => {
    hash[count] = value;
    from[count] = unit;
    count += 1;
  };
  units.forEach((unit, at) => {
    put(unit.hash, at);
    if (unit.stem === 0) return;
    put(unit.stem, at);
    put(unit.longStem, at);
  });
  upTo.push(count);
  // A run of one more unit is the run before it and the unit that follows.
  let shorter = units.map((unit) => unit.hash);
  for (let length = 2; length <= LONGEST_RUN; length += 1) {
    shorter = shorter.slice(0, -1);
    for (let first = 0; first + length <= units.length; first += 1)
      hash[count++] = shorter[first] = mix(shorter[first] as number, (units[first + length - 1] as Unit).hash);
    upTo.push(count);
  }
  return { hash: hash.subarray(0, count), upTo, unit: from };
}

/** Index of the unit that a run begins with, and of the last one in it. */
export function unitsOfRun({ runs: { upTo, unit } }: TurnWords, run: number): readonly [number, number] {
  if (run < (upTo[1] as number)) return [unit[run] as number, unit[run] as number];
  const length = run < (upTo[2] as number) ? 2 : 3;
  const first = run - (upTo[length - 1] as number);
  return [first, first + length - 1];
}

const hashes = new Map<string, number>();
/** The hash of a name that is used again and again; there are a few hundred. */
export function known(name: string): number {
  let hash = hashes.get(name);
  if (hash === undefined) hashes.set(name, (hash = hashOf(name)));
  return hash;
}
export const signalHash = (signal: string): number => known(`signal ${signal}`);

/** Marks the buckets that the features under way have: a generation each, so that nothing needs clearing but once in 2^32. */
const seen = new Uint32Array(BUCKETS);
const under = new Uint32Array(BUCKETS);
const ownRuns = new Uint32Array(BUCKETS);
let generation = 0;

function nextGeneration(): number {
  if (generation === 2 ** 32 - 1) {
    seen.fill(0);
    generation = 0;
  }
  generation += 1;
  return generation;
}

/** Collects buckets, each once; the words of the turn itself first. One at a time: they share `seen` and `under`. */
export class Found {
  private readonly mine = nextGeneration();
  private size = 0;
  private owned = 0;

  own(hash: number, run: number): void {
    if (!this.add(hash)) return;
    ownRuns[this.owned] = run;
    this.owned += 1;
  }

  add(hash: number): boolean {
    return this.addBucket(hash & (BUCKETS - 1));
  }

  addBucket(bucket: number): boolean {
    if (seen[bucket] === this.mine) return false;
    seen[bucket] = this.mine;
    under[this.size] = bucket;
    this.size += 1;
    return true;
  }

  features(): Features {
    return { buckets: under.slice(0, this.size), own: ownRuns.slice(0, this.owned) };
  }
}
