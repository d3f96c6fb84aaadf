/**
 * The clients of jobs, in a bundle of their own: they would slow every cold start. The first request of a job loads it, and the
 * functions that run and end jobs have them in their own bundles.
 */
import { LambdaClient } from '@aws-sdk/client-lambda';
import { S3Client } from '@aws-sdk/client-s3';
import { composeJobClient } from '../../adapters/aws-sdk/time-limited-client';
import { LambdaJobExecutions } from '../../adapters/lambda/job-executions';
import { S3JobStore } from '../../adapters/s3/job-store';
import type { JobExecutions, JobStore } from '../../app/jobs/services';

export function openJobStore(bucket: string): JobStore {
  return new S3JobStore(new S3Client(composeJobClient()), bucket);
}

export function openExecutions(functionArn?: string): JobExecutions {
  return new LambdaJobExecutions(new LambdaClient(composeJobClient()), functionArn);
}
