/** A label and what stands beside it. */
export interface LabelledValue {
  readonly label: string;
  readonly value: string;
}

/** Columns are set apart by a gap, a tab or a bar. */
const COLUMN_GAP = /\s{2,}|\t|\s*\|\s*/;
const LABEL_WITH_COLON = /^(\p{L}[^:]{0,60}):\s*(.*)$/u;

/**
 * The labels and values of a document, in order.
 *
 * | line                                        | read as                                             |
 * |---------------------------------------------|-----------------------------------------------------|
 * | `Invoice no.: 7       Date:  1 May`         | `Invoice no.` is `7`, `Date` is `1 May`             |
 * | `Total amount            3,546.00`          | `Total amount` is `3,546.00`                        |
 * | `1  Bracket  24  9.75  234.00`              | nothing: more than two columns and no colon         |
 */
export function readLabelledValues(document: string): readonly LabelledValue[] {
  return document.split('\n').flatMap((line) => readLine(line.trim().split(COLUMN_GAP)));
}

function readLine(cells: readonly string[]): readonly LabelledValue[] {
  const labelled = cells.flatMap((cell, index) => readCell(cell, cells[index + 1]));
  const [label, value] = cells;
  if (labelled.length > 0 || cells.length !== 2 || !label || !value) return labelled;
  return [{ label, value }];
}

function readCell(cell: string, nextCell: string | undefined): readonly LabelledValue[] {
  const [, label, value] = LABEL_WITH_COLON.exec(cell) ?? [];
  if (label === undefined) return [];
  const found = value || nextCell;
  return found === undefined ? [] : [{ label, value: found }];
}
