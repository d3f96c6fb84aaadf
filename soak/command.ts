import type { Command } from 'commander';
import { parseWholeNumber } from '../cli/parse-options';
import { createCommand } from '../cli/run-program';

export interface SoakFlags {
  readonly seconds: number;
  /** Decides requests and faults; the same seed repeats them. Random by default. */
  readonly seed?: number;
}

const LONGEST_SECONDS = 24 * 60 * 60;
export const HIGHEST_SEED = 2 ** 32 - 1;

export function createSoakCommand(soak: (flags: SoakFlags) => Promise<void>): Command {
  return createCommand('soak')
    .description('Loads the router while AWS fails, and accounts for every request.')
    .option(
      '--minutes <n>',
      'how long to load the router',
      parseWholeNumber(LONGEST_SECONDS / 60),
      5,
    )
    .option('--seconds <n>', 'the same in seconds', parseWholeNumber(LONGEST_SECONDS))
    .option(
      '--seed <n>',
      'repeats the requests and faults of a run',
      parseWholeNumber(HIGHEST_SEED),
    )
    .configureHelp({ commandUsage: () => 'npm run soak -- [options]' })
    .action(({ minutes, seconds = 60 * minutes, seed }) => soak({ seconds, seed }));
}
