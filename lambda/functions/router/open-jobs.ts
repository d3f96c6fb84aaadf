import { createHash, randomBytes } from 'node:crypto';
import { CloudWatchJobTelemetry } from '../../adapters/telemetry/cloud-watch-jobs';
import type { LineWriter } from '../../adapters/telemetry/line-writer';
import type { JobExecutions, JobServices, JobStore } from '../../app/jobs/services';
import type { RouterConfig } from '../../core/settings/router-config';
import { loadOnce } from './load-once';

const ID_BYTES = 24;

/** Composes the services of jobs. The first request of a job loads the clients of S3 and Lambda. */
export function openJobs(
  { jobs, parameterPrefix, owner }: RouterConfig,
  lines: LineWriter,
): JobServices | undefined {
  if (jobs?.functionArn === undefined) return undefined;
  return {
    store: loadStore(jobs.bucket),
    executions: loadExecutions(jobs.functionArn),
    telemetry: new CloudWatchJobTelemetry(lines),
    deadlineMillis: jobs.deadlineMillis,
    scope: owner ?? parameterPrefix,
    digest: (pieces) => {
      const hash = createHash('sha256');
      for (const piece of pieces) hash.update(piece);
      return hash.digest('hex');
    },
    newId: () => randomBytes(ID_BYTES).toString('hex'),
  };
}

const loadClients = loadOnce(() => import('./job-clients'));

function loadStore(bucket: string): JobStore {
  const load = loadOnce(async () => (await loadClients()).openJobStore(bucket));
  return {
    createSubmission: async (...call) => (await load()).createSubmission(...call),
    readSubmission: async (...call) => (await load()).readSubmission(...call),
    readState: async (...call) => (await load()).readState(...call),
    writeState: async (...call) => (await load()).writeState(...call),
    writeRequest: async (...call) => (await load()).writeRequest(...call),
    readRequest: async (...call) => (await load()).readRequest(...call),
    writeResponse: async (...call) => (await load()).writeResponse(...call),
    readResponse: async (...call) => (await load()).readResponse(...call),
    signResponse: async (...call) => (await load()).signResponse(...call),
  };
}

function loadExecutions(functionArn: string): JobExecutions {
  const load = loadOnce(async () => (await loadClients()).openExecutions(functionArn));
  return {
    start: async (...call) => (await load()).start(...call),
    readStatus: async (...call) => (await load()).readStatus(...call),
    stop: async (...call) => (await load()).stop(...call),
  };
}
