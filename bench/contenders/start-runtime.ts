import { dirname } from 'node:path';
import { createRestApi } from '../../local/api-gateway/rest-api';
import { FUNCTION_BUNDLE } from '../../local/lambda/start-function';
import { serveOnLoopback } from '../../local/loopback-server';
import { fetchRuntimeClient } from '../../scripts/tools/fetch-runtime-client';
import { Child } from '../processes/child';
import type { ContenderServer } from './contender';
import { composeBenchEnvironment } from './function-environment';
import { RuntimeApi } from './runtime-api';

const TIMEOUT_MILLIS = 900_000;
const ARN = 'arn:aws:lambda:us-east-1:111122223333:function:bench';

/**
 * Starts the deployed bundle in AWS's runtime client, as Lambda does. The Runtime API and the front are in this process,
 * so that they are not measured.
 */
export async function startRuntime(
  upstreamUrl: string,
  nodeOptions: readonly string[] = [],
): Promise<ContenderServer> {
  const script = await fetchRuntimeClient();
  const runtime = new RuntimeApi(ARN);
  const api = await serveOnLoopback(runtime.listener);
  const process = new Child({
    script,
    environment: composeEnvironment(upstreamUrl, api.port),
    nodeOptions,
  });
  const { ended } = process;
  ended.catch(() => {});
  await Promise.race([runtime.started, ended]);
  const front = await serveOnLoopback(
    createRestApi((event, answer) => runtime.invoke(event, answer, TIMEOUT_MILLIS), TIMEOUT_MILLIS),
  );
  const close = async () => void (await Promise.all([front.close(), api.close()]));
  return { process, url: front.url, close };
}

/** @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime */
function composeEnvironment(upstreamUrl: string, port: number): Record<string, string> {
  return {
    ...composeBenchEnvironment(upstreamUrl),
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '512',
    AWS_LAMBDA_FUNCTION_NAME: 'bench',
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_LOG_GROUP_NAME: '/aws/lambda/bench',
    AWS_LAMBDA_LOG_STREAM_NAME: 'bench',
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_NODEJS_USE_ALTERNATIVE_CLIENT_1: 'true',
    AWS_LAMBDA_RUNTIME_API: `127.0.0.1:${port}`,
    LAMBDA_TASK_ROOT: dirname(FUNCTION_BUNDLE),
    _HANDLER: 'index.handler',
    TZ: ':UTC',
  };
}
