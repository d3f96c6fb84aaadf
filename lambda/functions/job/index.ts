import { withDurableExecution } from '@aws/durable-execution-sdk-js';
import { readLineSettings } from '../../adapters/telemetry/line-settings';
import { LineWriter } from '../../adapters/telemetry/line-writer';
import type { JobStart } from '../../contract';
import { readRouterConfig } from '../../core/settings/router-config';
import { TIMES } from '../../core/settings/times';
import { composeRouter } from '../router/compose-router';
import { openPublisher } from './open-publisher';
import { runJob } from './run-job';

const config = readRouterConfig(process.env);
if (config.jobs === undefined) throw new Error('the configuration has no jobs');
const lines = new LineWriter(readLineSettings(process.env));
const publisher = openPublisher(config.jobs.bucket, lines);
const worker = {
  ...publisher,
  router: composeRouter(config, lines),
  requestTimeoutMillis: config.requestTimeoutMillis,
  marginMillis: config.budgetTable === undefined ? undefined : TIMES.settlementMarginMillis,
};

/** Runs jobs, each as a durable execution. */
export const handler = withDurableExecution<JobStart, void>((start, context) =>
  runJob(start, context, { worker, publisher }),
);
