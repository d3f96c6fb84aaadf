import type { Cell, Comparison } from '../sections/compare-contenders';
import { FRAMES } from '../upstream/compose-replies';
import { measureSpread, type Spread } from './spread';

/** The figures of one contender in one case at one concurrency. Times in milliseconds, beyond what bare HTTP takes. */
export interface Figures {
  readonly caseName: string;
  readonly contender: string;
  readonly concurrency: number;
  readonly addedP50: Spread;
  readonly addedP99: Spread;
  readonly addedFirstByte: Spread;
  readonly callsPerSecond: Spread;
  readonly cpuMicros: Spread;
  /** Of Bedrock's stream, whatever form it has behind the contender. */
  readonly streamBytesPerSecond: Spread;
}

type Window = Cell['windows'][number];

const STREAM_BYTES = FRAMES.reduce((sum, frame) => sum + frame.length, 0);

/** Each round is compared with bare HTTP in the same round. */
export function computeFigures({ cells }: Pick<Comparison, 'cells'>): readonly Figures[] {
  return cells.map((cell) => {
    const bare = cells.find(
      ({ caseName, concurrency, contender }) =>
        contender === 'bare HTTP' && caseName === cell.caseName && concurrency === cell.concurrency,
    );
    return computeCell(cell, bare?.windows ?? []);
  });
}

function computeCell(cell: Cell, bare: readonly Window[]): Figures {
  const { caseName, contender, concurrency, windows } = cell;
  const added = (read: (window: Window) => number) =>
    measureSpread(
      windows.map((window, round) => {
        const limit = bare[round];
        return read(window) - (limit === undefined ? 0 : read(limit));
      }),
    );
  const rates = windows.map(({ calls, elapsedMillis }) => (calls / elapsedMillis) * 1000);
  return {
    caseName,
    contender,
    concurrency,
    addedP50: added(({ p50 }) => p50),
    addedP99: added(({ p99 }) => p99),
    addedFirstByte: added(({ firstByteP50 }) => firstByteP50),
    callsPerSecond: measureSpread(rates),
    cpuMicros: measureSpread(windows.map(({ cpuMicrosPerCall }) => cpuMicrosPerCall)),
    streamBytesPerSecond: measureSpread(rates.map((rate) => rate * STREAM_BYTES)),
  };
}
