import { type Lexicon, NONE, ROOT } from './lexicon.js';

/** Log-probabilities of units in frames: row by row, unit 0 is "nothing new". */
export interface Frames {
  readonly values: Float32Array;
  readonly count: number;
  readonly units: number;
}

/** A unit that was heard, and before which others. */
interface Heard {
  readonly before: Heard | null;
  readonly unit: number;
  readonly frame: number;
  readonly logProbability: number;
  /** The word that ends with it; NONE within a word. */
  readonly word: number;
}

export interface FoundWord {
  readonly word: string;
  /** Its units, in order: when each was first heard, and how surely. */
  readonly units: readonly { readonly unit: number; readonly frame: number; readonly logProbability: number }[];
}

export interface Found {
  readonly words: readonly FoundWord[];
  /** Of the sound alone, without what is likely to be said; natural logarithm. */
  readonly acoustic: number;
}

export interface SearchSettings {
  /** How much the likelihood of words counts against the sound. */
  readonly languageWeight: number;
  /** For every word: without it few long words win over many short ones. */
  readonly wordBonus: number;
  /** Hypotheses this much worse than the best are dropped (natural logarithm). */
  readonly beam: number;
  readonly mostHypotheses: number;
  /**
   * Units less likely than this in a frame are not tried, and no blank counts as less likely: else a very sure sound
   * that no word explains leaves only those words that begin with it, and what follows is lost.
   */
  readonly leastUnit: number;
}

/** Chosen on sentences of writers whom neither the network nor the lexicon had seen. */
export const SEARCH: SearchSettings = {
  languageWeight: 0.8,
  wordBonus: 0.5,
  beam: 14,
  mostHypotheses: 200,
  leastUnit: -7,
};

/** A place in the tree after certain words; `blank` and `label` are the scores of ending with a blank or with its unit. */
interface Hypothesis {
  readonly node: number;
  readonly lastWord: number;
  readonly unit: number;
  heard: Heard | null;
  blank: number;
  label: number;
}

const NODES = 2 ** 21;
/** What it costs to end within a word (natural logarithm). */
const BROKEN_OFF = 10;
const total = (h: Hypothesis): number => Math.max(h.blank, h.label);

/**
 * The likeliest words for what was heard: a beam search over the tree of words, in which the best way to each
 * place counts (Viterbi), after Graves et al. 2006 (CTC) and Ney & Ortmanns 1999 (looking ahead in the tree).
 */
export function search(frames: Frames, lexicon: Lexicon, settings: SearchSettings = SEARCH): Found {
  let beam: Hypothesis[] = [
    { node: ROOT, lastWord: lexicon.start, unit: NONE, heard: null, blank: 0, label: -Infinity },
  ];
  const candidates: number[] = [];
  for (let frame = 0; frame < frames.count; frame += 1) {
    const row = frames.values.subarray(frame * frames.units, (frame + 1) * frames.units);
    candidates.length = 0;
    for (let unit = 1; unit < row.length; unit += 1)
      if ((row[unit] as number) > settings.leastUnit) candidates.push(unit);
    beam = step(beam, row, candidates, frame, lexicon, settings);
  }
  return ending(beam, frames, lexicon, settings);
}

