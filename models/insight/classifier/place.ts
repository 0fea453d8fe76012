import { EXCERPT_TURNS } from './features.js';
import { likely, logit, type Look } from './model.js';

/** A turn in its conversation, and what its words say. */
export interface Placed {
  /** How likely something is there, and how likely it is of the kind it is taken for, by the words. */
  readonly there: number;
  readonly kind: number;
  /** Index of the turn, and how many there are. */
  readonly at: number;
  readonly turns: number;
  /** How likely something is there on average over the turns that are asked. */
  readonly usual: number;
}

/** So many turns from an end are told apart. */
const ENDS = 5;

/**
 * A second look, at what the words of a turn do not show: next steps stand at the end, and where every turn sounds
 * like a promise one more says less.
 */
export const numbersOf = (placed: Placed): number[] => [...wordsSay(placed), ...placeSays(placed)];

const wordsSay = ({ there, kind }: Placed): number[] => [logit(there), logit(kind), logit(there * kind)];

export const placeSays = ({ at, turns, usual }: Placed): number[] => [
  logit(usual),
  at / turns,
  Math.log(turns),
  Math.min(at, ENDS),
  Math.min(turns - 1 - at, ENDS),
];

/**
 * How likely something is there and of its kind, all considered. In an excerpt the place of a turn says nothing: there
 * it counts as a usual one.
 */
export function chanceOf(look: Look, placed: Placed): number {
  return likely(look, [...wordsSay(placed), ...(placed.turns < EXCERPT_TURNS ? look.usualPlace : placeSays(placed))]);
}
