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
}

export const isMet = ({ value, bar }: Figure): boolean | null =>
  value === null || bar === null ? null : value >= (bar.atLeast ?? -Infinity) && value <= (bar.atMost ?? Infinity);

/** Name, value, bar, whether it is met, note. */
export function row(figure: Figure): string[] {
  const { name, value, unit, bar, note } = figure;
  const met = isMet(figure);
  const limit = bar?.atLeast !== undefined ? `≥ ${bar.atLeast}` : bar?.atMost !== undefined ? `≤ ${bar.atMost}` : '';
  const shown = value === null ? '–' : `${Math.round(value * 100) / 100}${unit === '%' ? ' %' : ` ${unit}`}`.trim();
  return [name, shown, limit, met === null ? '' : met ? 'met' : 'MISSED', note];
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