function step(
  beam: readonly Hypothesis[],
  row: Float32Array,
  candidates: readonly number[],
  frame: number,
  lexicon: Lexicon,
  settings: SearchSettings,
): Hypothesis[] {
  const next = new Map<number, Hypothesis>();
  let best = -Infinity;
  const reach = (node: number, lastWord: number, unit: number): Hypothesis => {
    const key = lastWord * NODES + node;
    let found = next.get(key);
    if (!found) {
      found = { node, lastWord, unit, heard: null, blank: -Infinity, label: -Infinity };
      next.set(key, found);
    }
    return found;
  };
  const nothing = Math.max(row[0] as number, settings.leastUnit);
  for (const h of beam) {
    const score = total(h);
    const stay = reach(h.node, h.lastWord, h.unit);
    if (score + nothing > total(stay)) stay.heard = h.heard;
    stay.blank = Math.max(stay.blank, score + nothing);
    if (h.unit !== NONE) {
      const again = h.label + (row[h.unit] as number);
      if (again > total(stay)) stay.heard = h.heard;
      stay.label = Math.max(stay.label, again);
    }
    best = Math.max(best, total(stay));
  }
  if (candidates.length > 0)
    for (const h of beam) {
      const score = total(h);
      if (score < best - settings.beam) continue;
      const lastChild = lexicon.firstChild[h.node + 1] as number;
      for (let child = lexicon.firstChild[h.node] as number; child < lastChild; child += 1) {
        const unit = lexicon.unit[child] as number;
        const sound = row[unit] as number;
        if (sound <= settings.leastUnit) continue;
        const from = unit === h.unit ? h.blank : score;
        const ahead = lexicon.best[child] as number;
        const reached = from + sound + settings.languageWeight * (ahead - (lexicon.best[h.node] as number));
        if (reached < best - settings.beam) continue;
        best = Math.max(best, reached);
        if (lexicon.firstChild[child] !== lexicon.firstChild[child + 1]) {
          const inside = reach(child, h.lastWord, unit);
          if (reached > inside.label) {
            if (reached > total(inside))
              inside.heard = { before: h.heard, unit, frame, logProbability: sound, word: NONE };
            inside.label = reached;
          }
        }
        const lastEnding = lexicon.firstEnding[child + 1] as number;
        for (let e = lexicon.firstEnding[child] as number; e < lastEnding; e += 1) {
          const word = lexicon.endingWord[e] as number;
          const likely = lexicon.after(h.lastWord, word) + (lexicon.endingLikely[e] as number);
          const said = reached + settings.languageWeight * (likely - ahead) + settings.wordBonus;
          if (said < best - settings.beam) continue;
          const after = reach(ROOT, word, unit);
          if (said > after.label) {
            if (said > total(after)) after.heard = { before: h.heard, unit, frame, logProbability: sound, word };
            after.label = said;
          }
          best = Math.max(best, said);
        }
      }
    }
  const kept = [...next.values()].filter((h) => total(h) >= best - settings.beam);
  if (kept.length <= settings.mostHypotheses) return kept;
  return kept.sort((a, b) => total(b) - total(a)).slice(0, settings.mostHypotheses);
}

function ending(beam: readonly Hypothesis[], frames: Frames, lexicon: Lexicon, settings: SearchSettings): Found {
  const whole = (h: Hypothesis): number =>
    total(h) +
    // What was begun of a word costs what it cost, and more: else no rare word would ever be the last one.
    settings.languageWeight * (lexicon.after(h.lastWord, NONE) - (h.node === ROOT ? 0 : BROKEN_OFF));
  const winner = beam.reduce((a, b) => (whole(b) > whole(a) ? b : a));
  const trail: Heard[] = [];
  for (let heard = winner.heard; heard; heard = heard.before) trail.push(heard);
  trail.reverse();
  const words: FoundWord[] = [];
  let units: Heard[] = [];
  for (const heard of trail) {
    units.push(heard);
    if (heard.word === NONE) continue;
    words.push({ word: lexicon.words[heard.word] as string, units });
    units = [];
  }
  return { words, acoustic: likelihood(trail, frames) };
}

/** Of these units one after the other, each held or followed by blanks; here blanks count as what they are. */
function likelihood(trail: readonly Heard[], { values, count, units }: Frames): number {
  let [sum, next, held] = [0, 0, 0];
  for (let frame = 0; frame < count; frame += 1) {
    const at = frame * units;
    if (trail[next]?.frame === frame) {
      held = (trail[next] as Heard).unit;
      sum += values[at + held] as number;
      next += 1;
    } else sum += Math.max(values[at] as number, values[at + held] as number);
  }
  return sum;
}
