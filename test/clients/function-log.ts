import { expect, vi } from 'vitest';

type LogLine = Readonly<Record<string, unknown>>;

/** What the function writes to its log: receipts, metrics, and the lines that operators search for. */
export class FunctionLog {
  readonly #lines: LogLine[] = [];

  add(line: string): void {
    this.#lines.push(JSON.parse(line));
  }

  /** The line that tells how the request to an operation ended; it is written after the answer is out. */
  receiptOf(operation: string): Promise<LogLine> {
    return this.find((line) => line['operation'] === operation);
  }

  /** The metrics of the request to an operation, as EMF has them. */
  metricsOf(operation: string): Promise<LogLine> {
    return this.find((line) => '_aws' in line && line['Operation'] === operation);
  }

  /** The first line that is wanted, as soon as there is one. */
  find(isWanted: (line: LogLine) => boolean): Promise<LogLine> {
    return vi.waitFor(() => {
      const line = this.#lines.find(isWanted);
      if (line === undefined) expect.fail('the function has not logged it');
      return line;
    });
  }

  /** All that was written so far. */
  get text(): string {
    return JSON.stringify(this.#lines);
  }

  latest(isWanted: (line: LogLine) => boolean): LogLine | undefined {
    return this.#lines.findLast(isWanted);
  }
}
