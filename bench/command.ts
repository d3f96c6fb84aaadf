import type { Command } from 'commander';
import { parseNames, parseText } from '../cli/parse-options';
import { createCommand } from '../cli/run-program';
import { CASES } from './cases';
import { CONTENDER_NAMES, type ContenderName } from './contenders/contender';
import type { Pace } from './sections/compare-contenders';

interface Effort {
  readonly pace: Pace;
  /** For each case, once to warm up and once to measure. */
  readonly ownCodeMillis: number;
  /** Fresh processes that load the bundle. */
  readonly loads: number;
  /** Numbers of requests after which memory is read. Empty leaves that section out. */
  readonly memoryMarks: readonly number[];
}

export interface BenchFlags extends Effort {
  readonly caseNames: readonly string[];
  readonly contenderNames: readonly ContenderName[];
  /** File for the figures as JSON. */
  readonly out: string;
}

const FULL: Effort = {
  pace: { rounds: 5, windowMillis: 330, warmUpMillis: 2_200 },
  ownCodeMillis: 1_500,
  loads: 15,
  memoryMarks: [1_000, 2_000, 5_000, 10_000],
};
const QUICK: Effort = {
  pace: { rounds: 3, windowMillis: 100, warmUpMillis: 300 },
  ownCodeMillis: 300,
  loads: 3,
  memoryMarks: [],
};

export const CASE_NAMES = CASES.map(({ name }) => name);

export function createBenchCommand(measure: (flags: BenchFlags) => Promise<void>): Command {
  return createCommand('bench')
    .description('Measures the router beside other ways to call Bedrock.')
    .option('--quick', 'few and short rounds, without the section on memory')
    .option('--cases <names>', CASE_NAMES.join('; '), parseNames(CASE_NAMES))
    .option('--contenders <names>', CONTENDER_NAMES.join('; '), parseNames(CONTENDER_NAMES))
    .option('--out <file>', 'file for the figures as JSON', parseText, 'dist/bench.json')
    .option('--this-node', 'measures on the Node.js of npm, not on the pinned one')
    .configureHelp({ commandUsage: () => 'npm run bench -- [options]' })
    .action(({ quick, cases = CASE_NAMES, contenders = CONTENDER_NAMES, out }) =>
      measure({
        ...(quick === true ? QUICK : FULL),
        caseNames: cases,
        contenderNames: contenders,
        out,
      }),
    );
}
