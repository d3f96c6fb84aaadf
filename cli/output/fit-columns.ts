export interface FitOptions {
  /** Number of leading text columns, aligned left. The other columns are numbers, aligned right. */
  readonly texts: number;
  /** Characters of a line. Numbers are never cut, and may exceed it. */
  readonly width: number;
}

const GAP = '  ';
const NARROWEST = 4;

/** Aligns columns. If they are too wide, the widest texts are cut and end in `…`. */
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
