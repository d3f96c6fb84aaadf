import { formatTable } from '../../local/terminal/format-table';
import type { OwnCode } from '../sections/measure-own-code';
import { type Goal, type GoalGroup, isMet } from './goals';

const WORDS = new Map([
  [true, 'met'],
  [false, 'missed'],
  [undefined, 'not measured'],
]);

/** A table of at most 80 columns for each group: the judged value, the verdict, and the value to compare it with. */
export function formatGoals(groups: readonly GoalGroup[]): string {
  return groups.map(formatGroup).join('\n\n');
}

function formatGroup({ name, judged, beside, goals }: GoalGroup): string {
  const heading = [`Goals: ${name}`, 'limit', judged, ''];
  if (beside === undefined) return formatTable([heading, ...goals.map(describeGoal)]);
  const rows = goals.map((goal) => [...describeGoal(goal), formatValue(goal.besideValue)]);
  return formatTable([[...heading, beside], ...rows]);
}

function describeGoal(goal: Goal): readonly string[] {
  return [
    goal.name,
    `${goal.isUpperLimit ? '≤' : '≥'} ${goal.limit}`,
    formatValue(goal.value),
    WORDS.get(isMet(goal)) ?? '',
  ];
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
