import { type Command, InvalidArgumentError } from 'commander';
import { parseWholeNumber } from '../cli/parse-options';
import { createCommand } from '../cli/run-program';

export interface SoakFlags {
  readonly seconds: number;
  /** Decides requests and faults; the same seed repeats them. Random by default. */
  readonly seed?: number;
}

export interface JobsSoakFlags {
  readonly count: number;
  readonly pauseScale: number;
  readonly seed?: number;
}

export interface SoakActions {
  readonly soak: (flags: SoakFlags) => Promise<void>;
  readonly soakJobs: (flags: JobsSoakFlags) => Promise<void>;
}

const MOST_JOBS = 5_000;
const LONGEST_SECONDS = 24 * 60 * 60;
export const HIGHEST_SEED = 2 ** 32 - 1;

export function createSoakCommand({ soak, soakJobs }: SoakActions): Command {
  return createCommand('soak')
    .enablePositionalOptions()
    .addCommand(createJobsCommand(soakJobs))
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
    .configureHelp({ commandUsage: () => 'npm run soak -- [jobs] [options]' })
    .action(({ minutes, seconds = 60 * minutes, seed }) => soak({ seconds, seed }));
}

function createJobsCommand(soakJobs: SoakActions['soakJobs']): Command {
  return createCommand('jobs')
    .description('Runs jobs in an hour without much capacity while workers crash.')
    .option('--count <n>', 'number of jobs', parseWholeNumber(MOST_JOBS), 1_000)
    .option('--pause-scale <factor>', "length of jobs' pauses", parsePauseScale, 0.001)
    .option('--seed <n>', 'repeats the jobs and faults of a run', parseWholeNumber(HIGHEST_SEED))
    .configureHelp({ commandUsage: () => 'npm run soak -- jobs [options]' })
    .action(soakJobs);
}

function parsePauseScale(text: string): number {
  const scale = text.trim() === '' ? Number.NaN : Number(text);
  if (scale >= 0 && scale <= 1) return scale;
  throw new InvalidArgumentError('It may be a number from 0 to 1.');
}
