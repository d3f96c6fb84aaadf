import { formatTable } from '../local/terminal/format-table';
import type { SoakTotals } from './totals';

const MEGABYTE = 1024 * 1024;
const WIDTH = 80;

/** One line while it runs. */
export function describeProgress(totals: SoakTotals, elapsedSeconds: number): string {
  const { rounds, requests, violations } = totals;
  const count = (number: number) => number.toLocaleString('en-US');
  return (
    `${String(Math.round(elapsedSeconds)).padStart(5)} s  ${count(rounds)} rounds  ` +
    `${count(requests)} requests  ${violations.length} violations`
  );
}

/** The result, in lines of at most 80 columns. */
export function describeResult(totals: SoakTotals): string {
  const { endings, requests, callsOfBedrock, baseline, warm, last, violations } = totals;
  const { ledgerWrites, failedWrites, budgetRefusals, demotions } = totals;
  const rows = [...endings].sort(([one], [other]) => (one < other ? -1 : 1));
  const megabytes = (bytes = 0) => `${(bytes / MEGABYTE).toFixed(1)} MB`;
  const lines = [
    formatTable([['ENDING', 'REQUESTS'], ...rows.map(([name, count]) => [name, String(count)])]),
    '',
    `${requests} requests made ${callsOfBedrock} calls of Bedrock.`,
    `${ledgerWrites} writes arrived at the ledger, and ${failedWrites} of them failed.`,
    `Budgets refused ${budgetRefusals} requests and demoted ${demotions}.`,
    `The function held ${megabytes(warm?.heldBytes)} warm and ${megabytes(last?.heldBytes)} at the end,`,
    `and ${baseline.resources} sockets and timers before, ${last?.resources ?? '?'} at the end.`,
    `The machine was too slow for the checks of timeouts in ${totals.stalledRounds} of ${totals.rounds} rounds.`,
    '',
    violations.length === 0
      ? 'Every request had exactly one outcome, and all sums agree.'
      : `${violations.length} violations:`,
    ...violations.map((violation) => `- ${violation}`),
  ];
  return lines.join('\n').split('\n').flatMap(wrap).join('\n');
}

/** Indents the lines that continue another. */
function wrap(line: string): readonly string[] {
  if (line.length <= WIDTH) return [line];
  const space = line.lastIndexOf(' ', WIDTH);
  const end = space > 2 ? space : WIDTH;
  return [line.slice(0, end), ...wrap(`  ${line.slice(end).trimStart()}`)];
}
