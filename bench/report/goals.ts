import type { MemoryGrowth } from '../sections/measure-memory';
import type { OwnCode } from '../sections/measure-own-code';
import type { Figures } from './figures';

export interface Measured {
  readonly figures: readonly Figures[];
  readonly ownCode: readonly OwnCode[];
  readonly memory: readonly MemoryGrowth[];
  readonly importMillis: number;
}

/** What the router is held to; the value is undefined where this run has not measured it. */
export interface Goal {
  readonly name: string;
  readonly limit: number;
  readonly isUpperLimit: boolean;
  readonly value: number | undefined;
}

export function readGoals(measured: Measured): readonly Goal[] {
  const { figures, ownCode } = measured;
  const smallest = ownCode.find(({ caseName }) => caseName === '1 KB');
  const paused = findFigures(figures, { contender: 'handler', caseName: '200 events, paused' });
  return [
    atMost(1, 'CPU of the handler : SDK, 1 KB', divideCpu(figures, '1 KB')),
    atMost(0.5, 'CPU of the handler : SDK, 500 KB', divideCpu(figures, '500 KB')),
    atMost(0.5, 'CPU of the handler : SDK, 500 KB image', divideCpu(figures, '500 KB image')),
    ...['1 KB', '20 KB', '500 KB', '5 MB image', '200 events'].map((caseName) =>
      atLeast(3, `calls/s, router : Portkey, ${caseName}`, divideRates(figures, caseName)),
    ),
    atMost(100, 'own code at 1 KB, p50, µs', smallest?.p50Micros),
    atMost(1, 'first byte added by the handler, ms', paused?.addedFirstByte.median),
    atMost(70, 'import, ms', measured.importMillis),
    atMost(1.1, 'RSS after 10,000 requests : after 1,000', divideMemory(measured.memory)),
  ];
}

export function isMet({ limit, isUpperLimit, value }: Goal): boolean | undefined {
  if (value === undefined) return undefined;
  return isUpperLimit ? value <= limit : value >= limit;
}

function atMost(limit: number, name: string, value: number | undefined): Goal {
  return { name, limit, isUpperLimit: true, value };
}

function atLeast(limit: number, name: string, value: number | undefined): Goal {
  return { name, limit, isUpperLimit: false, value };
}

type Place = Pick<Figures, 'contender' | 'caseName'>;

/** One at a time, as a function of one environment is called. */
function findFigures(
  figures: readonly Figures[],
  { contender, caseName }: Place,
  concurrency = 1,
): Figures | undefined {
  return figures.find(
    (each) =>
      each.contender === contender &&
      each.caseName === caseName &&
      each.concurrency === concurrency,
  );
}

function divideCpu(figures: readonly Figures[], caseName: string): number | undefined {
  const handler = findFigures(figures, { contender: 'handler', caseName });
  const sdk = findFigures(figures, { contender: 'AWS SDK', caseName });
  return divide(handler?.cpuMicros.median, sdk?.cpuMicros.median);
}

const BUSY = 16;

function divideRates(figures: readonly Figures[], caseName: string): number | undefined {
  const router = findFigures(figures, { contender: 'router', caseName }, BUSY);
  const portkey = findFigures(figures, { contender: 'Portkey', caseName }, BUSY);
  return divide(router?.callsPerSecond.median, portkey?.callsPerSecond.median);
}

function divideMemory(memory: readonly MemoryGrowth[]): number | undefined {
  return memory.length < 2 ? undefined : divide(memory.at(-1)?.rssBytes, memory[0]?.rssBytes);
}

function divide(one: number | undefined, other: number | undefined): number | undefined {
  return one === undefined || other === undefined ? undefined : one / other;
}
