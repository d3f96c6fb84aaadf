/** Reads the rows of a table: one row per line, with arrows between the cells. */
export function rows(text: string): readonly string[][] {
  const lines = text.trim().split('\n');
  return lines.map((line) => line.split('→').map((cell) => cell.trim()));
}
