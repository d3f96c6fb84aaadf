import type { Command } from 'commander';
import { answerBy } from '../output/answer';
import { parseWholeNumber } from '../parse-options';
import { addRouterOptions, type RouterOptions } from '../router/router-options';
import { createCommand } from '../run-program';

const MOST_JOBS = 1_000;
const SHOWN_JOBS = 50;

interface JobsOptions extends RouterOptions {
  readonly limit: number;
  readonly stop?: boolean;
}

export function createJobsCommand(): Command {
  const command = createCommand('jobs')
    .description('Lists running and ended jobs, shows why one waits, and stops one.')
    .argument('[id]', 'only this job, with its attempts')
    .option('--stop', 'stop the job')
    .option('--limit <number>', 'the latest jobs at most', parseWholeNumber(MOST_JOBS), SHOWN_JOBS);
  return answerBy<JobsOptions>(
    addRouterOptions(command),
    async ({ stop = false, limit, ...options }, [id]) => {
      if (stop && id === undefined) command.error('error: --stop needs the ID of a job');
      const { showJobs, showJob } = await import('./show-jobs');
      return id === undefined ? showJobs(options, limit) : showJob(options, id, stop);
    },
  );
}
