import { formatTable } from '../../local/terminal/format-table';
import type { OwnCode } from '../sections/measure-own-code';
import { type Goal, isMet } from './goals';

const WORDS = new Map([
  [true, 'met'],
  [false, 'missed'],
  [undefined, 'not measured'],
]);

/** One table of at most 80 columns. */
export function formatGoals(goals: readonly Goal[]): string {
  const rows = goals.map((goal) => [
    goal.name,
    `${goal.isUpperLimit ? '≤' : '≥'} ${goal.limit}`,
    formatValue(goal.value),
    WORDS.get(isMet(goal)) ?? '',
  ]);
  return formatTable([['Goals', 'limit', 'here', ''], ...rows]);
}

function formatValue(value: number | undefined): string {
  if (value === undefined) return '–';
  return value.toFixed(value < 10 ? 2 : 0);
}

export function formatOwnCode(ownCode: readonly OwnCode[]): string {
  const rows = ownCode.map(({ caseName, p50Micros, p99Micros, cpuMicros }) => [
    caseName,
    p50Micros.toFixed(0),
    p99Micros.toFixed(0),
    cpuMicros.toFixed(0),
  ]);
  const heading = ['request', 'p50 µs', 'p99 µs', 'CPU µs'];
  return `The router's own code; the SDK's middleware, signing and sockets aside\n${formatTable([heading, ...rows])}`;
}
