import { CEPSTRA } from './mfcc.js';
import { together, type VoiceSums } from './voice-frames.js';
import type { VoiceSpace } from './voice-model.js';

/** Every pair is compared, so more than this many units (13 minutes) are not clustered: the longest speak for the rest. */
export const MOST_UNITS = 600;
/** Free numbers of one voice: mean and covariance of the cepstra, both of the pitch. */
const PARAMETERS = CEPSTRA + (CEPSTRA * (CEPSTRA + 1)) / 2 + 2;

/**
 * A voice is no Gaussian, so that with enough rows the criterion would find two in each. From 20 s of loud
 * rows on, a voice must therefore be worth the same for each row.
 */
const WORTH_ROWS = 1_000;

/** A call has two people: a third voice must be that much clearer than the second. */
const THIRD_VOICE = 1.5;

interface Cluster {
  readonly voice: VoiceSums;
  readonly misfit: number;
  /** The least that joining it with a later cluster costs. */
  readonly costs: Map<Cluster, number>;
}

/**
 * Joins units, the most alike first, until so many voices are left that one fewer would explain the sound
 * worse than its numbers are worth (Chen and Gopalakrishnan 1998: the Bayesian information criterion). In half
 * a minute to two of recorded calls one voice in two parts reached 1.00 of that worth, two voices 1.05 and more.
 */
export function clusterVoices(units: readonly VoiceSums[], space: VoiceSpace, most: number): VoiceSums[] {
  const rows = units.reduce((sum, { cepstra }) => sum + cepstra.count, 0);
  const penalty = (PARAMETERS * Math.log(Math.max(2, Math.min(rows, WORTH_ROWS))) * Math.max(1, rows / WORTH_ROWS)) / 2;
  let clusters = units.map((voice): Cluster => ({ voice, misfit: space.misfit(voice), costs: new Map() }));
  const cost = (a: Cluster, b: Cluster): number => space.misfit(together(a.voice, b.voice)) - a.misfit - b.misfit;
  clusters.forEach((a, i) => clusters.slice(i + 1).forEach((b) => a.costs.set(b, cost(a, b))));
  while (clusters.length > 1) {
    const [a, b, least] = cheapest(clusters);
    if (clusters.length <= most && least > penalty * (clusters.length > 2 ? THIRD_VOICE : 1)) break;
    const voice = together(a.voice, b.voice);
    const joint: Cluster = { voice, misfit: space.misfit(voice), costs: new Map() };
    clusters = clusters.filter((each) => each !== a && each !== b);
    for (const each of clusters) {
      each.costs.delete(a);
      each.costs.delete(b);
      each.costs.set(joint, cost(each, joint));
    }
    clusters.push(joint);
  }
  return clusters.map(({ voice }) => voice);
}

function cheapest(clusters: readonly Cluster[]): [Cluster, Cluster, number] {
  let best: [Cluster, Cluster, number] | null = null;
  for (const a of clusters) for (const [b, cost] of a.costs) if (!best || cost < best[2]) best = [a, b, cost];
  return best as [Cluster, Cluster, number];
}
