/** Figures with their bars, as a table for people and as JSON for programs. */
export interface Figure {
  readonly name: string;
  /** null: not measured, and why. */
  readonly value: number | null;
  readonly unit: '%' | 's' | 'x' | '';
  readonly bar: { readonly atLeast?: number; readonly atMost?: number } | null;
  readonly note: string;
  /** False where a missed bar is shown and does not fail the report. */
  readonly counted?: boolean;
  /** How far the value may be off by chance, where only a part was measured; in its unit. */
  readonly standardError?: number;
}

/** A part says nothing of a bar that is nearer than its standard error. */
const isTooSmall = ({ value, bar, standardError = 0 }: Figure): boolean =>
  value !== null &&
  [bar?.atLeast, bar?.atMost].some((limit) => limit !== undefined && Math.abs(value - limit) < standardError);

/** null where nothing was measured, there is no bar, or too little was measured to tell. */
export const isMet = (figure: Figure): boolean | null => {
  const { value, bar } = figure;
  if (value === null || bar === null || isTooSmall(figure)) return null;
  return value >= (bar.atLeast ?? -Infinity) && value <= (bar.atMost ?? Infinity);
};

/** Name, value, bar, whether it is met, note. */
export function row(figure: Figure): string[] {
  const { name, value, unit, bar, note } = figure;
  const met = isMet(figure);
  const limit = bar?.atLeast !== undefined ? `≥ ${bar.atLeast}` : bar?.atMost !== undefined ? `≤ ${bar.atMost}` : '';
  const shown = value === null ? '–' : `${Math.round(value * 100) / 100}${unit === '%' ? ' %' : ` ${unit}`}`.trim();
  const verdict = met === null ? (isTooSmall(figure) ? 'too few to tell' : '') : met ? 'met' : 'MISSED';
  return [name, shown, limit, verdict, note];
}

export function table(figures: readonly Figure[]): string {
  const rows = figures.map(row);
  const head = ['measure', 'value', 'bar', '', 'note'];
  const widths = head.map((title, i) => Math.max(title.length, ...rows.map((cells) => (cells[i] as string).length)));
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, i) => cell.padEnd(widths[i] as number))
      .join('  ')
      .trimEnd();
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}
