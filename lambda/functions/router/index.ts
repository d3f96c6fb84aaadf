import { readLineSettings } from '../../adapters/telemetry/line-settings';
import { LineWriter } from '../../adapters/telemetry/line-writer';
import { readRouterConfig } from '../../core/settings/router-config';
import { TIMES } from '../../core/settings/times';
import { createHandler } from '../../http/create-handler';
import { createHookHandler } from '../hook/create-handler';
import { composeRouter } from './compose-router';
import { openJobs } from './open-jobs';
import { openMedia } from './open-media';

const config = readRouterConfig(process.env);
const lines = new LineWriter(readLineSettings(process.env));
const router = { ...composeRouter(config, lines), jobs: openJobs(config, lines) };

/** Answers API Gateway. */
export const handler = awslambda.streamifyResponse(
  createHandler(
    router,
    config.requestTimeoutMillis,
    config.budgetTable === undefined ? undefined : TIMES.settlementMarginMillis,
  ),
);

/** Answers the document-processing accelerator. IAM authorizes its callers, so they have no keys. */
export const lambdaHook = createHookHandler(
  { ...router, hasCallers: false, media: openMedia() },
  config,
);
