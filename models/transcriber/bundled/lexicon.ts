import { gunzipSync } from 'node:zlib';

/** No node, no word, no pronunciation. */
export const NONE = -1;
export const ROOT = 0;
/** Word numbers fit below this, so that a pair of them is one number. */
const PAIR = 2 ** 18;

/**
 * The words of one language: a tree of how they sound, and how likely each is after each. Probabilities are
 * natural logarithms. Nodes are numbers into arrays, since there are hundreds of thousands of them.
 */
export interface Lexicon {
  readonly language: 'zh' | 'en';
  readonly words: readonly string[];
  /** The word number that stands for the beginning. */
  readonly start: number;
  readonly unit: Uint16Array;
  readonly firstChild: Int32Array;
  readonly nextSibling: Int32Array;
  /** The likeliest word at or below the node; 0 at the root. */
  readonly best: Float32Array;
  /** The words that end here: a list through `moreWords`. */
  readonly firstEntry: Int32Array;
  readonly entryWord: Int32Array;
  readonly nextEntry: Int32Array;
  /** @param word NONE for the end of what is said */
  after(before: number, word: number): number;
}

/**
 * Reads `lexicon.txt.gz`; models/speech/training/README.md describes its lines.
 * @throws Error where the file is not one
 */
export function readLexicons(gzipped: Uint8Array): Lexicon[] {
  const lines = gunzipSync(gzipped).toString('utf8').split('\n');
  if (lines[0] !== 'vouch-lexicon\t1') throw new Error('not a lexicon of version 1');
  const lexicons: Lexicon[] = [];
  let at = 1;
  while (lines[at]?.startsWith('language\t')) {
    const [, language, count, , end, startBackoff] = (lines[at] as string).split('\t');
    if (language !== 'zh' && language !== 'en') throw new Error('a lexicon of an unknown language');
    const size = Number(count);
    const words = lines.slice(at + 1, at + 1 + size);
    at += 1 + size;
    const from = at;
    while (/^\d/.test(lines[at] ?? '')) at += 1;
    lexicons.push(build(language, words, lines.slice(from, at), [Number(end), Number(startBackoff)]));
  }
  return lexicons;
}

const fromCents = (cents: number): number => -cents / 100;

class Tree {
  unit = new Uint16Array(1 << 16);
  firstChild = new Int32Array(1 << 16).fill(NONE);
  nextSibling = new Int32Array(1 << 16).fill(NONE);
  best = new Float32Array(1 << 16).fill(-Infinity);
  firstEntry = new Int32Array(1 << 16).fill(NONE);
  readonly entryWord: number[] = [];
  readonly nextEntry: number[] = [];
  private size = 1;

  add(units: readonly number[], word: number, logProbability: number): void {
    let node = ROOT;
    for (const unit of units) {
      node = this.child(node, unit);
      if (logProbability > (this.best[node] as number)) this.best[node] = logProbability;
    }
    this.entryWord.push(word);
    this.nextEntry.push(this.firstEntry[node] as number);
    this.firstEntry[node] = this.entryWord.length - 1;
  }

  private child(node: number, unit: number): number {
    for (let c = this.firstChild[node] as number; c !== NONE; c = this.nextSibling[c] as number)
      if (this.unit[c] === unit) return c;
    if (this.size === this.unit.length) this.grow();
    const made = this.size++;
    this.unit[made] = unit;
    this.nextSibling[made] = this.firstChild[node] as number;
    this.firstChild[node] = made;
    return made;
  }

  private grow(): void {
    const length = this.unit.length * 2;
    const unit = new Uint16Array(length);
    unit.set(this.unit);
    this.unit = unit;
    const best = new Float32Array(length).fill(-Infinity);
    best.set(this.best);
    this.best = best;
    for (const name of ['firstChild', 'nextSibling', 'firstEntry'] as const) {
      const grown = new Int32Array(length).fill(NONE);
      grown.set(this[name]);
      this[name] = grown;
    }
  }
}

function build(
  language: 'zh' | 'en',
  wordLines: readonly string[],
  pairLines: readonly string[],
  [endCents, startBackoffCents]: readonly [number, number],
): Lexicon {
  const count = wordLines.length;
  const [start, end] = [count, count + 1];
  const alone = new Float32Array(count + 2);
  const backoff = new Float32Array(count + 2);
  alone[end] = fromCents(endCents);
  backoff[start] = fromCents(startBackoffCents);
  const tree = new Tree();
  const words = wordLines.map((line, number) => {
    const [word, aloneCents, backoffCents, sounds] = line.split('\t');
    if (word === undefined || sounds === undefined) throw new Error(`a word without its sound in line ${number}`);
    const likely = (alone[number] = fromCents(Number(aloneCents)));
    backoff[number] = fromCents(Number(backoffCents));
    for (const sound of sounds.split('|'))
      tree.add(
        sound.split(' ').map((unit) => parseInt(unit, 36)),
        number,
        likely,
      );
    return word;
  });
  tree.best[ROOT] = 0;
  const pairs = new Map<number, number>();
  for (const line of pairLines) {
    const [before, row] = line.split('\t');
    for (const pair of (row ?? '').split(' ')) {
      const [word, cents] = pair.split(':');
      pairs.set(Number(before) * PAIR + parseInt(word ?? '', 36), fromCents(parseInt(cents ?? '', 36)));
    }
  }
  return {
    language,
    words,
    start,
    unit: tree.unit,
    firstChild: tree.firstChild,
    nextSibling: tree.nextSibling,
    best: tree.best,
    firstEntry: tree.firstEntry,
    entryWord: Int32Array.from(tree.entryWord),
    nextEntry: Int32Array.from(tree.nextEntry),
    after(before, word) {
      const next = word === NONE ? end : word;
      return pairs.get(before * PAIR + next) ?? (backoff[before] as number) + (alone[next] as number);
    },
  };
}
