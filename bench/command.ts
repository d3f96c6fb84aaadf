import type { Command } from 'commander';
import { parseNames, parseText } from '../cli/parse-options';
import { createCommand } from '../cli/run-program';
import { CASES } from './cases';
import { CONTENDER_NAMES, type ContenderName } from './contenders/contender';
import type { WindowPace } from './sections/compare-contenders';

interface Effort {
  readonly pace: WindowPace;
  /** For each case, once to warm up and once to measure. */
  readonly ownCodeMillis: number;
  /** Fresh processes of each bundle at each distance, and of each number of parameters. */
  readonly processes: number;
  /** Numbers of requests after which memory is read. */
  readonly memoryMarks: readonly number[];
}

/** Each can be measured alone. */
export const SECTIONS = ['calls', 'own code', 'memory', 'starts', 'growth'] as const;
export type Section = (typeof SECTIONS)[number];

export interface BenchFlags extends Effort {
  readonly sections: readonly Section[];
  readonly caseNames: readonly string[];
  readonly contenderNames: readonly ContenderName[];
  /** The bundle that starts are compared with. */
  readonly baseline: string | undefined;
  /** File for the figures as JSON. */
  readonly out: string;
}

const FULL: Effort = {
  pace: { rounds: 5, windowMillis: 330, warmUpMillis: 2_200 },
  ownCodeMillis: 1_500,
  processes: 21,
  memoryMarks: [1_000, 2_000, 5_000, 10_000],
};
const QUICK: Effort = {
  pace: { rounds: 3, windowMillis: 100, warmUpMillis: 300 },
  ownCodeMillis: 300,
  processes: 3,
  memoryMarks: [100],
};
/** The sections of a quick run, unless they are named. */
const QUICK_SECTIONS = ['calls', 'own code', 'starts'] as const;

export const CASE_NAMES = CASES.map(({ name }) => name);

export function createBenchCommand(measure: (flags: BenchFlags) => Promise<void>): Command {
  return createCommand('bench')
    .description('Measures the router beside other ways to call Bedrock.')
    .option('--quick', 'few and short rounds, without memory and growth')
    .option('--sections <names>', SECTIONS.join('; '), parseNames(SECTIONS))
    .option('--cases <names>', CASE_NAMES.join('; '), parseNames(CASE_NAMES))
    .option('--contenders <names>', CONTENDER_NAMES.join('; '), parseNames(CONTENDER_NAMES))
    .option('--baseline <file>', 'index.js of the bundle to compare starts with', parseText)
    .option('--out <file>', 'file for the figures as JSON', parseText, 'dist/bench.json')
    .option('--this-node', 'measures on the Node.js of npm, not on the pinned one')
    .configureHelp({ commandUsage: () => 'npm run bench -- [options]' })
    .action(
      ({ quick, sections, cases = CASE_NAMES, contenders = CONTENDER_NAMES, baseline, out }) =>
        measure({
          ...(quick === true ? QUICK : FULL),
          sections: sections ?? (quick === true ? QUICK_SECTIONS : SECTIONS),
          caseNames: cases,
          contenderNames: contenders,
          baseline,
          out,
        }),
    );
}
