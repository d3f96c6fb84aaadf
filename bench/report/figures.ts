import { readQuantile } from '../drive/run-window';
import type { Cell, Comparison } from '../sections/compare-contenders';
import { composeFrames } from '../upstream/compose-replies';
import { STREAM_EVENTS } from '../upstream/pace';
import { measureSpread, type Spread } from './spread';

/** The figures of one contender in one case at one concurrency. Added times are milliseconds more than bare HTTP. */
export interface Figures {
  readonly caseName: string;
  readonly contender: string;
  readonly concurrency: number;
  readonly addedP50: Spread;
  /** Over the calls of all rounds; undefined if there are too few. */
  readonly addedP99: number | undefined;
  readonly addedFirstByte: Spread;
  readonly callsPerSecond: Spread;
  readonly cpuMicros: Spread;
  /** Bytes of Bedrock's stream, whatever the contender makes of them. */
  readonly streamBytesPerSecond: Spread;
}

type Window = Cell['windows'][number];

/** One hundredth of fewer calls is less than one call. */
const FEWEST_FOR_P99 = 100;
const STREAM_BYTES = composeFrames(STREAM_EVENTS).reduce((sum, frame) => sum + frame.length, 0);

/** Compares each round with the same round of bare HTTP. The p99 is over all rounds together. */
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
    addedP99: compareP99(windows, bare),
    addedFirstByte: added(({ firstByteP50 }) => firstByteP50),
    callsPerSecond: measureSpread(rates),
    cpuMicros: measureSpread(windows.map(({ cpuMicrosPerCall }) => cpuMicrosPerCall)),
    streamBytesPerSecond: measureSpread(rates.map((rate) => rate * STREAM_BYTES)),
  };
}

function compareP99(windows: readonly Window[], bare: readonly Window[]): number | undefined {
  const p99 = readPooledP99(windows);
  if (bare.length === 0) return p99;
  const limit = readPooledP99(bare);
  return p99 === undefined || limit === undefined ? undefined : p99 - limit;
}

function readPooledP99(windows: readonly Window[]): number | undefined {
  const micros = windows.flatMap(({ latencyMicros }) => latencyMicros);
  return micros.length < FEWEST_FOR_P99 ? undefined : readQuantile(micros, 0.99) / 1000;
}
