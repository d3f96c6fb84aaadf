import type { ContenderName } from '../contenders/contender';
import type { MemoryGrowth } from '../sections/measure-memory';
import type { OwnCode } from '../sections/measure-own-code';
import type { Figures } from './figures';
import { findFigures } from './find-figures';

export interface Measured {
  readonly figures: readonly Figures[];
  readonly ownCode: readonly OwnCode[];
  readonly memory: readonly MemoryGrowth[];
  readonly importMillis: number;
}

/** A limit for a figure. The value is undefined if this run has not measured it. */
export interface Goal {
  readonly name: string;
  readonly limit: number;
  readonly isUpperLimit: boolean;
  readonly value: number | undefined;
  /** The same figure of another contender, for comparison. */
  readonly besideValue?: number | undefined;
}

/** Goals for the figures of one contender, beside those of another. */
export interface GoalGroup {
  readonly name: string;
  readonly judged: string;
  readonly beside?: string;
  readonly goals: readonly Goal[];
}

export function readGoals(measured: Measured): readonly GoalGroup[] {
  const { figures } = measured;
  return [readCallGoals(figures), readPortkeyGoals(figures), readOwnGoals(measured)];
}

export function isMet({ limit, isUpperLimit, value }: Goal): boolean | undefined {
  if (value === undefined) return undefined;
  return isUpperLimit ? value <= limit : value >= limit;
}

type Read = (contender: ContenderName) => number | undefined;

/** Judges the handler, because on AWS API Gateway serves HTTP, and not the function. */
function readCallGoals(figures: readonly Figures[]): GoalGroup {
  const compare = (limit: number, name: string, read: Read): Goal => {
    return { ...atMost(limit, name, read('handler')), besideValue: read('router') };
  };
  const cpu = (caseName: string) => (contender: ContenderName) =>
    divide(
      findFigures(figures, { contender, caseName })?.cpuMicros.median,
      findFigures(figures, { contender: 'AWS SDK', caseName })?.cpuMicros.median,
    );
  const firstByte: Read = (contender) =>
    findFigures(figures, { contender, caseName: '200 events, paused' })?.addedFirstByte.median;
  return {
    name: 'one call at a time',
    judged: 'handler',
    beside: 'router and HTTP front',
    goals: [
      compare(1, 'CPU : SDK, 1 KB', cpu('1 KB')),
      compare(0.5, 'CPU : SDK, 500 KB', cpu('500 KB')),
      compare(0.5, 'CPU : SDK, 500 KB image', cpu('500 KB image')),
      compare(1, 'first byte added, ms', firstByte),
    ],
  };
}

const PORTKEY_CASES = ['1 KB', '20 KB', '500 KB', '5 MB image', '200 events'];
const BUSY = 16;

/** Compares with a gateway that only calls the SDK's client. */
function readPortkeyGoals(figures: readonly Figures[]): GoalGroup {
  const divideRates = (contender: ContenderName, caseName: string) => {
    const read = (name: ContenderName) =>
      findFigures(figures, { contender: name, caseName, concurrency: BUSY })?.callsPerSecond.median;
    return divide(read(contender), read('Portkey'));
  };
  return {
    name: `calls/s : Portkey, ${BUSY} at once`,
    judged: 'router',
    beside: 'SDK gateway',
    goals: PORTKEY_CASES.map((caseName) => ({
      ...atLeast(3, caseName, divideRates('router', caseName)),
      besideValue: divideRates('SDK gateway', caseName),
    })),
  };
}

function readOwnGoals({ ownCode, memory, importMillis }: Measured): GoalGroup {
  const smallest = ownCode.find(({ caseName }) => caseName === '1 KB');
  const grown =
    memory.length < 2 ? undefined : divide(memory.at(-1)?.rssBytes, memory[0]?.rssBytes);
  return {
    name: 'the router by itself',
    judged: 'here',
    goals: [
      atMost(100, 'own code at 1 KB, p50, µs', smallest?.p50Micros),
      atMost(70, 'import, ms', importMillis),
      atMost(1.1, 'RSS after 10,000 requests : after 1,000', grown),
    ],
  };
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
