export interface FitOptions {
  /** How many of the first columns are text, aligned left; the others are numbers, aligned right. */
  readonly texts: number;
  /** Most characters of a line. Numbers are never cut, so it may be exceeded where they alone are wider. */
  readonly width: number;
}

const GAP = '  ';
const NARROWEST = 4;

/** Aligned columns. Where they are too wide, the widest texts are cut, and end in `…`. */
export function fitColumns(
  rows: readonly (readonly string[])[],
  { texts, width }: FitOptions,
): string {
  const widths = narrow(measure(rows), { texts, width });
  return rows
    .map((row) =>
      row
        .map((cell, column) => {
          const size = widths[column] ?? 0;
          return column < texts ? cut(cell, size).padEnd(size) : cell.padStart(size);
        })
        .join(GAP)
        .trimEnd(),
    )
    .join('\n');
}

function measure(rows: readonly (readonly string[])[]): number[] {
  return (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
}

function narrow(widths: readonly number[], { texts, width }: FitOptions): readonly number[] {
  const narrowed = [...widths];
  const room = width - GAP.length * (widths.length - 1);
  while (narrowed.reduce((sum, each) => sum + each, 0) > room) {
    const widest = Math.max(...narrowed.slice(0, texts));
    if (widest <= NARROWEST) break;
    narrowed[narrowed.indexOf(widest)] = widest - 1;
  }
  return narrowed;
}

function cut(cell: string, size: number): string {
  return cell.length <= size ? cell : `${cell.slice(0, size - 1)}…`;
}
