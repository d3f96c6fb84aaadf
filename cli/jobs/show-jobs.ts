import { LambdaClient } from '@aws-sdk/client-lambda';
import { S3Client } from '@aws-sdk/client-s3';
import { LambdaJobExecutions } from '../../lambda/adapters/lambda/job-executions';
import { S3JobStore } from '../../lambda/adapters/s3/job-store';
import { changeState } from '../../lambda/app/jobs/change-state';
import { endJob } from '../../lambda/core/jobs/advance-state';
import type { JobState } from '../../lambda/core/jobs/state';
import { noteActions } from '../aws/note-actions';
import { describeRouter } from '../documents/describe';
import type { JobsDocument } from '../documents/jobs';
import type { Answer } from '../output/answer';
import { type OpenRouter, openRouter } from '../router/open-router';
import type { RouterOptions } from '../router/router-options';
import { CommandFailure, EXIT_CODES } from '../run-program';
import { describeJob, formatJob, formatJobs } from './describe-jobs';
import { listJobIds, readJobState, readStates } from './read-jobs';

interface OpenJobs {
  readonly router: OpenRouter;
  readonly client: S3Client;
  readonly bucket: string;
  readonly store: S3JobStore;
}

export async function showJobs(options: RouterOptions, limit: number): Promise<Answer> {
  const { router, client, bucket, store } = await openJobs(options);
  const { ids, isCut } = await listJobIds(client, bucket, limit);
  const states = await readStates(store, ids);
  const jobs = [...states].sort((one, other) => other.submittedAt - one.submittedAt);
  const document: JobsDocument = {
    router: describeRouter(router),
    jobs: jobs.map(describeJob),
    isCut,
  };
  return { document, text: formatJobs(document) };
}

/** Shows one job, or stops it before. A job that has ended stays as it ended. */
export async function showJob(
  options: RouterOptions,
  jobId: string,
  isStopped: boolean,
): Promise<Answer> {
  const jobs = await openJobs(options);
  const state = isStopped ? await stopJob(jobs, jobId) : await readJobState(jobs.store, jobId);
  if (state === undefined) {
    throw new CommandFailure(EXIT_CODES.refused, `there is no job "${jobId}"`);
  }
  const job = describeJob(state);
  const document: JobsDocument = {
    router: describeRouter(jobs.router),
    jobs: [job],
    isCut: false,
  };
  const isTooLate = isStopped && state.status !== 'STOPPED';
  const notes = isTooLate ? ['The job had ended before. It was not stopped.'] : [];
  return { document, text: formatJob(job), notes };
}

async function openJobs(options: RouterOptions): Promise<OpenJobs> {
  const router = await openRouter(options);
  const { jobs } = router.config;
  if (jobs === undefined) {
    throw new CommandFailure(EXIT_CODES.refused, 'the router has no jobs; the deploy adds them');
  }
  const client = noteActions(new S3Client(router.clientConfig), 's3');
  const { bucket } = jobs;
  return { router, client, bucket, store: new S3JobStore(client, bucket) };
}

/** As the endpoint of the caller does it: the state first, which the function sees in any case, then its execution. */
async function stopJob({ router, store }: OpenJobs, jobId: string): Promise<JobState | undefined> {
  const submission = await store.readSubmission(jobId);
  if (submission === undefined) return undefined;
  const error = { code: 'stopped', message: 'an operator has stopped the job' };
  const state = await changeState(store, submission, (current) =>
    endJob(current, { status: 'STOPPED', error }, Date.now()),
  );
  if (state.status === 'STOPPED' && state.executionArn !== null) {
    const lambda = noteActions(new LambdaClient(router.clientConfig), 'lambda');
    await new LambdaJobExecutions(lambda).stop(state.executionArn);
  }
  return state;
}
