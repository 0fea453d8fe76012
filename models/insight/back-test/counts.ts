/** A QA lead reads a few dozen changes; the counts tell of the rest. */
export const CHANGES_KEPT = 1000;

/** Under the rules in force, under the draft, and what only one of them gives. */
export interface Counts {
  inForce: number;
  draft: number;
  new: number;
  gone: number;
}

/** Of one rule of the policy: flags that both sides raise, and only one of them by this rule. */
export interface RuleCounts extends Counts {
  movedIn?: number;
  movedOut?: number;
}

export const noCounts = (): Counts => ({ inForce: 0, draft: 0, new: 0, gone: 0 });

/** The value of a key, made at first use. */
export function entry<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
