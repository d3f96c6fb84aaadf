import { type LoggedReceipt, readReceiptLine } from '../../lambda/core/receipts/receipt-line';
import { addFigures } from './figures';
import { isWithin, readFigures } from './read-receipt';
import {
  GROUPINGS,
  type Grouping,
  type ReportQuestion,
  type ReportRow,
  type ReportSource,
} from './source';

/** Adds up lines of the function's log, and ignores lines that are not receipts. */
export class LogLinesSource implements ReportSource {
  readonly #lines: AsyncIterable<string>;

  constructor(lines: AsyncIterable<string>) {
    this.#lines = lines;
  }

  async sumUp({ groupings, period }: ReportQuestion): Promise<readonly ReportRow[]> {
    const rows = new Map<string, ReportRow>();
    for await (const line of this.#lines) {
      const receipt = readReceiptLine(line);
      if (receipt === undefined || !isWithin(period, receipt)) continue;
      const groups = groupings.map((grouping) => readGroup(receipt, grouping));
      const key = JSON.stringify(groups);
      const figures = readFigures(receipt);
      const known = rows.get(key);
      rows.set(key, { groups, ...(known === undefined ? figures : addFigures(known, figures)) });
    }
    return [...rows.values()];
  }
}

function readGroup(receipt: LoggedReceipt, grouping: Grouping): string | undefined {
  const value = receipt[GROUPINGS[grouping]];
  return typeof value === 'string' ? value : undefined;
}
