import { Rows } from './figures';
import { readFigures, readGroup, readLogLine } from './read-receipt';
import type { Reading, ReportQuestion, ReportSource } from './source';

/** Adds up lines of the function's log, and ignores lines that are not receipts. */
export class LogLinesSource implements ReportSource {
  readonly #lines: AsyncIterable<string>;

  constructor(lines: AsyncIterable<string>) {
    this.#lines = lines;
  }

  async sumUp({ groupings, period }: ReportQuestion): Promise<Reading> {
    const rows = new Rows();
    const leftOut = { unrouted: 0, unreadable: 0, untimed: 0 };
    for await (const text of this.#lines) {
      const line = readLogLine(text, period);
      if (line.kind === 'other') continue;
      if (line.kind !== 'receipt') {
        leftOut[line.kind] += 1;
        continue;
      }
      const groups = groupings.map((grouping) => readGroup(line.receipt, grouping));
      rows.add(groups, readFigures(line.receipt));
    }
    return { rows: rows.list(), leftOut };
  }
}
