import type { BenchCase } from '../cases';
import type { Contender } from '../contenders/contender';
import { type MeasuredWindow, RunningContender } from '../contenders/running-contender';
import type { Upstream } from '../upstream/upstream';

export interface WindowPace {
  readonly rounds: number;
  readonly windowMillis: number;
  readonly warmUpMillis: number;
}

/** One contender in one case at one concurrency: one window for each round. */
export interface Cell {
  readonly caseName: string;
  readonly contender: string;
  readonly concurrency: number;
  readonly windows: readonly MeasuredWindow[];
}

export interface Comparison {
  readonly cells: readonly Cell[];
  /** Of the process whose CPU is measured, over all concurrencies of the case. */
  readonly peakRss: readonly { caseName: string; contender: string; bytes: number }[];
}

/**
 * Measures the contenders in fresh processes, after a warm-up. In each round every contender has one window, so that
 * other load on the machine affects all of them.
 */
export async function compareContenders(
  benchCase: BenchCase,
  contenders: readonly Contender[],
  { upstream, pace }: { readonly upstream: Upstream; readonly pace: WindowPace },
): Promise<Comparison> {
  const running: RunningContender[] = [];
  try {
    await upstream.pace(benchCase.pace);
    const able = contenders.filter(
      ({ isTextOnly = false }) => !isTextOnly || benchCase.content === 'text',
    );
    for (const contender of able) {
      running.push(await RunningContender.start(contender, benchCase, upstream));
    }
    await warmUp(running, pace.warmUpMillis);
    const cells: Cell[] = [];
    for (const concurrency of benchCase.concurrencies) {
      const able = running.filter(({ isSequential }) => concurrency === 1 || !isSequential);
      cells.push(...(await measureRounds(benchCase.name, able, { concurrency, pace })));
    }
    return { cells, peakRss: await readPeaks(benchCase.name, running) };
  } finally {
    await Promise.all(running.map((each) => each.stop()));
  }
}

const WARM_UP_CONCURRENCY = 4;

async function warmUp(running: readonly RunningContender[], millis: number): Promise<void> {
  for (const contender of running) {
    const concurrency = contender.isSequential ? 1 : WARM_UP_CONCURRENCY;
    await contender.measure({ concurrency, millis });
  }
}

async function measureRounds(
  caseName: string,
  running: readonly RunningContender[],
  { concurrency, pace }: { readonly concurrency: number; readonly pace: WindowPace },
): Promise<readonly Cell[]> {
  const windows = new Map(running.map(({ name }) => [name, [] as MeasuredWindow[]]));
  for (let round = 0; round < pace.rounds; round += 1) {
    for (const contender of rotate(running, round)) {
      const window = await contender.measure({ concurrency, millis: pace.windowMillis });
      windows.get(contender.name)?.push(window);
    }
  }
  return [...windows].map(([contender, measured]) => ({
    caseName,
    contender,
    concurrency,
    windows: measured,
  }));
}

/** Changes the order, so that a contender does not always follow the same other one. */
function rotate<Item>(items: readonly Item[], by: number): readonly Item[] {
  const start = by % items.length;
  return [...items.slice(start), ...items.slice(0, start)];
}

async function readPeaks(caseName: string, running: readonly RunningContender[]) {
  return Promise.all(
    running.map(async (contender) => {
      const { peakRssBytes: bytes } = await contender.readUsage();
      return { caseName, contender: contender.name, bytes };
    }),
  );
}
