import type { ContenderName } from '../contenders/contender';
import type { MeasuredMemory } from '../sections/measure-memory';
import type { OwnCode } from '../sections/measure-own-code';
import type { MeasuredStarts } from '../sections/measure-starts';
import type { Figures } from './figures';
import { type FiguresPlace, findFigures } from './find-figures';
import { sumFirstRequests, sumStart } from './format-starts';

/** What a run has measured. A section that was left out is undefined. */
export interface Measured {
  readonly figures: readonly Figures[];
  readonly ownCode: readonly OwnCode[] | undefined;
  readonly memory: MeasuredMemory | undefined;
  readonly starts: readonly MeasuredStarts[] | undefined;
}

/** A limit for a figure. The value is undefined if this run has not measured it. */
export interface Goal {
  readonly name: string;
  readonly limit: number;
  readonly isUpperLimit: boolean;
  readonly value: number | undefined;
}

/** Each figure is a ratio within one run, except where a unit is named. */
export function readGoals(measured: Measured): readonly Goal[] {
  const { figures } = measured;
  return [
    ...readCpuGoals(figures),
    ...readWireGoals(figures),
    ...readRateGoals(figures),
    ...readStartGoals(measured.starts ?? []),
    ...readOwnGoals(measured),
  ];
}

export function isMet({ limit, isUpperLimit, value }: Goal): boolean | undefined {
  if (value === undefined) return undefined;
  return isUpperLimit ? value <= limit : value >= limit;
}

type Place = Omit<FiguresPlace, 'contender'>;

const CPU_GOALS: readonly (readonly [number, Place])[] = [
  [0.7, { caseName: '1 KB' }],
  [0.6, { caseName: '1 KB', concurrency: 16 }],
  [0.65, { caseName: '20 KB' }],
  [0.3, { caseName: '500 KB' }],
  [0.45, { caseName: '500 KB image' }],
  [0.5, { caseName: '5 MB image' }],
  [0.5, { caseName: '200 events, paced' }],
];

/** Judges the handler, because on AWS API Gateway serves HTTP, and not the function. */
function readCpuGoals(figures: readonly Figures[]): readonly Goal[] {
  return CPU_GOALS.map(([limit, place]) => {
    const read = (contender: ContenderName) =>
      findFigures(figures, { ...place, contender })?.cpuMicros.median;
    const name = `CPU, handler : AWS SDK, ${describePlace(place)}`;
    return atMost(limit, name, divide(read('handler'), read('AWS SDK')));
  });
}

/** By how much OpenAI's wire may cost more than Converse. */
const WIRE_LIMIT = 1.2;
const WIRE_CASES = ['1 KB', '200 events'];

function readWireGoals(figures: readonly Figures[]): readonly Goal[] {
  return WIRE_CASES.map((caseName) => {
    const read = (contender: ContenderName) =>
      findFigures(figures, { caseName, contender })?.cpuMicros.median;
    const name = `CPU, OpenAI's wire : Converse, ${caseName}`;
    return atMost(WIRE_LIMIT, name, divide(read('chat'), read('handler')));
  });
}

const BUSY = 16;
const RATE_GOALS: readonly (readonly [number, string])[] = [
  [1.5, '1 KB'],
  [2.5, '20 KB'],
  [4, '200 events'],
];

function readRateGoals(figures: readonly Figures[]): readonly Goal[] {
  return RATE_GOALS.map(([limit, caseName]) => {
    const place = { caseName, concurrency: BUSY };
    const read = (contender: ContenderName) =>
      findFigures(figures, { ...place, contender })?.callsPerSecond.median;
    const name = `calls/s, router : Portkey, ${describePlace(place)}`;
    return atLeast(limit, name, divide(read('router'), read('Portkey')));
  });
}

function describePlace({ caseName, concurrency = 1 }: Place): string {
  return concurrency === 1 ? caseName : `${caseName}, ${concurrency} at once`;
}

/** Compares CPU time, because it varies less than time on a machine that does other work. */
function readStartGoals(measured: readonly MeasuredStarts[]): readonly Goal[] {
  const read = (bundle: MeasuredStarts['bundle'], sum: typeof sumStart) => {
    const found = measured.find((each) => each.bundle === bundle && each.latencyMillis === 0);
    return found && sum(found.starts);
  };
  const compare = (sum: typeof sumStart) => divide(read('this', sum), read('baseline', sum));
  return [
    atMost(0.75, 'CPU, cold start : baseline', compare(sumStart)),
    atMost(0.6, 'CPU, first 100 requests : baseline', compare(sumFirstRequests)),
  ];
}

const MB = 1024 * 1024;

function readOwnGoals({ ownCode, memory }: Measured): readonly Goal[] {
  const smallest = ownCode?.find(({ caseName }) => caseName === '1 KB');
  const largest = memory?.peaks.filter(({ caseName }) => caseName.startsWith('5 MB'));
  const peak = largest && Math.max(...largest.map(({ peakRssBytes }) => peakRssBytes));
  return [
    atMost(80, 'own code at 1 KB, p50, µs', smallest?.p50Micros),
    atMost(150, 'memory after 10,000 requests, MB', divide(memory?.growth.at(-1)?.rssBytes, MB)),
    atMost(200, 'peak with 5 MB bodies, MB of 256', divide(peak, MB)),
  ];
}

function atMost(limit: number, name: string, value: number | undefined): Goal {
  return { name, limit, isUpperLimit: true, value };
}

function atLeast(limit: number, name: string, value: number | undefined): Goal {
  return { name, limit, isUpperLimit: false, value };
}

function divide(one: number | undefined, other: number | undefined): number | undefined {
  return one === undefined || other === undefined ? undefined : one / other;
}
