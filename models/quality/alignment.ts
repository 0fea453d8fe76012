/** What an error costs while the best alignment is looked for. */
export interface EditCosts {
  readonly substitution: number;
  readonly insertion: number;
  readonly deletion: number;
}

/** Every error counts one: the textbook's word error rate, and jiwer's. */
export const EQUAL_COSTS: EditCosts = { substitution: 1, insertion: 1, deletion: 1 };
/** NIST sclite's: a substitution is dearer than either other error and cheaper than both. */
export const SCLITE_COSTS: EditCosts = { substitution: 4, insertion: 3, deletion: 3 };

/** A reference: tokens, and places where several wordings are right. An empty wording means "or nothing". */
export type Reference = readonly (string | readonly Reference[])[];

/** How an alignment came out. `hits + substitutions + deletions` is the length of the reference. */
export interface Counts {
  readonly hits: number;
  readonly substitutions: number;
  readonly deletions: number;
  readonly insertions: number;
}

interface Cell extends Counts {
  readonly cost: number;
}

/**
 * Aligns tokens against a reference with the least cost; of several alternatives the one that fits best
 * counts (Fiscus et al., sclite). Time and memory grow with the product of the lengths of a sentence.
 */
export function align(reference: Reference, hypothesis: readonly string[], costs: EditCosts = EQUAL_COSTS): Counts {
  const row: Cell[] = [{ cost: 0, hits: 0, substitutions: 0, deletions: 0, insertions: 0 }];
  for (let j = 0; j < hypothesis.length; j += 1) row.push(inserted(row[j] as Cell, costs));
  const { cost: _cost, ...counts } = along(reference, hypothesis, costs, row).at(-1) as Cell;
  return counts;
}

/** The row of best cells after `reference`, from the row before it. */
function along(reference: Reference, hypothesis: readonly string[], costs: EditCosts, before: Cell[]): Cell[] {
  return reference.reduce<Cell[]>((row, item) => {
    if (typeof item === 'string') return nextRow(item, hypothesis, costs, row);
    const rows = item.map((wording) => along(wording, hypothesis, costs, row));
    return row.map((_cell, j) => rows.map((each) => each[j] as Cell).reduce(cheaper));
  }, before);
}

function nextRow(token: string, hypothesis: readonly string[], costs: EditCosts, above: readonly Cell[]): Cell[] {
  const row: Cell[] = [deleted(above[0] as Cell, costs)];
  for (let j = 1; j < above.length; j += 1) {
    const diagonal = above[j - 1] as Cell;
    const met =
      hypothesis[j - 1] === token
        ? { ...diagonal, hits: diagonal.hits + 1 }
        : { ...diagonal, substitutions: diagonal.substitutions + 1, cost: diagonal.cost + costs.substitution };
    row.push(cheaper(cheaper(met, deleted(above[j] as Cell, costs)), inserted(row[j - 1] as Cell, costs)));
  }
  return row;
}

/** Of two that cost the same, the one with more hits, then the first. */
const cheaper = (a: Cell, b: Cell): Cell => (b.cost < a.cost || (b.cost === a.cost && b.hits > a.hits) ? b : a);
const inserted = (cell: Cell, { insertion }: EditCosts): Cell => ({
  ...cell,
  insertions: cell.insertions + 1,
  cost: cell.cost + insertion,
});
const deleted = (cell: Cell, { deletion }: EditCosts): Cell => ({
  ...cell,
  deletions: cell.deletions + 1,
  cost: cell.cost + deletion,
});
